"""受付: who comes in is found by a number, and gets a ticket; also without an appointment."""

from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize
from uuid import UUID

from issuance.application.counter import Counter
from issuance.application.parties import VisitStream
from issuance.application.tickets import reception
from issuance.application.work import CaseStream, Facts, Order, Work, record
from issuance.calendar import office_date
from issuance.calendar.opening_rules import Service
from issuance.capacity import venues
from issuance.capacity.venues import Venue
from issuance.cases import counter
from issuance.cases.state import Case, Stage
from issuance.errors import NotFoundError, Refusal
from issuance.ledger.postgres import Transaction
from issuance.notices.numbers import NoticeNumberInvalidError, notice_id, parse_notice_number
from issuance.visits import ticket
from issuance.visits import visit as visits
from issuance.visits.ticket import WalkInTerms, walk_in_visit_id_of
from issuance.visits.visit import Visit, VisitFact, visit_id_of


class NumberUnknownError(Refusal):
    """No booking and no notice has this number."""

    code = "number-unknown"


class OtherDayError(Refusal):
    """The appointment is not today."""

    code = "other-day"


class OtherVenueError(Refusal):
    """The appointment is at another venue."""

    code = "other-venue"


class NoAppointmentError(Refusal):
    """The notice has no appointment; its holder may come in as a walk-in where there are places."""

    code = "no-appointment"


@dataclass(frozen=True, kw_only=True)
class WalkIn:
    """Who comes without an appointment: for what, and with a notice's number or none."""

    venue_id: UUID
    service: Service
    notice_number: str = ""


class ReceptionDesk:
    def __init__(self, work: Work, counter: Counter) -> None:
        self._work, self._counter = work, counter

    async def check_in(self, order: Order, venue_id: UUID, number: str) -> UUID:
        """Check in the party that the number (a booking's or a notice's) belongs to; its visit.

        Raises:
            NumberUnknownError, NoAppointmentError, OtherDayError, OtherVenueError: not so.
            CardMissingError, VisitOverError: a person has to look at it.
        """
        async with self._work.log.transaction() as tx:
            visit_id = await self._visit_of(tx, order, venue_id, number)
        await self._counter.arrive(order, visit_id)
        return visit_id

    async def walk_in(self, order: Order, wish: WalkIn) -> UUID:
        """Let in a party without an appointment, where the venue has places; its visit.

        Raises:
            ServiceNotTakenError, WalkInsFullError: the venue takes none (any more).
            NumberUnknownError: there is no such notice.
            WrongStageError, CardMissingError: this card cannot be collected now.
        """
        visit_id = walk_in_visit_id_of(wish.venue_id, order.key or order.at.isoformat())

        async def work(tx: Transaction) -> Facts:
            facts = await self._ticket(tx, order, wish, visit_id)
            visit = await self._visit(tx, visit_id)
            facts += record(visit, order, visits.arrive(visit.state))
            if wish.notice_number:
                case = await self._case_of(tx, wish.notice_number)
                facts += record(case, order, counter.walk_in(case.state, visit_id=visit_id))
            return facts

        await self._work.carry_out(order, work)
        return visit_id

    async def call(self, order: Order, visit_id: UUID, station: str) -> None:
        """Call a walk-in who needs no counter station, such as for a consultation."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._arrived(tx, visit_id)
            called = visits.call(visit.state, station=station, clerk=order.staff_code)
            return record(visit, order, called)

        await self._work.carry_out(order, work)

    async def end(self, order: Order, visit_id: UUID, station: str, *, came: bool) -> None:
        """The walk-in who was called so has been served, or did not come."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._arrived(tx, visit_id)
            if came:
                return record(visit, order, visits.end(visit.state, station=station))
            return record(visit, order, visits.miss(visit.state))

        await self._work.carry_out(order, work)

    async def _visit_of(self, tx: Transaction, order: Order, venue_id: UUID, number: str) -> UUID:
        return visit_today(await self._found(tx, number), order.at, venue_id)

    async def _found(self, tx: Transaction, number: str) -> Case:
        try:
            return (await self._case_of(tx, number)).state
        except NumberUnknownError:
            found: UUID | None = await tx.connection.fetchval(_OF_REFERENCE, plain(number))
        if found is None:
            raise NumberUnknownError
        return (await self._work.case(tx, found)).state

    async def _case_of(self, tx: Transaction, number: str) -> CaseStream:
        try:
            asked = notice_id(parse_notice_number(plain(number)))
        except NoticeNumberInvalidError:
            raise NumberUnknownError from None
        found: UUID | None = await tx.connection.fetchval(_OF_NOTICE, asked)
        if found is None:
            raise NumberUnknownError
        case = await self._work.case(tx, found)
        if case.state.notice_id != asked and case.state.stage is not Stage.UNKNOWN:
            raise NumberUnknownError  # the second notice has taken its place
        return case

    async def _ticket(self, tx: Transaction, order: Order, wish: WalkIn, visit_id: UUID) -> Facts:
        day: date = office_date(order.at)
        venue = await tx.read(wish.venue_id, Venue(), venues.evolve)
        desk = await reception(tx, wish.venue_id, day)
        admitted = ticket.admit(
            desk.state,
            _terms(venue.state),
            venue_id=wish.venue_id,
            day=day,
            visit_id=visit_id,
            service=wish.service,
        )
        return record(desk, order, admitted)

    async def _arrived(self, tx: Transaction, visit_id: UUID) -> VisitStream:
        history = await tx.history(visit_id)
        if not history or not all(isinstance(each.fact, VisitFact) for each in history):
            raise NotFoundError
        return await self._visit(tx, visit_id)

    async def _visit(self, tx: Transaction, visit_id: UUID) -> VisitStream:
        return await tx.read(visit_id, Visit(), visits.evolve)


def visit_today(case: Case, at: datetime, venue_id: UUID | None) -> UUID:
    """The visit its holder comes for today, to this venue (None: to any).

    Raises:
        NoAppointmentError, OtherDayError, OtherVenueError: not so.
    """
    if (visit_id := case.visit_id) is not None and case.appointment is None:
        return visit_id
    booked = case.appointment
    if booked is None:
        raise NoAppointmentError
    if office_date(booked.starts_at) != office_date(at):
        raise OtherDayError
    if venue_id not in {None, booked.venue_id}:
        raise OtherVenueError
    return visit_id_of(booked.party_id)


def plain(number: str) -> str:
    """As typed or scanned: widths, small letters, spaces and hyphens forgiven."""
    return normalize("NFKC", number).upper().replace(" ", "").replace("-", "")


def _terms(venue: Venue) -> WalkInTerms:
    allowed = venue.walk_ins
    if allowed is None:
        return WalkInTerms(services=(), places=0)
    return WalkInTerms(services=allowed.services, places=allowed.places)


_OF_REFERENCE = """SELECT case_id FROM office.case_overview
    WHERE reference = $1 AND reference <> '' ORDER BY starts_at DESC LIMIT 1"""
_OF_NOTICE = "SELECT case_id FROM office.notices WHERE notice_id = $1"
