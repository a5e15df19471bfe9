"""What the simulated day takes for granted: each figure with its source, or said to be a guess.

Certainty as in the project's domain reference: A official, B press or one city's rule, C computed
or guessed here. Change a figure here and the table changes.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from issuance.planning.spread import Spread

COUNTERS: Final = 22
"""896 cards on a weekday of August 2021 need about 22 counters at ten minutes (C, computed)."""
DAY_MINUTES: Final = 480
"""Eight hours (C)."""
OLD_SLOT_MINUTES: Final = 28
"""17 visits a counter and day (Hirakata 2016, B): 480 / 17."""
NO_SHOW: Final = 0.046
"""4.6 % stay away unsaid (mass vaccination of 2021, B; none found for pickups)."""
CANCELLED: Final = 0.10
"""Half of the up to 20 % seen on single days (B)."""
WALK_INS: Final = 60
"""Parties a day that come without an appointment where they are taken (C, a guess)."""
WALK_IN_PLACES: Final = 50
"""Of them, so many are let in (C, a guess)."""


OLD_VISIT: Final = Spread(least=10, usual=20, most=30)
"""15 to 30 minutes in five cities, 20 in most (B): all of it at the counter."""
COMES: Final = Spread(least=-15, usual=-5, most=10)
"""When somebody comes, from their time (C, a guess: nothing was found)."""
CALL: Final = Spread(least=0.3, usual=0.7, most=1.5)
IDENTITY: Final = Spread(least=1.0, usual=2.0, most=4.5)
FURTHER_DOCUMENT: Final = Spread(least=0.2, usual=0.4, most=0.8)
PINS_EXPLAINED: Final = Spread(least=0.5, usual=1.0, most=2.0)
PIN_OF_FOUR: Final = Spread(least=0.3, usual=0.45, most=0.9)
PASSWORD: Final = Spread(least=0.7, usual=1.2, most=2.5)
DELIVERY: Final = Spread(least=0.6, usual=1.0, most=2.0)
DONE: Final = Spread(least=0.2, usual=0.5, most=1.0)
"""Our five steps (C, guesses until visits are measured: the stations store how long each takes)."""
TERMINAL: Final = Spread(least=3.0, usual=5.0, most=8.0)
"""Setting PINs on the integrated terminal, for one card (C, a guess)."""
PIN_DESKS: Final = 12
"""Desks in the back office that do nothing but that (C)."""


class PinsSetAt(Enum):
    COUNTER = "counter"
    BACK_OFFICE = "back office"


@dataclass(frozen=True, kw_only=True)
class Method:
    """One way to run the day."""

    name: str
    slot_minutes: int
    old_visit: bool = False
    pins_set_at: PinsSetAt = PinsSetAt.COUNTER
    overbooking_percent: int = 100
    refilled: float = 0.0
    """Of the cancelled places, the share that the waiting list fills again."""
    walk_ins: int = 0
    our_calling: bool = False
    """Called by our rule; else in the order of coming in."""


def _slot_with_the_old_share_of_idleness(visit_minutes: float) -> int:
    return round(OLD_SLOT_MINUTES * visit_minutes / OLD_VISIT.mean)


def our_visit_mean() -> float:
    """A usual visit with one further document and all four PINs."""
    steps = (CALL, IDENTITY, FURTHER_DOCUMENT, PINS_EXPLAINED, PASSWORD, DELIVERY, DONE)
    return sum(each.mean for each in steps) + 3 * PIN_OF_FOUR.mean


OLD: Final = Method(name="old flow", slot_minutes=OLD_SLOT_MINUTES, old_visit=True)
OUR_STEPS: Final = Method(
    name="+ our steps, PINs still set at the counter",
    slot_minutes=_slot_with_the_old_share_of_idleness(our_visit_mean() + TERMINAL.mean),
)
BACK_OFFICE: Final = Method(
    name="+ PINs set in the back office",
    slot_minutes=_slot_with_the_old_share_of_idleness(our_visit_mean()),
    pins_set_at=PinsSetAt.BACK_OFFICE,
)
OURS: Final = replace(
    BACK_OFFICE,
    name="+ slots filled (ours)",
    slot_minutes=10,
    overbooking_percent=104,
    refilled=0.8,
    walk_ins=WALK_INS,
    our_calling=True,
)
METHODS: Final = (OLD, OUR_STEPS, BACK_OFFICE, OURS)
"""Each with one more thing changed than the one before."""
