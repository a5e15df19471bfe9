"""`office.tickets`: who waits with which number, and who is called where."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, assert_never
from uuid import UUID

from issuance.capacity.walk_ins import WalkInsAllowed
from issuance.cases.facts import CheckedIn, DocumentsInsufficient, IdentityRefused
from issuance.ledger.facts import Recorded
from issuance.read_models.cases import CASES
from issuance.read_models.house import VENUES
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.visits.line_facts import (
    VisitBrokenOff,
    VisitEndUndone,
    VisitHeld,
    VisitRecalled,
    VisitReturned,
    VisitTransferred,
)
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitCalled, VisitCalledOff, VisitEnded, VisitMissed

WALK_IN_MINUTES: Final = 15
"""How long a walk-in's visit is reckoned with in the day's lists."""


TICKETS: Final = Table(name="office.tickets", key=("visit_id",))


_TicketFact = (
    TicketIssued
    | VisitCalled
    | VisitRecalled
    | VisitCalledOff
    | VisitHeld
    | VisitReturned
    | VisitTransferred
    | VisitEnded
    | VisitMissed
    | VisitBrokenOff
    | VisitEndUndone
    | DocumentsInsufficient
    | IdentityRefused
    | CheckedIn
    | WalkInsAllowed
)


def changes(recorded: Recorded[_TicketFact]) -> Iterable[Change]:
    visit_id, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case TicketIssued() as issued:
            yield _issued(at, issued)
        case VisitCalled(station=station):
            called = {"stage": "called", "counter": station, "called_at": at}
            yield change(TICKETS, visit_id, turned_away=False, **called)
        case VisitRecalled():
            # Called once more: it stands first on the display again.
            yield change(TICKETS, visit_id, called_at=at)
        case VisitCalledOff() | VisitHeld() | VisitReturned() | VisitTransferred():
            yield change(TICKETS, visit_id, stage="waiting", counter="", called_at=None)
        case VisitEnded() | VisitMissed() | VisitBrokenOff():
            yield change(TICKETS, visit_id, stage="over")
        case VisitEndUndone():
            yield change(TICKETS, visit_id, stage="called")
        case DocumentsInsufficient(visit_id=turned_away) | IdentityRefused(visit_id=turned_away):
            yield change(TICKETS, turned_away, turned_away=True)
        case CheckedIn(visit_id=checked_in):
            yield _checked_in(recorded.stream_id, checked_in, at)
        case WalkInsAllowed(services=services, places=places):
            allowed = [each.value for each in services]
            yield change(VENUES, visit_id, walk_in_services=allowed, walk_in_places=places)
        case _:
            assert_never(happened)


def _issued(at: datetime, issued: TicketIssued) -> Put:
    return Put(
        table=TICKETS,
        key=(issued.visit_id,),
        columns={
            "venue_id": issued.venue_id,
            "day": issued.day,
            "number": issued.number,
            "booked": issued.booked,
            "service": issued.service.value,
            "issued_at": at,
        },
    )


def _checked_in(case_id: UUID, visit_id: UUID, at: datetime) -> Reading:
    """Who came without an appointment stands in the day's lists from now on."""

    def then(*found: object) -> Iterable[Put]:
        starts_at, minutes, reference, venue_id, at_the_door = found
        yield change(
            CASES,
            case_id,
            visit_id=visit_id,
            starts_at=at if starts_at is None else starts_at,
            minutes=WALK_IN_MINUTES if minutes is None else minutes,
            reference="" if reference is None else reference,
            venue_id=at_the_door if venue_id is None else venue_id,
        )

    case = look(CASES, case_id, "starts_at", "minutes", "reference", "venue_id")
    return Reading(looks=(case, look(TICKETS, visit_id, "venue_id")), then=then)
