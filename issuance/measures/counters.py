"""The counters of a venue and their running clocks; by station, never by person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from issuance.measures.day import StationDay
from issuance.measures.visits import VisitTimes
from issuance.visits.visit import VisitStage

AMBER_SECONDS: Final = 480.0
RED_SECONDS: Final = 600.0


class CounterState(StrEnum):
    SERVING = "serving"
    IDLE = "idle"
    AWAY = "away"


class Pace(StrEnum):
    """What the running clock says; the board says it in words too."""

    FINE = "fine"
    SOON_TEN = "soon-ten"
    """Eight minutes or more."""
    OVER_TEN = "over-ten"


@dataclass(frozen=True, kw_only=True)
class CounterNow:
    station: str
    state: CounterState
    since: datetime | None
    ticket: str = ""
    running_seconds: float | None = None
    served: int = 0
    """Parties that left this counter served today."""
    reader_down_since: datetime | None = None

    @property
    def pace(self) -> Pace:
        return pace(self.running_seconds)


def pace(running_seconds: float | None) -> Pace:
    if running_seconds is None or running_seconds < AMBER_SECONDS:
        return Pace.FINE
    return Pace.OVER_TEN if running_seconds >= RED_SECONDS else Pace.SOON_TEN


def counters(
    stations: Mapping[str, StationDay], visits: Iterable[VisitTimes], now: datetime
) -> list[CounterNow]:
    """Every counter that was open or called somebody today, by name."""
    by_station: dict[str, list[VisitTimes]] = {each: [] for each in stations}
    for visit in visits:
        if visit.station:
            by_station.setdefault(visit.station, []).append(visit)
    return [
        _counter(name, stations.get(name, StationDay(station=name)), served, now)
        for name, served in sorted(by_station.items())
    ]


def _counter(name: str, day: StationDay, visits: list[VisitTimes], now: datetime) -> CounterNow:
    serving = next((each for each in visits if each.stage is VisitStage.CALLED), None)
    free_since = [each.ended_at for each in visits if each.ended_at is not None]
    if day.since is not None:
        free_since.append(day.since)
    since = serving.starts if serving else max(free_since, default=None)
    idle = CounterState.IDLE if day.open else CounterState.AWAY
    return CounterNow(
        station=name,
        state=CounterState.SERVING if serving else idle,
        since=since if serving or day.open else day.since,
        ticket=serving.ticket if serving else "",
        running_seconds=(now - since).total_seconds() if serving and since else None,
        served=sum(each.stage is VisitStage.FINISHED for each in visits),
        reader_down_since=day.reader_down_since,
    )
