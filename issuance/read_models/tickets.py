"""`office.tickets`: who waits with which number, and who is called where."""

from collections.abc import Iterable
from typing import Any, Final

from issuance.capacity.walk_ins import WalkInsAllowed
from issuance.cases.facts import CheckedIn, DocumentsInsufficient, IdentityRefused
from issuance.ledger.facts import Recorded
from issuance.read_models.projector import Statement
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


def changes(recorded: Recorded[Any]) -> Iterable[Statement]:
    visit_id = recorded.stream_id
    match recorded.fact:
        case TicketIssued() as issued:
            yield _issued(recorded, issued)
        case VisitCalled(station=station):
            yield (_CALLED, (visit_id, station, recorded.at))
        case VisitRecalled():
            yield (_RECALLED, (visit_id, recorded.at))
        case VisitCalledOff() | VisitHeld() | VisitReturned() | VisitTransferred():
            yield (_WAITING, (visit_id,))
        case VisitEnded() | VisitMissed() | VisitBrokenOff():
            yield (_OVER, (visit_id,))
        case VisitEndUndone():
            yield (_AT_COUNTER, (visit_id,))
        case DocumentsInsufficient(visit_id=turned_away) | IdentityRefused(visit_id=turned_away):
            yield (_TURNED_AWAY, (turned_away,))
        case CheckedIn(visit_id=checked_in):
            yield (_CHECKED_IN, (visit_id, checked_in, recorded.at, WALK_IN_MINUTES))
        case WalkInsAllowed(services=services, places=places):
            yield (_ALLOWED, (visit_id, [each.value for each in services], places))
        case _:
            pass


def _issued(recorded: Recorded[Any], issued: TicketIssued) -> Statement:
    return (
        _ISSUED,
        (
            issued.visit_id,
            issued.venue_id,
            issued.day,
            issued.number,
            issued.booked,
            issued.service.value,
            recorded.at,
        ),
    )


_ISSUED: Final = """INSERT INTO office.tickets
    (visit_id, venue_id, day, number, booked, service, issued_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)"""
_CALLED: Final = """UPDATE office.tickets
    SET stage = 'called', counter = $2, called_at = $3, turned_away = false WHERE visit_id = $1"""
# Called once more: it stands first on the display again.
_RECALLED: Final = "UPDATE office.tickets SET called_at = $2 WHERE visit_id = $1"
_AT_COUNTER: Final = "UPDATE office.tickets SET stage = 'called' WHERE visit_id = $1"
_WAITING: Final = """UPDATE office.tickets
    SET stage = 'waiting', counter = '', called_at = NULL WHERE visit_id = $1"""
_OVER: Final = "UPDATE office.tickets SET stage = 'over' WHERE visit_id = $1"
_TURNED_AWAY: Final = "UPDATE office.tickets SET turned_away = true WHERE visit_id = $1"
# Who came without an appointment stands in the day's lists from now on.
_CHECKED_IN: Final = """UPDATE office.case_overview SET visit_id = $2,
      starts_at = coalesce(starts_at, $3), minutes = coalesce(minutes, $4),
      reference = coalesce(reference, ''),
      venue_id = coalesce(venue_id, (SELECT venue_id FROM office.tickets WHERE visit_id = $2))
    WHERE case_id = $1"""
_ALLOWED: Final = """UPDATE office.venue_overview
    SET walk_in_services = $2, walk_in_places = $3 WHERE venue_id = $1"""
