"""今: everything the board says of one day at one moment, from the day's facts alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from issuance.capacity.venues import OfferedSlot
from issuance.measures.counters import CounterNow, CounterState, counters
from issuance.measures.day import Day
from issuance.measures.filling import Filling, filling
from issuance.measures.forecast import ENOUGH_VISITS, Forecast, last_leaving
from issuance.measures.parties import BookedParty, DayCount, at_venue, count_parties, remaining
from issuance.measures.rooms import Bottleneck, Room, RoomFigures, bottleneck, in_last_hour
from issuance.measures.saved import BASE_MINUTES, Saved, saved
from issuance.measures.spread import Spread, share, spread
from issuance.measures.throughput import TenMinutes, throughput
from issuance.measures.visits import STEPS, TEN_MINUTES_SECONDS, Measure, VisitTimes
from issuance.visits.visit import VisitStage


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What lies in the back rooms; None where a past moment does not tell."""

    awaiting_pins: int | None
    """Cards that wait for their PINs, or whose PINs are being set."""
    to_seal: int | None
    """Cards with PINs that wait for their envelope, or for the counter."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is looked at: a venue (None: all), a moment, and what was booked and offered then."""

    at: datetime
    venue_id: UUID | None = None
    booked: Sequence[BookedParty] = ()
    slots: Sequence[OfferedSlot] = ()
    stock: Stock = Stock(awaiting_pins=None, to_seal=None)
    systems_down: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    base_minutes: int = BASE_MINUTES


@dataclass(frozen=True, kw_only=True)
class Now:
    """The board. Seconds where a name says so, shares from 0 to 1, counts of parties."""

    at: datetime
    parties: DayCount
    longest_wait_seconds: float | None
    """Of those who wait now."""
    wait_seconds: Spread
    """Check-in to call, of those called today who waited."""
    called_in_ten_share: float | None
    """Of them, who was called within ten minutes."""
    cycle_seconds: Spread
    stay_seconds: Spread
    steps_seconds: Mapping[Measure, Spread]
    under_ten_share: float | None
    """Of the visits finished today, whose cycle was under ten minutes."""
    counters: Sequence[CounterNow]
    throughput: Sequence[TenMinutes]
    forecast: Forecast | None
    next_hours: Filling
    rooms: Sequence[RoomFigures]
    bottleneck: Bottleneck
    systems_down: Mapping[str, datetime]
    saved: Saved

    @property
    def readers_down(self) -> int:
        return sum(each.reader_down_since is not None for each in self.counters)

    @property
    def counters_open(self) -> int:
        return sum(each.state is not CounterState.AWAY for each in self.counters)


def now(day: Day, asked: Asked) -> Now:
    """What *day*, folded up to the moment asked for, adds up to."""
    booked = [each for each in asked.booked if asked.venue_id in {None, each.venue_id}]
    venue_of = {each.visit_id: each.venue_id for each in asked.booked if each.visit_id}
    here = replace(day, visits=at_venue(day.visits, venue_of, asked.venue_id))
    visits = list(here.visits.values())
    grid = _grid(day, asked, visits)
    parties, at = count_parties(here, booked), asked.at
    measured = [each.seconds() for each in visits if each.stage is VisitStage.FINISHED]
    cycles = [each[Measure.CYCLE] for each in measured if Measure.CYCLE in each]
    stays = [each[Measure.STAY] for each in measured if Measure.STAY in each]
    # Who waited counts once called, whatever came after.
    waits = [each.wait_seconds for each in visits if each.wait_seconds is not None]
    rooms = _rooms(here, parties, asked)
    return Now(
        at=at,
        parties=parties,
        longest_wait_seconds=_longest(visits, at),
        wait_seconds=spread(waits),
        called_in_ten_share=share(sum(each <= TEN_MINUTES_SECONDS for each in waits), len(waits)),
        cycle_seconds=spread(cycles),
        stay_seconds=spread(stays),
        steps_seconds={step: spread(each.get(step) for each in measured) for step in STEPS},
        under_ten_share=share(sum(each < TEN_MINUTES_SECONDS for each in cycles), len(cycles)),
        counters=grid,
        throughput=throughput(visits, asked.slots, until=at),
        forecast=_forecast(here, booked, grid, spread(cycles), at),
        next_hours=filling(booked, asked.slots, at=at),
        rooms=rooms,
        bottleneck=bottleneck(rooms),
        systems_down=asked.systems_down,
        saved=saved(
            stays=len(stays),
            stay_seconds=sum(stays),
            cycles=len(cycles),
            cycle_seconds=sum(cycles),
            base_minutes=asked.base_minutes,
        ),
    )


def _grid(day: Day, asked: Asked, visits: Sequence[VisitTimes]) -> list[CounterNow]:
    """Of one venue only the counters that called a party of it: nothing else says where one is."""
    grid = counters(day.stations, visits, asked.at)
    theirs = {each.station for each in visits}
    return [each for each in grid if asked.venue_id is None or each.station in theirs]


def _longest(visits: Sequence[VisitTimes], at: datetime) -> float | None:
    since = [
        each.arrived_at
        for each in visits
        if each.stage is VisitStage.WAITING and each.arrived_at is not None
    ]
    return max(0.0, (at - min(since)).total_seconds()) if since else None


def _rooms(day: Day, parties: DayCount, asked: Asked) -> tuple[RoomFigures, ...]:
    visits, at = day.visits.values(), asked.at
    ended = [each.ended_at for each in visits if each.stage is VisitStage.FINISHED]

    def passed(name: str) -> int:
        return in_last_hour(day.passed.get(name, ()), at)

    counter = RoomFigures(
        room=Room.COUNTER,
        waiting=parties.waiting,
        came_in_hour=in_last_hour((each.arrived_at for each in visits), at),
        done_in_hour=in_last_hour(ended, at),
    )
    pin_desk = RoomFigures(
        room=Room.PIN_DESK,
        waiting=asked.stock.awaiting_pins,
        came_in_hour=passed("pins-in"),
        done_in_hour=passed("pins-out"),
    )
    sealing = RoomFigures(
        room=Room.SEALING,
        waiting=asked.stock.to_seal,
        came_in_hour=passed("pins-out"),
        done_in_hour=passed("sealing-out"),
    )
    return (counter, pin_desk, sealing)


def _forecast(
    day: Day,
    booked: Sequence[BookedParty],
    grid: Sequence[CounterNow],
    cycles: Spread,
    at: datetime,
) -> Forecast | None:
    known = cycles.count >= ENOUGH_VISITS
    visits = day.visits.values()
    return last_leaving(
        now=at,
        serving_since=[
            each.starts for each in visits if each.stage is VisitStage.CALLED and each.starts
        ],
        waiting=sum(each.stage in {VisitStage.WAITING, VisitStage.HELD} for each in visits),
        coming=[each.starts_at for each in remaining(day, booked)],
        counters=sum(each.state is not CounterState.AWAY for each in grid),
        p50_seconds=cycles.p50 if known else None,
        p90_seconds=cycles.p90 if known else None,
    )
