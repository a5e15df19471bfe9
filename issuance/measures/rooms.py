"""The three rooms a card passes, and which of them holds the others up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

HOUR: Final = timedelta(hours=1)


class Room(StrEnum):
    COUNTER = "counter"
    PIN_DESK = "pin-desk"
    SEALING = "sealing"


@dataclass(frozen=True, kw_only=True)
class RoomFigures:
    """Parties at the counter, cards elsewhere. Flows are those of the last hour."""

    room: Room
    waiting: int | None
    """None where a past moment does not tell."""
    came_in_hour: int
    done_in_hour: int

    @property
    def minutes_to_clear(self) -> float | None:
        """How long what waits takes at the last hour's pace; None where nothing moved."""
        if not self.waiting:
            return 0.0 if self.waiting == 0 else None
        return 60.0 * self.waiting / self.done_in_hour if self.done_in_hour else None


class Why(StrEnum):
    """Why a room is the bottleneck."""

    NOTHING_WAITS = "nothing-waits"
    STANDS_STILL = "stands-still"
    """Something waits and nothing was done in the last hour."""
    SLOWEST = "slowest"
    """What waits there takes longest at the last hour's pace."""


@dataclass(frozen=True, kw_only=True)
class Bottleneck:
    """`room` is None where nothing waits anywhere."""

    room: RoomFigures | None
    why: Why


def bottleneck(rooms: Sequence[RoomFigures]) -> Bottleneck:
    """The room with the most to do at its own pace; one that stands still comes before all."""
    waiting = [each for each in rooms if each.waiting]
    if not waiting:
        return Bottleneck(room=None, why=Why.NOTHING_WAITS)
    still = [each for each in waiting if each.minutes_to_clear is None]
    if still:
        return Bottleneck(room=max(still, key=_held), why=Why.STANDS_STILL)
    return Bottleneck(room=max(waiting, key=_minutes), why=Why.SLOWEST)


def in_last_hour(times: Iterable[datetime | None], now: datetime) -> int:
    return sum(1 for each in times if each is not None and now - HOUR < each <= now)


def _held(room: RoomFigures) -> int:
    return room.waiting or 0


def _minutes(room: RoomFigures) -> float:
    return room.minutes_to_clear or 0.0
