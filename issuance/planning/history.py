"""What a ward's own visits say, and what stands in where they are too few."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from issuance.planning.spread import Measured, Spread

ENOUGH_VISITS: Final = 30
"""So many measured visits are taken for the ward's own; below, the usual figure is used."""
ENOUGH_BOOKED: Final = 100
"""So many bookings that came or did not are enough to measure those who stay away."""
ENOUGH_DAYS: Final = 5

USUAL_VISIT: Final = Spread(least=4.0, usual=7.5, most=14.0)
"""Minutes at the counter (guess: the sum of our steps, until visits are measured)."""
USUAL_COMING: Final = Spread(least=-15.0, usual=-5.0, most=10.0)
"""Minutes from the appointed time (guess: nothing was found)."""
USUAL_NO_SHOW: Final = 0.046
"""4.6 % stayed away unsaid at a mass vaccination centre in 2021 (domain.md 8, B)."""


@dataclass(frozen=True, kw_only=True)
class History:
    """Visits of one venue, or of all. Spreads are None where nothing was measured.

    `booked` are bookings whose time has passed and that were not cancelled; of them `missed`
    did not come.
    """

    first_on: date
    last_on: date
    days: int = 0
    """On which somebody came."""
    visits: int = 0
    at_counter: Measured | None = None
    came: int = 0
    """Booked parties whose coming was recorded."""
    coming: Measured | None = None
    """From the appointed time to coming in; early is negative."""
    booked: int = 0
    missed: int = 0
    walk_ins: int = 0


class Figure(StrEnum):
    """What a simulated day needs to know of people."""

    AT_COUNTER = "at-counter"
    COMING = "coming"
    NO_SHOW = "no-show"
    WALK_INS = "walk-ins"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A figure as it was used. `seen` of `enough` measurements; below, the usual one stands in."""

    figure: Figure
    value: float
    seen: int
    enough: int

    @property
    def measured(self) -> bool:
        return self.seen >= self.enough


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """How people come and how long they stay, with where each figure is from."""

    at_counter: Measured
    coming: Measured
    no_show: float
    walk_ins: float
    """A day, that come without an appointment."""
    taken: tuple[Taken, ...]


def behaviour_of(history: History) -> Behaviour:
    """The ward's own figures, each where it was measured often enough, else the usual one."""
    at_counter = USUAL_VISIT.as_percentiles()
    if history.visits >= ENOUGH_VISITS and history.at_counter is not None:
        at_counter = history.at_counter
    coming = USUAL_COMING.as_percentiles()
    if history.came >= ENOUGH_VISITS and history.coming is not None:
        coming = history.coming
    known = history.booked >= ENOUGH_BOOKED
    no_show = history.missed / history.booked if known else USUAL_NO_SHOW
    walk_ins = history.walk_ins / history.days if history.days >= ENOUGH_DAYS else 0.0
    return Behaviour(
        at_counter=at_counter,
        coming=coming,
        no_show=no_show,
        walk_ins=walk_ins,
        taken=(
            _taken(Figure.AT_COUNTER, at_counter.mean, history.visits, ENOUGH_VISITS),
            _taken(Figure.COMING, coming.mean, history.came, ENOUGH_VISITS),
            _taken(Figure.NO_SHOW, no_show, history.booked, ENOUGH_BOOKED),
            _taken(Figure.WALK_INS, walk_ins, history.days, ENOUGH_DAYS),
        ),
    )


def _taken(figure: Figure, value: float, seen: int, enough: int) -> Taken:
    return Taken(figure=figure, value=value, seen=seen, enough=enough)
