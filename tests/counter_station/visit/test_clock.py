"""The ten minutes, from the call: in time, soon over, over."""

from datetime import timedelta

import pytest

from counter_station.visit.clock import Pace, elapsed
from counter_station.visit.facts import VisitFinished
from tests.counter_station.visit.history import (
    ARRIVED,
    AT,
    CALLED,
    OPENED,
    POSTED,
    SEALED,
    VERIFIED,
    visit,
)


@pytest.mark.parametrize(
    ("seconds", "pace", "written"),
    [
        (0, Pace.IN_TIME, "0:00"),
        (479, Pace.IN_TIME, "7:59"),
        (480, Pace.SOON_OVER, "8:00"),
        (599, Pace.SOON_OVER, "9:59"),
        (600, Pace.OVER, "10:00"),
        (4_000, Pace.OVER, "66:40"),
    ],
)
def test_the_pace_changes_at_eight_and_at_ten_minutes(seconds, pace, written):
    here = visit.given(OPENED, ARRIVED, CALLED).state
    spent = elapsed(here, now=AT + timedelta(seconds=seconds))
    assert spent is not None
    assert (spent.pace, str(spent)) == (pace, written)


def test_no_clock_runs_before_the_call_and_none_after_the_end():
    assert elapsed(visit.given(OPENED, ARRIVED).state, now=AT) is None
    finished = VisitFinished(finished_at=AT + timedelta(minutes=6))
    over = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED, finished).state
    assert str(elapsed(over, now=AT + timedelta(hours=3))) == "6:00"


def test_a_clock_set_back_does_not_run_backwards():
    here = visit.given(OPENED, ARRIVED, CALLED).state
    assert str(elapsed(here, now=AT - timedelta(minutes=1))) == "0:00"
