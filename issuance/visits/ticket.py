"""整理券: the short number by which a party is called in the hall, never a name.

One stream for each venue and day counts the numbers; booked parties and walk-ins share them, so
that a number means one party only.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.ledger.facts import fact


@fact("reception.ticket-issued")
class TicketIssued:
    """The party has its number of the day at this venue (整理券)."""

    venue_id: UUID
    day: date
    number: int
    visit_id: UUID
    booked: bool
    """False: it came without an appointment (予約なし)."""
    service: Service
    """What it came for."""


class WalkInsFullError(Refusal):
    """The venue takes no more walk-ins on this day."""

    code = "walk-ins-full"


class ServiceNotTakenError(Refusal):
    """The venue takes no walk-ins for this."""

    code = "service-not-taken"


@dataclass(frozen=True, kw_only=True)
class Reception:
    """The tickets of one venue on one day."""

    last_number: int = 0
    walk_ins: int = 0
    tickets: dict[UUID, TicketIssued] = field(default_factory=dict[UUID, TicketIssued])
    """By visit."""


@dataclass(frozen=True, kw_only=True)
class WalkInTerms:
    """What the venue allows: for what, and how many parties a day."""

    services: tuple[Service, ...]
    places: int


def reception_id_of(venue_id: UUID, day: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"madoguchi:reception:{venue_id}:{day.isoformat()}")


def walk_in_visit_id_of(venue_id: UUID, key: str) -> UUID:
    """The visit of a party without appointment; *key* is that of the order that let it in."""
    return uuid5(NAMESPACE_URL, f"madoguchi:walk-in:{venue_id}:{key}")


def evolve(reception: Reception, happened: TicketIssued) -> Reception:
    return replace(
        reception,
        last_number=happened.number,
        walk_ins=reception.walk_ins + (not happened.booked),
        tickets={**reception.tickets, happened.visit_id: happened},
    )


def issue(reception: Reception, *, venue_id: UUID, day: date, visit_id: UUID) -> list[TicketIssued]:
    """The next number for a party with an appointment; it has one at most."""
    if visit_id in reception.tickets:
        return []
    return [_next(reception, venue_id, day, visit_id, booked=True, service=Service.COLLECT)]


def admit(
    reception: Reception,
    terms: WalkInTerms,
    *,
    venue_id: UUID,
    day: date,
    visit_id: UUID,
    service: Service,
) -> list[TicketIssued]:
    """The next number for a walk-in, as long as the venue has places for some.

    Raises:
        ServiceNotTakenError: not for this.
        WalkInsFullError: not today any more.
    """
    if visit_id in reception.tickets:
        return []
    if service not in terms.services:
        raise ServiceNotTakenError
    if reception.walk_ins >= terms.places:
        raise WalkInsFullError
    return [_next(reception, venue_id, day, visit_id, booked=False, service=service)]


def _next(
    reception: Reception,
    venue_id: UUID,
    day: date,
    visit_id: UUID,
    *,
    booked: bool,
    service: Service,
) -> TicketIssued:
    return TicketIssued(
        venue_id=venue_id,
        day=day,
        number=reception.last_number + 1,
        visit_id=visit_id,
        booked=booked,
        service=service,
    )
