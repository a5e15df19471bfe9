"""Parties served per ten minutes, beside what was offered in the same ten minutes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from issuance.capacity.venues import OfferedSlot
from issuance.measures.visits import VisitTimes
from issuance.visits.visit import VisitStage

TEN_MINUTES: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class TenMinutes:
    """`done`: parties that left served. `capacity`: places offered, as parts of their slots."""

    starts_at: datetime
    done: int
    capacity: float


def throughput(
    visits: Iterable[VisitTimes], slots: Sequence[OfferedSlot], *, until: datetime
) -> list[TenMinutes]:
    """From the first slot (or the first who left) to the last slot, or to *until* where later.

    The end of a visit counts as it was recorded; correcting a time moves no party.
    """
    done = Counter(
        _floor(each.ended_at)
        for each in visits
        if each.stage is VisitStage.FINISHED and each.ended_at is not None
    )
    capacity = _capacity(slots)
    marks = [*done, *capacity]
    if not marks:
        return []
    last = max(*marks, _floor(until)) if done else max(marks)
    count = (last - min(marks)) // TEN_MINUTES + 1
    starts = (min(marks) + n * TEN_MINUTES for n in range(count))
    return [
        TenMinutes(starts_at=at, done=done[at], capacity=round(capacity.get(at, 0.0), 3))
        for at in starts
    ]


def _capacity(slots: Sequence[OfferedSlot]) -> dict[datetime, float]:
    """Each slot's places, spread evenly over its minutes."""
    spread: dict[datetime, float] = {}
    for slot in slots:
        ends = slot.starts_at + timedelta(minutes=slot.minutes)
        at = _floor(slot.starts_at)
        while at < ends:
            overlap = min(ends, at + TEN_MINUTES) - max(slot.starts_at, at)
            part = slot.places * (overlap / timedelta(minutes=slot.minutes))
            spread[at] = spread.get(at, 0.0) + part
            at += TEN_MINUTES
    return spread


def _floor(at: datetime) -> datetime:
    """The ten minutes that a moment lies in; zones of Japan and UTC share their minutes."""
    return at.replace(minute=at.minute - at.minute % 10, second=0, microsecond=0)
