"""What a rush is to be like."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who comes, for how long, and how fast.

    residents: people with a notice and no appointment. users: so many at a time. pace: journeys a
    second of all together; 0: as fast as answers come. places: of each slot that twenty residents
    want; with fewer, not everybody gets one.
    """

    residents: int
    seconds: int
    users: int
    pace: float
    places: int
