"""待ち時間: honest estimates, and phones that do not come at once."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from booking_web.waiting_room.estimate import (
    LONGEST_MINUTES,
    is_soon,
    minutes_left,
    pause,
    progress,
)

RATES = st.floats(0.1, 500)
CHANCES = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    ("position", "minutes"),
    [(1, 1), (60, 1), (61, 2), (1_200, 20), (1_201, 25), (3_400, 60), (3_601, 70), (7_300, 121)],
)
def test_minutes_at_one_a_second(position: int, minutes: int):
    assert minutes_left(position, advance=1.0, rate=50.0) == minutes


def test_what_was_measured_counts_more_than_what_is_allowed():
    assert minutes_left(600, advance=0, rate=10) == 1
    assert minutes_left(600, advance=1, rate=10) == 10


def test_a_room_that_stands_still_promises_nothing():
    assert minutes_left(600, advance=0, rate=0) > LONGEST_MINUTES


@given(st.integers(1, 200_000), RATES)
def test_an_estimate_is_never_too_short(position: int, pace: float):
    minutes = minutes_left(position, advance=pace, rate=1)
    assert minutes > LONGEST_MINUTES or minutes * 60 * pace >= position - 1e-6


@given(st.integers(0, 200_000), CHANCES, st.booleans())
def test_pages_come_back_after_20_to_60_seconds(waiting: int, chance: float, soon: bool):
    seconds = pause(soon=soon, waiting=waiting, polls_per_second=1_000, chance=chance)
    assert (3 <= seconds <= 5) if soon else (20 <= seconds <= 60)


@pytest.mark.parametrize(("position", "soon"), [(50, True), (51, False)])
def test_soon_is_within_five_seconds(position: int, soon: bool):
    assert is_soon(position, advance=10, rate=99) is soon
    assert is_soon(position, advance=0, rate=10) is soon


@pytest.mark.parametrize("waiting", [100, 20_000, 40_000])
def test_all_who_wait_ask_no_more_often_than_the_workers_can_answer(waiting: int):
    spread = [
        pause(soon=False, waiting=waiting, polls_per_second=1_000, chance=nth / 100)
        for nth in range(100)
    ]
    assert waiting / (sum(spread) / 100) <= 1_050


def test_they_come_back_one_after_the_other():
    seconds = {
        pause(soon=False, waiting=500, polls_per_second=1_000, chance=nth / 100)
        for nth in range(100)
    }
    assert seconds == set(range(20, 30))


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_progress_is_a_part_of_a_hundred(position: int, at_first: int):
    assert 0 <= progress(position, at_first=at_first) <= 99


def test_progress_grows():
    assert [progress(each, at_first=400) for each in (400, 300, 100, 1)] == [0, 25, 75, 99]
