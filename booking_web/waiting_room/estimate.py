"""How long it will take, and when a page should look again."""

from math import ceil
from typing import Final

LONGEST_MINUTES: Final = 120
"""Longer than this is only said to be longer."""
SOON_SECONDS: Final = 5.0
"""Whose turn comes within these looks again within these."""
SHORTEST_PAUSE: Final = 20.0
LONGEST_PAUSE: Final = 40.0
_TO_THE_MINUTE, _TO_FIVE_MINUTES = 20, 60


def minutes_left(position: int, *, advance: float, rate: float) -> int:
    """Minutes until a turn, rounded up more coarsely the further away it is.

    Args:
        position: The how-manieth to come in.
        advance: Places called a second, as measured; 0 if nothing was measured yet.
        rate: Places a second that are allowed, for want of a measurement.
    """
    pace = advance or rate
    minutes = max(1, ceil(position / pace / 60)) if pace > 0 else LONGEST_MINUTES + 1
    if minutes > LONGEST_MINUTES:
        return LONGEST_MINUTES + 1
    if minutes <= _TO_THE_MINUTE:
        return minutes
    step = 5 if minutes <= _TO_FIVE_MINUTES else 10
    return ceil(minutes / step) * step


def is_soon(position: int, *, advance: float, rate: float) -> bool:
    """Whether the turn comes within seconds."""
    return position <= SOON_SECONDS * (advance or rate)


def pause(*, soon: bool, waiting: int, polls_per_second: int, chance: float) -> int:
    """Seconds until the page looks again: 20 to 30, and later when very many wait.

    *chance* in [0, 1) spreads them, so that 100,000 phones do not come at once.
    """
    if soon:
        return 3 + int(3 * chance)
    shortest = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, waiting / polls_per_second / 1.25))
    return int(shortest * (1 + chance / 2))


def progress(position: int, *, at_first: int) -> int:
    """How far a ticket has come, in hundredths."""
    if at_first <= 0:
        return 0
    return max(0, min(99, 100 - ceil(100 * position / at_first)))
