"""Holders are told of their cards, book, move, cancel and stay away."""

from datetime import timedelta
from uuid import UUID

import hypothesis.strategies as st

from issuance.calendar import deadline
from issuance.cases import facts as f
from tests.issuance.cases.any_day.desk import Desk, command


class Bookings(Desk):
    @command()
    def correct_address(self, number: int) -> None:
        self.files[number].address_version += 1

    @command()
    def notify(self, number: int) -> None:
        file = self.files[number]
        self._ask(
            file,
            self.law.send_notice,
            notice_id=file.id_of(f"notice {file.state.notice_round + 1}"),
            pickup_deadline=deadline(self.today, 90),
            today=self.today,
        )

    @command(hours=st.integers(0, 48))
    def book(self, number: int, hours: int = 1) -> None:
        file = self.files[number]
        file.bookings += 1
        booked = f.AppointmentNoted(
            appointment_id=file.id_of(f"appointment {file.bookings}"),
            party_id=file.id_of("party"),
            venue_id=UUID(int=7),
            starts_at=self.now + timedelta(hours=hours),
            minutes=10,
            reference="7H2K9QXM",
        )
        self._ask(file, self.law.note_appointment, booked)

    @command(hours=st.integers(-1, 48))
    def move(self, number: int, hours: int) -> None:
        file = self.files[number]
        moved = f.AppointmentMoved(
            appointment_id=file.id_of(f"appointment {file.bookings}"),
            venue_id=UUID(int=7),
            starts_at=self.now + timedelta(hours=hours),
            minutes=10,
        )
        self._ask(file, self.law.move_appointment, moved)

    @command(back=st.integers(0, 1))
    def cancel(self, number: int, back: int) -> None:
        file = self.files[number]
        id_ = file.id_of(f"appointment {file.bookings - back}")
        self._ask(file, self.law.cancel_appointment, appointment_id=id_, reason="resident")

    @command()
    def miss(self, number: int) -> None:
        file = self.files[number]
        booked = file.state.appointment
        until = booked.starts_at + timedelta(minutes=15) if booked else self.now
        self._ask(file, self.law.record_no_show, now=self.now, until=until)
