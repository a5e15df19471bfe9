"""列: recall before a no-show, hold, hand on, priority, a consultant, leaving before the end."""

import pytest

from counter_station.visit import line, party
from counter_station.visit import line_facts as f
from counter_station.visit.facts import PartyDidNotCome, VisitFinished
from counter_station.visit.refusals import (
    NothingProvenError,
    RecallFirstError,
    WrongStageError,
)
from counter_station.visit.state import Stage
from issuance.visits import line_facts as office
from tests.counter_station.visit.history import (
    ARRIVED,
    AT,
    CALLED,
    OPENED,
    SEALED,
    VERIFIED,
    visit,
)

HERE = (OPENED, ARRIVED, CALLED)
RECALLED, CAME = f.PartyRecalled(), f.PartyCame(sign=f.Sign.CARD)
HELD = f.PartyHeld(reason=f.HoldReason.STEPPED_OUT)
GONE = f.VisitBrokenOff(reason=f.BreakOffReason.UNWELL, finished_at=AT)


@pytest.mark.parametrize(
    "name",
    [
        "HoldReason",
        "TransferReason",
        "PriorityReason",
        "BreakOffReason",
        "Sign",
        "Mark",
        "TimeReason",
    ],
)
def test_station_and_office_use_the_same_words(name):
    assert {each.value for each in getattr(f, name)} == {
        each.value for each in getattr(office, name)
    }
    assert {each.value for each in f.FiveSteps} == {each.value for each in office.MeasuredStep}


def test_every_recall_counts_until_somebody_stands_here():
    visit.given(*HERE, RECALLED).when(line.recall).then(RECALLED)
    assert visit.given(*HERE, RECALLED, RECALLED).state.recalls == 2
    visit.given(*HERE, CAME).when(line.recall).then_refused(WrongStageError)
    visit.given(OPENED, ARRIVED).when(line.recall).then_refused(WrongStageError)


def test_a_no_show_needs_its_recalls():
    once = visit.given(*HERE, RECALLED)
    once.when(party.note_no_show, at=AT, recalls_needed=2).then_refused(RecallFirstError)
    twice = visit.given(*HERE, RECALLED, RECALLED)
    twice.when(party.note_no_show, at=AT, recalls_needed=2).then(PartyDidNotCome())
    visit.given(OPENED).when(party.note_no_show, at=AT, recalls_needed=2).then(PartyDidNotCome())
    came = visit.given(*HERE, RECALLED, RECALLED, CAME)
    came.when(party.note_no_show, at=AT, recalls_needed=2).then_refused(WrongStageError)


def test_holding_keeps_what_was_recorded_and_another_call_ends_it():
    here = visit.given(*HERE, VERIFIED)
    here.when(line.hold, reason=f.HoldReason.STEPPED_OUT).then(HELD)
    held = visit.given(*HERE, VERIFIED, HELD)
    assert held.state.stage is Stage.HELD
    assert next(iter(held.state.people.values())).identity is not None
    held.when(line.hold, reason=f.HoldReason.STEPPED_OUT).then_nothing()
    held.when(line.bring_back).then(f.PartyReturned())
    held.when(party.call_party, station="A1", at=AT).then(CALLED)
    visit.given(*HERE, HELD, f.PartyReturned()).when(line.bring_back).then_nothing()
    visit.given(OPENED).when(line.hold, reason=f.HoldReason.STEPPED_OUT).then_refused(
        WrongStageError
    )


def test_a_party_handed_on_is_no_longer_here():
    on = f.PartyTransferred(to="supervisor", reason=f.TransferReason.DOUBT)
    visit.given(*HERE).when(line.transfer, to="supervisor", reason=f.TransferReason.DOUBT).then(on)
    gone = visit.given(*HERE, on)
    assert gone.state.stage is Stage.WAITING
    gone.when(line.transfer, to="A2", reason=f.TransferReason.DOUBT).then_refused(WrongStageError)


def test_priority_and_consultant_are_noted_once():
    infant = f.PriorityGiven(need=f.PriorityReason.INFANT)
    visit.given(OPENED).when(line.give_priority, need=f.PriorityReason.INFANT).then(infant)
    visit.given(OPENED, infant).when(
        line.give_priority, need=f.PriorityReason.INFANT
    ).then_nothing()
    visit.given(*HERE).when(line.call_consultant).then(f.ConsultantCalled())
    asked = visit.given(*HERE, f.ConsultantCalled())
    asked.when(line.call_consultant).then_nothing()
    visit.given(OPENED).when(line.call_consultant).then_refused(WrongStageError)


def test_that_somebody_came_is_noted_once_and_only_after_a_call():
    visit.given(*HERE).when(line.note_came, sign=f.Sign.CARD).then(CAME)
    visit.given(*HERE, CAME).when(line.note_came, sign=f.Sign.DOCUMENTS).then_nothing()
    visit.given(OPENED, ARRIVED).when(line.note_came, sign=f.Sign.CARD).then_nothing()


def test_a_visit_is_broken_off_only_once_an_identity_is_proven():
    def leave(state):
        return line.break_off(state, reason=f.BreakOffReason.UNWELL, at=AT)

    visit.given(*HERE).when(leave).then_refused(NothingProvenError)
    visit.given(*HERE, VERIFIED, SEALED).when(leave).then(GONE)
    over = visit.given(*HERE, VERIFIED, SEALED, GONE)
    over.when(leave).then_nothing()
    assert next(iter(over.state.people.values())).sealed == SEALED
    over.when(party.call_party, station="A1", at=AT).then_refused(WrongStageError)
    visit.given(*HERE, VERIFIED, VisitFinished(finished_at=AT)).when(leave).then_refused(
        WrongStageError
    )
