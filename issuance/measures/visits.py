"""One visit's times, folded from its facts, and what they measure. Nobody's person or clerk.

A party's step is done when its last member's is; on a second call, the second call counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from issuance.cases.facts import CounterStep
from issuance.visits import line_facts as line
from issuance.visits.visit import (
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitFact,
    VisitMissed,
    VisitStage,
)

TEN_MINUTES_SECONDS: Final = 600.0
OVER: Final = frozenset({VisitStage.FINISHED, VisitStage.NO_SHOW, VisitStage.BROKEN_OFF})


class Measure(StrEnum):
    """What of a visit is measured, in seconds. Values are stored and never change."""

    WAIT = "wait"
    """Check-in to call; only of who waited, not of who was called as they came in."""
    IDENTITY = "identity"
    """Call to identity proven."""
    PINS = "pins"
    """Identity proven to PINs taken."""
    DELIVERY = "delivery"
    """PINs taken to the way of delivery chosen."""
    CLOSING = "closing"
    """Delivery chosen to the party's leaving the counter."""
    CYCLE = "cycle"
    """Call to leaving: the visit of under ten minutes."""
    STAY = "stay"
    """Check-in to leaving."""


STEPS: Final = (
    Measure.WAIT,
    Measure.IDENTITY,
    Measure.PINS,
    Measure.DELIVERY,
    Measure.CLOSING,
)


@dataclass(frozen=True, kw_only=True)
class VisitTimes:
    """How far a party is, and since when. Times that were corrected stand beside the first."""

    visit_id: UUID
    venue_id: UUID | None = None
    ticket: str = ""
    """A12; "" while it has none."""
    booked: bool = True
    service: str = "collect"
    stage: VisitStage = VisitStage.EXPECTED
    station: str = ""
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    came_at: datetime | None = None
    identity_at: datetime | None = None
    pins_at: datetime | None = None
    delivery_at: datetime | None = None
    ended_at: datetime | None = None
    real_start: datetime | None = None
    real_end: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def starts(self) -> datetime | None:
        return self.real_start or self.called_at

    @property
    def ends(self) -> datetime | None:
        return self.real_end or self.ended_at

    @property
    def wait_seconds(self) -> float | None:
        """None while it waits, and of a party that was called as it came in."""
        waited = _seconds(self.arrived_at, self.called_at)
        return waited or None

    @property
    def cycle_seconds(self) -> float | None:
        """None until the party has left after being served."""
        return _seconds(self.starts, self.ends) if self.stage is VisitStage.FINISHED else None

    def seconds(self) -> dict[Measure, float]:
        """What can be measured of a visit that is finished; nothing of another."""
        if self.stage is not VisitStage.FINISHED:
            return {}
        measured = {
            Measure.WAIT: self.wait_seconds,
            Measure.IDENTITY: _seconds(self.starts, self.identity_at),
            Measure.PINS: _seconds(self.identity_at, self.pins_at),
            Measure.DELIVERY: _seconds(self.pins_at, self.delivery_at),
            Measure.CLOSING: _seconds(self.delivery_at, self.ends),
            Measure.CYCLE: self.cycle_seconds,
            Measure.STAY: _seconds(self.arrived_at, self.ends),
        }
        return {each: known for each, known in measured.items() if known is not None}


def evolve(visit: VisitTimes, happened: VisitFact, at: datetime) -> VisitTimes:
    match happened:
        case VisitArrived():
            return replace(visit, stage=VisitStage.WAITING, arrived_at=at)
        case VisitCalled(station=station):
            arrived = visit.arrived_at or at
            return replace(
                visit, stage=VisitStage.CALLED, station=station, called_at=at, arrived_at=arrived
            )
        case VisitCalledOff() | line.VisitReturned() | line.VisitTransferred():
            return _waits(visit, VisitStage.WAITING)
        case line.VisitHeld():
            return _waits(visit, VisitStage.HELD)
        case VisitEnded():
            return replace(visit, stage=VisitStage.FINISHED, ended_at=at)
        case line.VisitBrokenOff():
            return replace(visit, stage=VisitStage.BROKEN_OFF, ended_at=at)
        case line.VisitEndUndone(station=station):
            return replace(visit, stage=VisitStage.CALLED, station=station, ended_at=None)
        case VisitMissed():
            return replace(visit, stage=VisitStage.NO_SHOW)
        case line.PartyCame():
            return replace(visit, came_at=at)
        case line.TimeCorrected(mark=line.Mark.START, real_at=real_at):
            return replace(visit, real_start=real_at)
        case line.TimeCorrected(real_at=real_at):
            return replace(visit, real_end=real_at)
        case _:
            return visit


def step_taken(visit: VisitTimes, step: CounterStep, at: datetime | None) -> VisitTimes:
    """A member's step was done, or taken back (None)."""
    changed: Mapping[CounterStep, VisitTimes] = {
        CounterStep.IDENTITY: replace(visit, identity_at=at),
        CounterStep.PINS: replace(visit, pins_at=at),
        CounterStep.DELIVERY: replace(visit, delivery_at=at),
    }
    return changed.get(step, visit)


def _waits(visit: VisitTimes, stage: VisitStage) -> VisitTimes:
    return replace(visit, stage=stage, station="", called_at=None, came_at=None)


def _seconds(first: datetime | None, last: datetime | None) -> float | None:
    """From one to the other; None where one is missing, or clocks put them in the wrong order."""
    if first is None or last is None or last < first:
        return None
    return (last - first).total_seconds()
