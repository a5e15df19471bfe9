"""The ten minutes, from the call: in time, soon over, over."""

from datetime import timedelta
from uuid import UUID

import pytest

from counter_station.visit.clock import Pace, correct_time, elapsed, laps, running_since
from counter_station.visit.facts import VisitFinished
from counter_station.visit.line_facts import (
    FiveSteps,
    HoldReason,
    Mark,
    PartyCame,
    PartyHeld,
    PartyTransferred,
    Sign,
    StepUndone,
    TimeCorrected,
    TimeReason,
    TransferReason,
)
from counter_station.visit.refusals import NotEndedError, TimeOutOfOrderError
from issuance.ledger.facts import Recorded
from tests.counter_station.visit.history import (
    ADULT,
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


def told(*facts_and_seconds):
    return [
        Recorded(
            stream_id=UUID(int=1),
            version=number,
            at=AT + timedelta(seconds=seconds),
            by="staff:K01",
            fact=each,
        )
        for number, (each, seconds) in enumerate(facts_and_seconds, 1)
    ]


def laps_of(*facts_and_seconds):
    return [
        (lap.step.value, int((lap.ended_at - lap.began_at).total_seconds()))
        for lap in laps(told(*facts_and_seconds))
    ]


CAME = PartyCame(sign=Sign.CARD)
FINISHED = VisitFinished(finished_at=AT)


def test_each_step_has_its_own_clock_from_what_happened():
    whole = [
        (OPENED, -60),
        (ARRIVED, -50),
        (CALLED, 0),
        (CAME, 30),
        (VERIFIED, 120),
        (SEALED, 300),
        (POSTED, 330),
        (FINISHED, 340),
    ]
    assert laps_of(*whole) == [
        ("call", 30),
        ("identity", 90),
        ("pins", 180),
        ("delivery", 30),
        ("done", 10),
    ]


def test_a_step_taken_back_has_no_clock_and_a_new_call_begins_anew():
    back = StepUndone(step=FiveSteps.IDENTITY, case_id=ADULT)
    assert laps_of((CALLED, 0), (VERIFIED, 60), (back, 65), (VERIFIED, 90)) == [("identity", 90)]
    assert laps_of((CALLED, 0), (VERIFIED, 60), (CALLED, 600), (SEALED, 660)) == [("pins", 60)]


TRANSFERRED = PartyTransferred(to="B2", reason=TransferReason.LANGUAGE)
HELD = PartyHeld(reason=HoldReason.FETCHES_DOCUMENT)


@pytest.mark.parametrize("left", [TRANSFERRED, HELD])
def test_a_step_goes_on_where_it_was_when_the_party_left_the_counter(left):
    """Nine minutes of waiting between are no part of any step."""
    here = [(CALLED, 0), (CAME, 10), (VERIFIED, 70), (left, 100), (CALLED, 640), (CAME, 650)]
    taken = [("call", 10), ("identity", 60), ("call", 10)]
    assert laps_of(*here) == taken
    assert running_since(told(*here)) == AT + timedelta(seconds=650 - 30)
    assert laps_of(*here, (SEALED, 690)) == [*taken, ("pins", 70)]


def test_who_left_before_coming_to_the_counter_has_spent_nothing():
    assert laps_of((CALLED, 0), (TRANSFERRED, 50), (CALLED, 60), (VERIFIED, 90)) == [
        ("identity", 30)
    ]


def test_nothing_runs_while_nobody_is_at_a_counter():
    assert running_since(told((OPENED, -60), (ARRIVED, -50))) is None
    assert running_since(told((CALLED, 0), (CAME, 5), (TRANSFERRED, 50))) is None


class TestTimesThatWereNotRight:
    here = visit.given(OPENED, ARRIVED, CALLED)
    over = visit.given(OPENED, ARRIVED, CALLED, VERIFIED, SEALED, POSTED, FINISHED)

    def corrected(self, mark, minutes):
        return {
            "mark": mark,
            "real_at": AT + timedelta(minutes=minutes),
            "reason": TimeReason.FORGOTTEN,
            "now": AT + timedelta(minutes=20),
        }

    def test_the_clock_runs_from_the_real_start(self):
        asked = self.here.when(correct_time, **self.corrected(Mark.START, 5))
        later = TimeCorrected(
            mark=Mark.START, real_at=AT + timedelta(minutes=5), reason=TimeReason.FORGOTTEN
        )
        asked.then(later)
        state = visit.given(OPENED, ARRIVED, CALLED, later).state
        spent = elapsed(state, now=AT + timedelta(minutes=9))
        assert spent is not None
        assert (spent.seconds, spent.pace) == (240, Pace.IN_TIME)
        assert state.called_at == AT

    def test_only_what_has_happened_can_be_corrected_and_in_its_order(self):
        self.here.when(correct_time, **self.corrected(Mark.END, 5)).then_refused(NotEndedError)
        self.over.when(correct_time, **self.corrected(Mark.END, -1)).then_refused(
            TimeOutOfOrderError
        )
        self.over.when(correct_time, **self.corrected(Mark.START, 21)).then_refused(
            TimeOutOfOrderError
        )
        self.over.when(correct_time, **self.corrected(Mark.START, 0)).then_nothing()
