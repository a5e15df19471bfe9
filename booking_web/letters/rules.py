"""Which letters follow from which facts."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID, uuid5

from booking_web.letters.facts import AddressGiven
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentConfirmed,
    AppointmentMoveAsked,
    AppointmentMoved,
    AppointmentStands,
    CancelledBecause,
    PartyGrew,
    WaitingOffered,
)
from issuance.calendar import office_date, office_time
from issuance.ledger.facts import Recorded

REMINDER_HOUR: Final = 10
"""Reminders are due at ten in the morning, Tokyo time."""


class Kind(StrEnum):
    CONFIRMED = "confirmed"
    MOVED = "moved"
    FEWER = "fewer"
    """One of the party can no longer come; the appointment of the others stands."""
    MORE = "more"
    """Somebody comes along who did not before."""
    ADDRESS = "address"
    """The first one to an address that was given after the booking."""
    MOVE_ASKED = "move-asked"
    """The office's rules no longer offer the time; the party is asked to move."""
    STANDS = "stands"
    """It is offered again, and nobody need move."""
    CANCELLED = "cancelled"
    OFFERED = "offered"
    """Places are held for a household of the waiting list."""
    WEEK_BEFORE = "week-before"
    DAY_BEFORE = "day-before"
    CARD_POSTED = "card-posted"
    CARD_RETURNED = "card-returned"


DAYS_BEFORE: Final = ((Kind.WEEK_BEFORE, 7), (Kind.DAY_BEFORE, 1))
REMINDERS: Final = tuple(kind for kind, _ in DAYS_BEFORE)
OF_CARDS: Final = frozenset({Kind.CARD_POSTED, Kind.CARD_RETURNED})
"""Not about an appointment: without a calendar file."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A party's appointment; `sequence` counts its moves (RFC 5545 section 3.8.7.4)."""

    party_id: UUID
    coming: tuple[UUID, ...]
    venue_id: UUID
    starts_at: datetime
    minutes: int
    sequence: int = 0


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is to be said, and when: from `due_at` on, no longer from `useless_at` on."""

    letter_id: UUID
    party_id: UUID
    position: int
    kind: Kind
    people: int
    sequence: int
    venue_id: UUID
    starts_at: datetime
    minutes: int
    due_at: datetime
    useless_at: datetime


@dataclass(frozen=True, kw_only=True)
class Change:
    """How a visit stands after a fact; None: it is over. `anew`: old reminders count no more."""

    visit: Visit | None
    letters: tuple[Letter, ...] = ()
    anew: bool = False


def follow(visit: Visit | None, recorded: Recorded[Any]) -> Change:
    """What one fact of a party that wants letters leads to."""
    match recorded.fact:
        case AppointmentConfirmed() as confirmed:
            return _confirmed(visit, recorded, confirmed)
        case AddressGiven() as given:
            return _welcomed(recorded, given)
        case AppointmentMoved() as moved if visit is not None:
            return _moved(visit, recorded, moved)
        case PartyGrew() as grew if visit is not None:
            return _grown(visit, recorded, grew)
        case AppointmentMoveAsked() if visit is not None:
            return _asked(visit, recorded, Kind.MOVE_ASKED)
        case AppointmentStands() if visit is not None:
            return _asked(visit, recorded, Kind.STANDS)
        case AppointmentCancelled() as cancelled if visit is not None:
            return _cancelled(visit, recorded, cancelled)
        case AppointmentClosed() if visit is not None:
            return _gone(visit, recorded)
        case _:
            return Change(visit=visit)


def offered(fact: WaitingOffered, recorded: Recorded[Any]) -> Letter:
    """Each of the household has its fact; the offer makes one letter, of no use once it is over."""
    return Letter(
        letter_id=uuid5(fact.entry_id, f"letter {Kind.OFFERED} {fact.slot_id} {fact.until}"),
        party_id=fact.entry_id,
        position=recorded.position,
        kind=Kind.OFFERED,
        people=fact.party_size,
        sequence=0,
        venue_id=fact.venue_id,
        starts_at=fact.starts_at,
        minutes=fact.minutes,
        due_at=recorded.at,
        useless_at=fact.until,
    )


def _confirmed(visit: Visit | None, recorded: Recorded[Any], fact: AppointmentConfirmed) -> Change:
    """Every notice of the party has its fact; the party gets one letter."""
    if visit is not None:
        return Change(visit=replace(visit, coming=(*visit.coming, recorded.stream_id)))
    visit = Visit(
        party_id=fact.party_id,
        coming=(recorded.stream_id,),
        venue_id=fact.venue_id,
        starts_at=fact.span.starts_at if fact.span else fact.starts_at,
        minutes=fact.span.minutes if fact.span else fact.minutes,
    )
    return _told(visit, recorded, Kind.CONFIRMED, fact.party_size)


def _welcomed(recorded: Recorded[Any], given: AddressGiven) -> Change:
    """Who gives an address later gets what there is to know, and the reminders still to come."""
    visit = Visit(
        party_id=given.party_id,
        coming=given.coming,
        venue_id=given.venue_id,
        starts_at=given.starts_at,
        minutes=given.minutes,
        sequence=given.sequence,
    )
    return _told(visit, recorded, Kind.ADDRESS, len(given.coming))


def _moved(visit: Visit, recorded: Recorded[Any], fact: AppointmentMoved) -> Change:
    """The first fact of the party says it all: each carries the time of the whole party."""
    starts_at = fact.span.starts_at if fact.span else fact.starts_at
    minutes = fact.span.minutes if fact.span else fact.minutes
    if (visit.venue_id, visit.starts_at) == (fact.venue_id, starts_at):
        return Change(visit=replace(visit, minutes=minutes))
    moved = replace(
        visit,
        venue_id=fact.venue_id,
        starts_at=starts_at,
        minutes=minutes,
        sequence=visit.sequence + 1,
    )
    return _told(moved, recorded, Kind.MOVED, len(visit.coming))


def _grown(visit: Visit, recorded: Recorded[Any], fact: PartyGrew) -> Change:
    """Each who was there before has the fact; the first one makes the letter, and new reminders.

    Those who come along are noted by their own confirmations.
    """
    if recorded.stream_id != visit.coming[0]:
        return Change(visit=visit)
    return _told(visit, recorded, Kind.MORE, len(fact.members))


def _asked(visit: Visit, recorded: Recorded[Any], kind: Kind) -> Change:
    """Each of the party has its fact; the one who stands first gets the letter for all."""
    if recorded.stream_id != visit.coming[0]:
        return Change(visit=visit)
    return Change(visit=visit, letters=_now(visit, recorded, kind, len(visit.coming)))


def _cancelled(visit: Visit, recorded: Recorded[Any], fact: AppointmentCancelled) -> Change:
    """A withdrawn notice leaves its party; any other cancellation is the whole party's."""
    rest = tuple(each for each in visit.coming if each != recorded.stream_id)
    if fact.reason is CancelledBecause.NOTICE_WITHDRAWN and rest:
        fewer = replace(visit, coming=rest)
        return Change(visit=fewer, letters=_now(fewer, recorded, Kind.FEWER, len(rest)))
    ended = replace(visit, sequence=visit.sequence + 1)
    letters = _now(ended, recorded, Kind.CANCELLED, len(visit.coming))
    return Change(visit=None, letters=letters, anew=True)


