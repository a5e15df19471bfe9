"""Percentiles, against their properties and against counting by hand."""

from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from issuance.measures.spread import bucket_percentile, percentile, share, spread

VALUES = st.lists(st.floats(0, 10_000), min_size=1, max_size=60)


def test_half_way_between_two():
    assert percentile([2.0, 1.0], 0.5) == 1.5


def test_of_nothing_there_is_none():
    assert percentile([], 0.5) is None
    assert spread([None]).p90 is None
    assert bucket_percentile({}, 0.5, 30) is None
    assert share(0, 0) is None


@given(VALUES)
def test_the_half_is_the_median(values):
    found = percentile(values, 0.5)
    assert found is not None
    assert abs(found - median(values)) < 1e-6


@given(VALUES, st.floats(0, 1), st.floats(0, 1))
def test_more_of_them_lie_below_a_higher_one(values, one, other):
    lower, higher = sorted((one, other))
    first, second = percentile(values, lower), percentile(values, higher)
    assert first is not None
    assert second is not None
    assert min(values) <= first <= second + 1e-6 <= max(values) + 2e-6


@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=200), st.sampled_from([0.5, 0.9]))
def test_counted_in_buckets_it_is_right_to_a_bucket(values, part):
    """The bucket found is the one that the value of that rank fell into, or its border."""
    buckets: dict[int, int] = {}
    for each in values:
        buckets[each // 30] = buckets.get(each // 30, 0) + 1
    found = bucket_percentile(buckets, part, 30)
    rank = sorted(values)[max(0, -(-int(part * 100) * len(values) // 100) - 1)]
    assert found is not None
    assert abs(found - rank) <= 30
