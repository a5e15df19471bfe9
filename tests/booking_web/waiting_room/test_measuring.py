"""How fast the site answers: a few hundred figures, the old ones forgotten."""

import hypothesis.strategies as st
from hypothesis import given

from booking_web.waiting_room.measuring import FEWEST, OLDEST_SECONDS, WINDOW, Measuring


@given(st.lists(st.floats(0, 60), min_size=FEWEST, max_size=2 * WINDOW))
def test_p95_is_of_the_last_answers(seconds: list[float]):
    measuring = Measuring()
    for each in seconds:
        measuring.note(each, 100.0)
    last = sorted(seconds[-WINDOW:])
    assert measuring.p95(100.0) == last[int(len(last) * 0.95)]
    assert measuring.since_last() == len(seconds)
    assert measuring.since_last() == 0


def test_few_or_old_answers_say_nothing():
    measuring = Measuring()
    for _ in range(FEWEST - 1):
        measuring.note(9.0, 100.0)
    assert measuring.p95(100.0) == 0
    measuring.note(9.0, 100.0)
    assert measuring.p95(100.0) == 9.0
    assert measuring.p95(100.0 + OLDEST_SECONDS + 1) == 0


def test_a_busy_loop_counts_as_slow():
    measuring = Measuring()
    measuring.lag = 1.5
    assert measuring.p95(100.0) == 1.5


def test_refusals_are_counted_for_ten_seconds_and_never_without_end():
    measuring = Measuring()
    for _ in range(3 * WINDOW):
        measuring.note_shed(100.0)
    assert measuring.shed(105.0) == WINDOW
    assert measuring.shed(100.0 + OLDEST_SECONDS + 1) == 0
