"""予約の取り込み: what residents did in the other zone becomes facts of their cases.

These run inside the transaction that takes a batch in, one item after another.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from issuance.application.notices import case_of_notice
from issuance.application.work import Order, Work, record
from issuance.cases import appointments
from issuance.cases.facts import AppointmentMoved, AppointmentNoted
from issuance.cases.refusals import OtherAppointmentError, WrongStageError
from issuance.ledger.postgres import Transaction


@dataclass(frozen=True, kw_only=True)
class Booked:
    appointment_id: UUID
    party_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str


class Bookings:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, tx: Transaction, order: Order, notice_id: UUID, booked: Booked) -> None:
        """Note a booking, or decline it.

        One on a first notice that crossed the second needs nothing: it is withdrawn with the first.
        """
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        if case.state.notice_id != notice_id:
            return
        noted = AppointmentNoted(
            appointment_id=booked.appointment_id,
            party_id=booked.party_id,
            venue_id=booked.venue_id,
            starts_at=booked.starts_at,
            minutes=booked.minutes,
            reference=booked.reference,
        )
        await tx.append(record(case, order, appointments.note_appointment(case.state, noted)))

    async def move(
        self, tx: Transaction, order: Order, notice_id: UUID, moved: AppointmentMoved
    ) -> None:
        """A move that comes after the visit began, or for a declined booking, has no effect."""
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        try:
            decided = appointments.move_appointment(case.state, moved)
        except (OtherAppointmentError, WrongStageError):
            return
        await tx.append(record(case, order, decided))

    async def letters(self, tx: Transaction, order: Order, notice_id: UUID, *, reach: bool) -> None:
        """Whether e-mail about the booking reaches the holder."""
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        if case.state.notice_id != notice_id:
            return
        note = appointments.note_reachable if reach else appointments.note_undeliverable
        await tx.append(record(case, order, note(case.state)))

    async def cancel(
        self, tx: Transaction, order: Order, notice_id: UUID, appointment_id: UUID, reason: str
    ) -> None:
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        decided = appointments.cancel_appointment(
            case.state, appointment_id=appointment_id, reason=reason
        )
        await tx.append(record(case, order, decided))
