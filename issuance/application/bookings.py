"""予約の取り込み: what residents did in the other zone becomes facts of their cases.

These run inside the transaction that takes a batch in, one item after another.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from issuance.application.notices import case_of_notice
from issuance.application.tickets import ticket_for_party
from issuance.application.work import Order, Work, record
from issuance.cases import appointments, counter
from issuance.cases.facts import AppointmentMoved, AppointmentNoted, CheckedIn
from issuance.cases.refusals import CardMissingError, OtherAppointmentError, WrongStageError
from issuance.cases.state import Case, Stage
from issuance.ledger.postgres import Transaction
from issuance.visits import visit as visits
from issuance.visits.visit import Visit, visit_id_of


@dataclass(frozen=True, kw_only=True)
class Booked:
    appointment_id: UUID
    party_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    reference: str
    channel: str = ""
    language: str = ""


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
            language=booked.language,
            channel=booked.channel,
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

    async def arrive(
        self, tx: Transaction, order: Order, notice_id: UUID, appointment_id: UUID
    ) -> None:
        """The party said on its phone that it is here: it waits to be called.

        Each member of the party says so; the first one lets the visit begin. What was ended
        meanwhile (nobody came, moved, cancelled) has no effect.
        """
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        booked = case.state.appointment
        if booked is None or booked.appointment_id != appointment_id:
            return
        visit_id = visit_id_of(booked.party_id)
        visit = await tx.read(visit_id, Visit(), visits.evolve)
        arrived = record(visit, order, visits.arrive(visit.state))
        if arrived:
            arrived = [*await ticket_for_party(tx, order, visit_id, [case.state]), *arrived]
        await tx.append([*arrived, *record(case, order, _checked_in(case.state, visit_id))])

    async def announce_late(
        self, tx: Transaction, order: Order, notice_id: UUID, appointment_id: UUID, minutes: int
    ) -> None:
        case = await self._work.case(tx, await case_of_notice(tx, notice_id))
        decided = appointments.announce_late(
            case.state, appointment_id=appointment_id, minutes=minutes
        )
        await tx.append(record(case, order, decided))


def _checked_in(case: Case, visit_id: UUID) -> list[CheckedIn]:
    """A card that is missing does not send its holder home: the clerk who calls is told."""
    if case.stage is not Stage.BOOKED:
        return []
    try:
        return counter.check_in(case, visit_id=visit_id)
    except CardMissingError:
        return []
