"""列: hold, hand on, call again, priority, break off, undo, and times that were not right."""

from datetime import UTC, datetime, timedelta

import pytest

from issuance.visits import line
from issuance.visits import line_facts as f
from issuance.visits import visit as visits
from issuance.visits.visit import (
    CalledElsewhereError,
    NotCalledError,
    RecallFirstError,
    Visit,
    VisitArrived,
    VisitCalled,
    VisitEnded,
    VisitFact,
    VisitMissed,
    VisitOverError,
    VisitStage,
)
from tests.support.given import Specification

visit: Specification[Visit, VisitFact] = Specification(Visit(), visits.evolve)

AT = datetime(2026, 11, 24, 1, tzinfo=UTC)
ARRIVED, ENDED = VisitArrived(), VisitEnded(station="S1")
CALLED = VisitCalled(station="S1", clerk="K01")
RECALLED = f.VisitRecalled(station="S1")
HELD = f.VisitHeld(station="S1", reason=f.HoldReason.STEPPED_OUT)
RETURNED = f.VisitReturned()
HANDED_ON = f.VisitTransferred(station="S1", to="S2", reason=f.TransferReason.ACCESS)
BROKEN_OFF = f.VisitBrokenOff(station="S1", reason=f.BreakOffReason.UNWELL)
END_UNDONE = f.VisitEndUndone(station="S1")


def hold(state, station="S1"):
    return line.hold(state, station=station, reason=f.HoldReason.STEPPED_OUT)


class TestRecalling:
    def test_counts_every_time(self):
        here = visit.given(ARRIVED, CALLED, RECALLED)
        here.when(line.recall, station="S1").then(RECALLED)
        assert visit.given(ARRIVED, CALLED, RECALLED, RECALLED).state.recalls == 2

    def test_begins_anew_with_the_next_call(self):
        assert visit.given(ARRIVED, CALLED, RECALLED, HELD, RETURNED, CALLED).state.recalls == 0

    def test_is_the_callers(self):
        visit.given(ARRIVED).when(line.recall, station="S1").then_refused(NotCalledError)
        here = visit.given(ARRIVED, CALLED)
        here.when(line.recall, station="S2").then_refused(CalledElsewhereError)

    def test_comes_before_a_no_show(self):
        once = visit.given(ARRIVED, CALLED, RECALLED)
        once.when(visits.miss, recalls_needed=2).then_refused(RecallFirstError)
        twice = visit.given(ARRIVED, CALLED, RECALLED, RECALLED)
        twice.when(visits.miss, recalls_needed=2).then(VisitMissed())

    def test_is_not_asked_for_a_party_that_never_came_in(self):
        visit.given().when(visits.miss, recalls_needed=2).then(VisitMissed())


class TestHolding:
    @pytest.mark.parametrize("history", [(ARRIVED,), (ARRIVED, CALLED)])
    def test_lets_the_party_step_aside(self, history):
        visit.given(*history).when(hold).then(HELD)
        assert visit.given(*history, HELD).state.stage is VisitStage.HELD
        visit.given(*history, HELD).when(hold).then_nothing()

    def test_is_not_for_another_counters_party(self):
        visit.given(ARRIVED, CALLED).when(hold, "S2").then_refused(CalledElsewhereError)
        visit.given(ARRIVED, CALLED, ENDED).when(hold).then_refused(VisitOverError)

    def test_ends_with_going_back_in_line_or_with_a_call(self):
        held = visit.given(ARRIVED, CALLED, HELD)
        held.when(line.bring_back).then(RETURNED)
        held.when(visits.call, station="S2", clerk="K02").then(
            VisitCalled(station="S2", clerk="K02")
        )
        visit.given(ARRIVED, HELD, RETURNED).when(line.bring_back).then_nothing()

    def test_nobody_else_is_brought_back(self):
        visit.given(ARRIVED, CALLED).when(line.bring_back).then_refused(NotCalledError)
        visit.given(ARRIVED, CALLED, ENDED).when(line.bring_back).then_refused(VisitOverError)

    def test_who_is_on_hold_is_in_the_house(self):
        visit.given(ARRIVED, HELD).when(visits.miss).then_refused(NotCalledError)


class TestHandingOn:
    def test_names_the_other_counter(self):
        asked = visit.given(ARRIVED, CALLED).when(
            line.transfer, station="S1", to="S2", reason=f.TransferReason.ACCESS
        )
        asked.then(HANDED_ON)
        after = visit.given(ARRIVED, CALLED, HANDED_ON)
        assert (after.state.stage, after.state.meant_for) == (VisitStage.WAITING, "S2")
        again = after.when(line.transfer, station="S1", to="S2", reason=f.TransferReason.ACCESS)
        again.then_nothing()

    def test_ends_with_the_next_call(self):
        taken = VisitCalled(station="S2", clerk="K02")
        assert visit.given(ARRIVED, CALLED, HANDED_ON, taken).state.meant_for == ""


