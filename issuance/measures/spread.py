"""Percentiles: of values at hand, and of values that were only counted in buckets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How values lie: `p50` half of them are at most, `p90` nine of ten; None without any."""

    count: int
    p50: float | None
    p90: float | None


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value that *share* (0 to 1) of the values do not exceed, between two neighbours linear.

    The same as PostgreSQL's `percentile_cont`. *values* need no order; None where there are none.
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below, above = ordered[floor(place)], ordered[ceil(place)]
    return below + (above - below) * (place - floor(place))


def spread(values: Iterable[float | None]) -> Spread:
    """Of those values that are known."""
    known = [each for each in values if each is not None]
    return Spread(count=len(known), p50=percentile(known, 0.5), p90=percentile(known, 0.9))


def bucket_percentile(buckets: Mapping[int, int], share: float, width: float) -> float | None:
    """As `percentile`, of values counted by `floor(value / width)`; exact to one *width*.

    Within a bucket values are taken to lie evenly.
    """
    total = sum(buckets.values())
    if total <= 0:
        return None
    wanted, before = share * total, 0
    for bucket in sorted(buckets):
        held = buckets[bucket]
        if held and before + held >= wanted:
            return width * (bucket + (wanted - before) / held)
        before += held
    return width * (max(buckets) + 1)


def bucket_spread(buckets: Mapping[int, int], width: float) -> Spread:
    return Spread(
        count=sum(buckets.values()),
        p50=bucket_percentile(buckets, 0.5, width),
        p90=bucket_percentile(buckets, 0.9, width),
    )


def share(part: int, whole: int) -> float | None:
    """0 to 1; None of nothing."""
    return part / whole if whole else None
