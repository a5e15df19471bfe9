"""What simulated days add up to, and where the factor between two methods comes from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, quantiles
from typing import Final

from counter_station.visit.clock import RED_AFTER
from infra.simulation import assumptions as a
from infra.simulation.assumptions import METHODS, Method
from infra.simulation.day import simulate
from infra.simulation.people import people_of
from issuance.planning.hall import Outcome

_TEN: Final = RED_AFTER.total_seconds() / 60


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Means over the days; waits and visits in minutes, over everybody of all days."""

    method: Method
    visits: float
    wait_p50: float
    wait_p90: float
    hall_p50: float
    hall_p90: float
    visit_mean: float
    under_ten: float
    """Share of the visits, 0 to 1."""
    busy: float
    """Share of the counters' day, 0 to 1."""
    missed: float
    turned_away: float
    left: float
    last_leaves: float
    last_card: float
    staff_minutes: float
    """At counters and PIN desks, for one person served."""


def figures_of(method: Method, days: int, seed: int, counters: int = a.COUNTERS) -> Figures:
    outcomes = [
        simulate(people_of(method, seed + day, counters), method, counters) for day in range(days)
    ]
    waits = [wait for each in outcomes for wait in each.waits]
    in_hall = [wait for each in outcomes for wait in each.in_hall]
    visits = [visit for each in outcomes for visit in each.visits]
    served = sum(each.served for each in outcomes)
    staff = sum(each.busy for each in outcomes)
    staff += a.TERMINAL.mean * sum(each.cards_set for each in outcomes)
    return Figures(
        method=method,
        visits=served / days,
        wait_p50=_percentile(waits, 50),
        wait_p90=_percentile(waits, 90),
        hall_p50=_percentile(in_hall, 50),
        hall_p90=_percentile(in_hall, 90),
        visit_mean=mean(visits),
        under_ten=sum(each < _TEN for each in visits) / len(visits),
        busy=_of_days(outcomes, "busy") / (counters * a.DAY_MINUTES),
        missed=_of_days(outcomes, "missed"),
        turned_away=_of_days(outcomes, "turned_away"),
        left=_of_days(outcomes, "left"),
        last_leaves=_of_days(outcomes, "last_leaves"),
        last_card=_of_days(outcomes, "last_card"),
        staff_minutes=staff / served,
    )


def all_figures(days: int, seed: int, counters: int = a.COUNTERS) -> list[Figures]:
    return [figures_of(each, days, seed, counters) for each in METHODS]


def factors(figures: Sequence[Figures]) -> list[float]:
    """By how much each method has more visits than the one before; their product is the whole."""
    return [now.visits / before.visits for before, now in pairwise(figures)]


def _of_days(outcomes: Iterable[Outcome], name: str) -> float:
    return mean(float(getattr(each, name)) for each in outcomes)


def _percentile(values: Sequence[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]