def test_priority_is_given_once_and_not_after_the_end():
    wheels = f.PriorityGiven(need=f.PriorityReason.WHEELCHAIR)
    visit.given(ARRIVED).when(line.give_priority, need=f.PriorityReason.WHEELCHAIR).then(wheels)
    visit.given(wheels).when(line.give_priority, need=f.PriorityReason.WHEELCHAIR).then_nothing()
    over = visit.given(ARRIVED, CALLED, ENDED)
    over.when(line.give_priority, need=f.PriorityReason.WHEELCHAIR).then_refused(VisitOverError)


def test_that_somebody_came_is_noted_once_by_the_counter_that_called():
    came = f.PartyCame(station="S1", sign=f.Sign.CARD)
    here = visit.given(ARRIVED, CALLED)
    here.when(line.note_came, station="S1", sign=f.Sign.CARD).then(came)
    visit.given(ARRIVED, CALLED, came).when(
        line.note_came, station="S1", sign=f.Sign.DOCUMENTS
    ).then_nothing()
    here.when(line.note_came, station="S2", sign=f.Sign.CARD).then_refused(CalledElsewhereError)


def test_a_consultant_is_asked_for_by_the_counter_that_called():
    asked = f.ConsultantCalled(station="S1")
    visit.given(ARRIVED, CALLED).when(line.call_consultant, station="S1").then(asked)
    visit.given(ARRIVED).when(line.call_consultant, station="S1").then_refused(NotCalledError)


def test_a_visit_is_broken_off_once_and_is_over():
    def leave(state):
        return line.break_off(state, station="S1", reason=f.BreakOffReason.UNWELL)

    visit.given(ARRIVED, CALLED).when(leave).then(BROKEN_OFF)
    over = visit.given(ARRIVED, CALLED, BROKEN_OFF)
    over.when(leave).then_nothing()
    over.when(visits.call, station="S1", clerk="K01").then_refused(VisitOverError)
    visit.given(ARRIVED).when(leave).then_refused(NotCalledError)


class TestTakingTheEndBack:
    @pytest.mark.parametrize("seconds", [0, 9, 10])
    def test_within_ten_seconds(self, seconds):
        asked = visit.given(ARRIVED, CALLED, ENDED).when(
            line.undo_end, station="S1", ended_at=AT, at=AT + timedelta(seconds=seconds)
        )
        asked.then(END_UNDONE)
        assert visit.given(ARRIVED, CALLED, ENDED, END_UNDONE).state.stage is VisitStage.CALLED

    @pytest.mark.parametrize("seconds", [-1, 10.001, 3600])
    def test_not_later_nor_before(self, seconds):
        asked = visit.given(ARRIVED, CALLED, ENDED).when(
            line.undo_end, station="S1", ended_at=AT, at=AT + timedelta(seconds=seconds)
        )
        asked.then_refused(line.UndoTooLateError)

    def test_not_where_something_else_happened_since(self):
        asked = visit.given(ARRIVED, CALLED, ENDED).when(
            line.undo_end, station="S1", ended_at=None, at=AT
        )
        asked.then_refused(line.UndoTooLateError)

    def test_not_by_another_counter_nor_of_a_visit_that_goes_on_elsewhere(self):
        over = visit.given(ARRIVED, CALLED, ENDED)
        over.when(line.undo_end, station="S2", ended_at=AT, at=AT).then_refused(
            CalledElsewhereError
        )
        visit.given(ARRIVED).when(line.undo_end, station="S1", ended_at=None, at=AT).then_refused(
            NotCalledError
        )

    def test_adds_nothing_the_second_time(self):
        back = visit.given(ARRIVED, CALLED, ENDED, END_UNDONE)
        back.when(line.undo_end, station="S1", ended_at=None, at=AT).then_nothing()


class TestCorrectingTimes:
    BEGUN, ENDED = AT, AT + timedelta(minutes=9)

    def corrected(self, mark, minutes, *, times=None, now=None):
        return line.correct_time(
            mark=mark,
            real_at=AT + timedelta(minutes=minutes),
            reason=f.TimeReason.FORGOTTEN,
            times=times or (self.BEGUN, self.ENDED),
            now=now or AT + timedelta(minutes=30),
        )

    def test_says_the_real_time_and_why(self):
        (start,) = self.corrected(f.Mark.START, 2)
        assert start == f.TimeCorrected(
            mark=f.Mark.START,
            real_at=AT + timedelta(minutes=2),
            reason=f.TimeReason.FORGOTTEN,
        )
        (end,) = self.corrected(f.Mark.END, 5)
        assert end.mark is f.Mark.END

    def test_adds_nothing_where_the_time_stands(self):
        assert self.corrected(f.Mark.START, 0) == []
        assert self.corrected(f.Mark.END, 9) == []

    @pytest.mark.parametrize(
        ("mark", "minutes"), [(f.Mark.START, 10), (f.Mark.END, -1), (f.Mark.END, 31)]
    )
    def test_keeps_the_order(self, mark, minutes):
        with pytest.raises(line.TimeOutOfOrderError):
            self.corrected(mark, minutes)

    def test_needs_something_to_correct(self):
        with pytest.raises(line.NotEndedError):
            self.corrected(f.Mark.END, 3, times=(AT, None))
        with pytest.raises(line.NotEndedError):
            self.corrected(f.Mark.START, 3, times=(None, None))
