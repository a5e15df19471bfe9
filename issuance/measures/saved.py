"""Time saved against the way it was done before: so many minutes a visit, by the ward's own word.

The Digital Agency and Estonia publish such figures. The base is an assumption and stands beside
the figure; nothing is counted that was not measured.
"""

from dataclasses import dataclass
from typing import Final

BASE_MINUTES: Final = 20
"""What a hand-over at the counter took before (domain.md 17); the ward may set its own."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """Hours; negative where visits took longer than the base."""

    visits: int
    base_minutes: int
    resident_hours: float
    """The base less the stay (check-in to leaving), summed over visits whose stay is known."""
    staff_hours: float
    """The base less the cycle (call to leaving): what a counter was not busy."""


def saved(
    *, stays: int, stay_seconds: float, cycles: int, cycle_seconds: float, base_minutes: int
) -> Saved:
    """Of sums: how many visits, and how long they took together."""
    base = base_minutes * 60
    return Saved(
        visits=cycles,
        base_minutes=base_minutes,
        resident_hours=(stays * base - stay_seconds) / 3600,
        staff_hours=(cycles * base - cycle_seconds) / 3600,
    )
