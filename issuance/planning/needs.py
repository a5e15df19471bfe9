"""How many counters so many cards need: the formula, and what stands in it.

counters = cards × minutes ÷ (working days × minutes open × share busy)

It is the capacity formula of the project's domain reference (section 9) turned round. Nothing
about people is in it: no peaks, no waits; for those there is the simulated day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from issuance.calendar import is_business_day

OPEN_MINUTES: Final = 480
"""Eight hours a day, where nothing else is said."""
BUSY_PERCENT: Final = 85
"""Nobody keeps every counter busy all day; at 100 the line grows without end."""
TEN: Final = 10
TWENTY: Final = 20
"""Minutes of a visit: as it is aimed at, and as it was (domain.md 1.3)."""


@dataclass(frozen=True, kw_only=True)
class Hours:
    """What a counter gives in a day."""

    open_minutes: int = OPEN_MINUTES
    busy_percent: int = BUSY_PERCENT


@dataclass(frozen=True, kw_only=True)
class Needed:
    """Counters for visits of one length: as reckoned, and as they can be staffed."""

    minutes: int
    exact: Fraction
    counters: int


def working_days(first_on: date, last_on: date) -> int:
    """Days from the first to the last on which the office works, both counted."""
    days = (last_on - first_on).days + 1
    return sum(is_business_day(first_on + timedelta(days=n)) for n in range(days))


def counters_needed(cards: int, *, days: int, minutes: int, hours: Hours) -> Needed | None:
    """None where there is no day to hand them out on."""
    given = days * hours.open_minutes * hours.busy_percent
    if given <= 0:
        return None
    exact = Fraction(cards * minutes * 100, given)
    return Needed(minutes=minutes, exact=exact, counters=ceil(exact))
