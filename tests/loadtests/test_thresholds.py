"""Limits as people write them."""

import pytest

from loadtests.thresholds import ThresholdError, judged, require_limit

FIGURES = {"confirm.p95": 800.0, "free times.p99": 50.0, "quiet.p99": 30.0, "failures": 0.0}


@pytest.mark.parametrize(
    ("limit", "holds"),
    [
        ("confirm.p95 <= 800", True),
        ("confirm.p95 <= 799.9", False),
        ("confirm.p95 >= 800", True),
        ("confirm.p95 >= 801", False),
        ("free times.p99 <= 2 * quiet.p99", True),
        ("free times.p99 <= 1.5 * quiet.p99", False),
        ("outcomes.unknown <= 0", True),
    ],
)
def test_a_limit_is_judged(limit, holds):
    assert judged(limit, FIGURES).holds is holds


@pytest.mark.parametrize("limit", ["hold.p95 <= 10", "confirm.p95 <= 2 * hold.p95"])
def test_what_was_not_measured_does_not_pass(limit):
    assert not judged(limit, FIGURES).holds


def test_an_outcome_that_nobody_can_have_is_refused_before_the_drill():
    require_limit("outcomes.turned-away <= 0")
    with pytest.raises(ThresholdError, match="nobody can be 'turned_away'"):
        require_limit("outcomes.turned_away <= 0")


def test_what_is_no_limit_is_refused():
    with pytest.raises(ThresholdError):
        judged("confirm.p95 < 800", FIGURES)