def _gone(visit: Visit, recorded: Recorded[Any]) -> Change:
    rest = tuple(each for each in visit.coming if each != recorded.stream_id)
    return Change(visit=replace(visit, coming=rest) if rest else None, anew=not rest)


def _told(visit: Visit, recorded: Recorded[Any], kind: Kind, people: int) -> Change:
    letters = (*_now(visit, recorded, kind, people), *_reminders(visit, recorded, people))
    return Change(visit=visit, letters=letters, anew=True)


def _now(visit: Visit, recorded: Recorded[Any], kind: Kind, people: int) -> tuple[Letter, ...]:
    """A letter that is due at once; of a visit whose time has come nothing is said."""
    if visit.starts_at <= recorded.at:
        return ()
    return (_letter(visit, recorded, kind, people, (recorded.at, visit.starts_at)),)


def _reminders(visit: Visit, recorded: Recorded[Any], people: int) -> tuple[Letter, ...]:
    """Those whose day is still to come; "tomorrow" is not said on the day itself."""
    day = office_date(visit.starts_at)
    dues = [
        (kind, office_time(day - timedelta(days=days), REMINDER_HOUR)) for kind, days in DAYS_BEFORE
    ]
    useless = [*(due for _, due in dues[1:]), office_time(day, 0)]
    return tuple(
        _letter(visit, recorded, kind, people, (due, until))
        for (kind, due), until in zip(dues, useless, strict=True)
        if recorded.at < due
    )


def _letter(
    visit: Visit,
    recorded: Recorded[Any],
    kind: Kind,
    people: int,
    period: tuple[datetime, datetime],
) -> Letter:
    return Letter(
        letter_id=uuid5(visit.party_id, f"letter {kind} {recorded.position}"),
        party_id=visit.party_id,
        position=recorded.position,
        kind=kind,
        people=people,
        sequence=visit.sequence,
        venue_id=visit.venue_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        due_at=period[0],
        useless_at=period[1],
    )
