"""A day folded from its facts: sums that must hold, and every moment of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.measures.day import Day, fold
from issuance.measures.now import Asked, now
from issuance.measures.parties import BookedParty, count_parties
from issuance.measures.visits import STEPS, Measure, VisitTimes, evolve
from issuance.visits import line_facts as line
from issuance.visits import visit as v
from tests.support.office_day import DAY, OPENS, VENUE, office_day, parties

WHOLE = office_day()
BOOKED = [
    BookedParty(
        appointment_id=each.appointment_id,
        visit_id=each.visit_id,
        venue_id=VENUE,
        starts_at=each.starts_at,
        minutes=15,
    )
    for each in parties(60, 7)
    if each.booked
]


def at(minutes: float) -> Day:
    until = OPENS + timedelta(minutes=minutes)
    return fold(Day(), [each for each in WHOLE.facts if each.at <= until])


@settings(max_examples=40)
@given(st.integers(-10, 300))
def test_who_was_booked_came_or_did_not_or_is_still_expected(minutes):
    counted = count_parties(at(minutes), BOOKED)
    assert counted.booked == counted.arrived + counted.no_show + counted.remaining
    inside = counted.waiting + counted.held + counted.at_counter
    assert counted.came == inside + counted.done + counted.broken_off
    assert counted.booked == len(BOOKED)


@settings(max_examples=15)
@given(st.integers(0, len(WHOLE.facts)))
def test_folded_in_two_parts_it_is_the_same_day(cut):
    parts = fold(fold(Day(), WHOLE.facts[:cut]), WHOLE.facts[cut:])
    assert parts == fold(Day(), WHOLE.facts)


def test_nobody_can_leave_before_coming():
    done = [count_parties(at(m), BOOKED) for m in range(0, 300, 15)]
    assert [each.came for each in done] == sorted(each.came for each in done)
    assert [each.remaining for each in done] == sorted((e.remaining for e in done), reverse=True)


def test_the_steps_of_a_visit_add_up_to_its_stay():
    for visit in fold(Day(), WHOLE.facts).visits.values():
        seconds = visit.seconds()
        if len(seconds) == len(Measure):
            assert sum(seconds[each] for each in STEPS) == pytest.approx(seconds[Measure.STAY])


def test_the_whole_board_of_a_moment():
    board = now(at(120), Asked(at=OPENS + timedelta(minutes=120), booked=BOOKED))
    assert board.cycle_seconds.count == board.parties.done > 0
    assert board.under_ten_share is not None
    assert 0 <= board.under_ten_share <= 1
    assert {each.station for each in board.counters} == {"A1", "A2"}
    assert board.longest_wait_seconds is not None
    assert board.forecast is not None
    assert board.forecast.at_latest >= board.forecast.leaves_at > board.at


def test_another_venue_sees_nothing_of_it():
    asked = Asked(at=OPENS + timedelta(minutes=120), booked=BOOKED, venue_id=UUID(int=1))
    board = now(at(120), asked)
    assert (board.parties.booked, board.parties.came, board.counters) == (0, 0, [])


START = VisitTimes(visit_id=UUID(int=1))


def told(*facts):
    visit = START
    for minute, fact in enumerate(facts):
        visit = evolve(visit, fact, OPENS + timedelta(minutes=minute))
    return visit


CALL = v.VisitCalled(station="A1", clerk="K01")
END = v.VisitEnded(station="A1")


def test_the_second_call_counts():
    visit = told(v.VisitArrived(), CALL, v.VisitCalledOff(station="A1"), CALL, END)
    assert (visit.wait_seconds, visit.cycle_seconds) == (180, 60)


def test_who_is_called_at_once_did_not_wait():
    assert told(CALL, END).wait_seconds is None


def test_an_end_undone_is_no_end():
    assert told(v.VisitArrived(), CALL, END, line.VisitEndUndone(station="A1")).seconds() == {}


def test_a_corrected_time_prevails_in_whatever_order():
    real = OPENS + timedelta(minutes=2)
    corrected = line.TimeCorrected(
        mark=line.Mark.END, real_at=real, reason=line.TimeReason.FORGOTTEN
    )
    visit = told(v.VisitArrived(), CALL, END, corrected)
    assert visit.cycle_seconds == 60
    assert visit.seconds() == replace(visit, ended_at=OPENS + timedelta(hours=2)).seconds()


def test_times_in_the_wrong_order_measure_nothing():
    wrong = replace(told(v.VisitArrived(), CALL, END), real_end=OPENS - timedelta(hours=1))
    assert wrong.cycle_seconds is None


def test_the_day_of_the_sample_is_the_day_asked_for():
    assert all(each.at.date() <= DAY for each in WHOLE.facts)
