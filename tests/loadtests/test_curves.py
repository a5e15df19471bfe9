"""When people come who do not wait for each other."""

import random

import pytest

from loadtests.curves import CURVES

OPENING = {"opens_after": 45.0, "early": 0.25, "rush_seconds": 60.0, "over_seconds": 30.0}


@pytest.fixture(autouse=True)
def _same_chance_each_time():
    random.seed(9)


def test_at_nine_a_part_is_there_before_and_the_others_come_within_the_minute():
    moments = [CURVES["nine"](OPENING) for _ in range(4_000)]
    early = [each for each in moments if each < 45]
    late = [each - 45 for each in moments if each >= 45]
    assert len(early) / len(moments) == pytest.approx(0.25, abs=0.03)
    assert sum(each <= 60 for each in late) / len(late) == pytest.approx(0.99, abs=0.01)
    assert sum(each <= 10 for each in late) > sum(10 < each <= 20 for each in late)


def test_evenly_is_as_many_in_each_second():
    moments = [CURVES["even"](OPENING) for _ in range(4_000)]
    assert max(moments) <= 30
    assert sum(each < 15 for each in moments) / len(moments) == pytest.approx(0.5, abs=0.03)
