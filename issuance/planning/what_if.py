"""What if: the same ward on days that are run otherwise, simulated many times.

Each variant is simulated on the same numbered days, so that a good day is good for all. What is
said of a figure is how it spread over the days: a tenth of them lay below p10, a tenth above p90.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import Final
from uuid import UUID

from issuance.planning.calling import PlannedHall
from issuance.planning.hall import EARLIEST, Guest, Outcome, run_day
from issuance.planning.history import Behaviour
from issuance.planning.plan import Plan, Variant
from issuance.planning.spread import percentile

MOST_DAYS: Final = 40
LEAST_DAYS: Final = 5
"""So many are simulated however long it takes."""
_SHORT_WAIT: Final = 10.0
_NO_LIMIT: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Range:
    """How a figure spread over the simulated days."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, kw_only=True)
class DayFigures:
    """Of one simulated day. Minutes; shares are 0 to 1."""

    served: float
    wait_p90: float
    short_waits: float
    """Called within ten minutes of their time."""
    overtime: float
    """From the end of the last slot to the last visitor's leaving; 0 where earlier."""
    busy: float


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a variant would bring."""

    variant: Variant
    plan: Plan
    days: int
    served: Range
    wait_p90: Range
    short_waits: Range
    overtime: Range
    busy: Range


def compare(
    plans: Mapping[Variant, Plan],
    behaviour: Behaviour,
    *,
    seed: int,
    time_left: Callable[[], bool],
    days: int = MOST_DAYS,
) -> list[Answer]:
    """Simulate day by day, all variants the same number of days, as long as there is time."""
    found: dict[Variant, list[DayFigures]] = {each: [] for each in plans}
    for day in range(days):
        if day >= LEAST_DAYS and not time_left():
            break
        for variant, plan in plans.items():
            found[variant].append(simulate(plan, behaviour, f"{seed} {day}"))
    return [_answer(each, plans[each], figures) for each, figures in found.items() if figures]


def simulate(plan: Plan, behaviour: Behaviour, seed: str) -> DayFigures:
    guests = [*_booked(plan, behaviour, Random(seed)), *_walk_ins(plan, behaviour, seed)]  # noqa: S311 - a simulation
    hall = PlannedHall(walk_in_places=_NO_LIMIT)
    return _figures(plan, run_day(guests, hall, shifts=plan.shifts(), pin_desks=1))


def _booked(plan: Plan, behaviour: Behaviour, random: Random) -> Iterator[Guest]:
    for starts, places in plan.slots():
        for _ in range(places):
            taken = random.random() * 100 < plan.filled_percent
            stays_away = random.random() < behaviour.no_show
            comes = max(-float(EARLIEST), starts + behaviour.coming.at(random.random()))
            guest = _guest(random, behaviour, starts, None if stays_away else comes)
            if taken:
                yield guest


def _walk_ins(plan: Plan, behaviour: Behaviour, seed: str) -> Iterator[Guest]:
    """They come evenly over the day, none in its last hour; a half is one every other day."""
    random = Random(f"walk-ins {seed}")  # noqa: S311 - a simulation
    count = int(plan.walk_ins) + (random.random() < plan.walk_ins % 1)
    for _ in range(count):
        yield _guest(random, behaviour, None, random.uniform(0, max(0, plan.ends - 60)))


def _guest(
    random: Random, behaviour: Behaviour, starts: float | None, comes: float | None
) -> Guest:
    return Guest(
        guest_id=UUID(int=random.getrandbits(128)),
        starts=starts,
        comes=comes,
        minutes=max(0.1, behaviour.at_counter.at(random.random())),
    )


def _figures(plan: Plan, day: Outcome) -> DayFigures:
    waits = day.waits or [0.0]
    return DayFigures(
        served=day.served,
        wait_p90=percentile(waits, 90),
        short_waits=sum(each <= _SHORT_WAIT for each in waits) / len(waits),
        overtime=max(0.0, day.last_leaves - plan.ends),
        busy=day.busy / plan.counter_minutes,
    )


def _answer(variant: Variant, plan: Plan, figures: list[DayFigures]) -> Answer:
    return Answer(
        variant=variant,
        plan=plan,
        days=len(figures),
        served=_range([each.served for each in figures]),
        wait_p90=_range([each.wait_p90 for each in figures]),
        short_waits=_range([each.short_waits for each in figures]),
        overtime=_range([each.overtime for each in figures]),
        busy=_range([each.busy for each in figures]),
    )


def _range(values: list[float]) -> Range:
    return Range(p10=percentile(values, 10), p50=median(values), p90=percentile(values, 90))
