"""Figures that are more than counting: the fullest five seconds, the growth of memory."""

import pytest

from infra.surge.evidence.opening import most_a_second
from infra.surge.watching.figures import growth, of_samples
from infra.surge.watching.sampling import Sample


def sample(at: float, *, memory_mb: float, cpu_seconds: float = 0.0) -> Sample:
    return Sample(at=at, process="site", cpu_seconds=cpu_seconds, memory_mb=memory_mb)


def test_the_fullest_five_seconds_count():
    calls = [(0.0, 10), (1.0, 10), (4.9, 30), (6.1, 20), (30.0, 45)]
    assert most_a_second(calls) == (30 + 20) / 5
    assert most_a_second([]) == 0


def test_growth_is_by_the_hour():
    assert growth([sample(at, memory_mb=100 + at / 60) for at in range(60)]) == pytest.approx(60)
    assert growth([sample(0, memory_mb=1), sample(1, memory_mb=9)]) == 0


def test_the_first_half_of_a_run_may_grow():
    warming = [sample(at, memory_mb=min(200, 100 + 10 * at), cpu_seconds=at) for at in range(40)]
    figures = of_samples(warming, booked=100)
    assert figures["site.memory_mb_an_hour"] == pytest.approx(0)
    assert figures["site.memory_mb"] == 200
    assert figures["site.cpu_ms_a_booking"] == pytest.approx(390)
