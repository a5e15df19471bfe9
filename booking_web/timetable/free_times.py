"""Free times and days as those see them who look for one."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from booking_web.timetable.facts import Channel
from issuance.calendar.opening_rules import Service

COLLECTING = frozenset({Service.COLLECT})
"""What all come for of whom nothing else is known."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """For whom a time is looked for: how many, for which matters, and through which channel."""

    size: int = 1
    services: AbstractSet[Service] = COLLECTING
    channel: Channel = Channel.WEB


@dataclass(frozen=True, kw_only=True)
class FreeTime:
    """One slot as a resident chooses it; `free` places are left, `fits` says if the party does.

    A party that fits fills `slots` slots in a row, this one first.
    """

    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    free: int
    fits: bool
    slots: int = 1
    shown: bool = True
    """Whether it can be booked by those who look, or could if it were not full."""


def in_order(times: Iterable[FreeTime | None]) -> list[FreeTime]:
    """Those that are shown, by start."""
    shown = [each for each in times if each is not None and each.shown]
    return sorted(shown, key=lambda each: (each.starts_at, each.venue_id))


@dataclass(frozen=True, kw_only=True)
class FreeDay:
    """A day that offers slots: places left in those that can still be booked, and how many fit."""

    day: date
    free: int
    times: int
