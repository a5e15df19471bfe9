"""次の方: whom one key calls. The same rule with and without the office, and for every clerk.

Every party in line is owed a counter from one moment on, and who was owed it longest is called:

* who booked and was there in time: from its time;
* who came without a booking, came late, or comes back after more than that: `YIELDS` after it
  came in, so that it goes behind those whose time comes meanwhile and before all later ones.
  Nobody waits for ever, whatever is booked;
* who was on hold keeps the moment it had.

Before them come parties handed on to this very counter, then parties with priority that are owed
a counter or came without a booking. When nobody is owed one, those are called who are there
before their time, then those without a booking, and last who is due but was not seen at the
reception: whoever comes when called has arrived. Parties handed on to another counter are its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final
from uuid import UUID

EARLY: Final = timedelta(minutes=5)
"""So long before its time a party that is here counts as due."""
LATE: Final = timedelta(minutes=10)
"""Who comes more than this after its time is taken as if it had come without a booking."""
YIELDS: Final = timedelta(minutes=20)
UNSEEN: Final = timedelta(minutes=15)
"""So long before its time a party that nobody has seen yet may be called."""


@dataclass(frozen=True, kw_only=True)
class InLine:
    """One party as the rule sees it. `arrived_at` is None while nobody has seen it."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    arrived_at: datetime | None
    walk_in: bool = False
    priority: bool = False
    meant_for: str = ""


class _Group(IntEnum):
    HANDED_ON = 0
    PRIORITY = 1
    OWED = 2
    EARLY = 3
    UNSEEN = 4


def next_party(line: Iterable[InLine], *, station: str, now: datetime) -> InLine | None:
    """Whom this counter calls now; None where there is nobody to call."""
    order = calling_order(line, station=station, now=now)
    return order[0] if order else None


def calling_order(line: Iterable[InLine], *, station: str, now: datetime) -> list[InLine]:
    """All whom this counter may call, in the order it would call them."""
    placed = [
        (group, owed_from(each), each.reference, each)
        for each in line
        if (group := _group(each, station, now)) is not None
    ]
    return [each for *_, each in sorted(placed, key=lambda place: place[:3])]


def owed_from(party: InLine) -> datetime:
    """The moment from which the party is owed a counter."""
    if party.arrived_at is None:
        return party.starts_at
    if party.walk_in or party.arrived_at > party.starts_at + LATE:
        return party.arrived_at + YIELDS
    return party.starts_at


def _group(party: InLine, station: str, now: datetime) -> _Group | None:
    if party.meant_for not in {"", station}:
        return None
    if party.meant_for:
        return _Group.HANDED_ON
    if party.arrived_at is None:
        return _Group.UNSEEN if party.starts_at - UNSEEN <= now else None
    came_unbooked = owed_from(party) != party.starts_at
    due = came_unbooked or party.starts_at - EARLY <= now
    if party.priority and due:
        return _Group.PRIORITY
    return _Group.OWED if due else _Group.EARLY
