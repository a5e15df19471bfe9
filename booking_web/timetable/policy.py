"""The figures the ward office chooses for its booking."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True)
class Policy:
    hold: timedelta = timedelta(minutes=10)
    """How long places are held, and how much longer once. Source: domain.md 3.8 (9)."""
    cut_off: timedelta = timedelta(hours=2)
    """A slot can be booked until so long before it starts."""
    largest_party: int = 6
    slots_in_a_row: int = 3
    """Over how many adjacent slots a party may be spread when one is too small for it."""
