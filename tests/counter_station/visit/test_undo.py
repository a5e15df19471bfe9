"""取消: ten seconds, the last step only, and what booking heard of stands."""

from datetime import timedelta
from uuid import UUID

import pytest

from counter_station.visit import line_facts as line
from counter_station.visit.facts import (
    DocumentsInsufficient,
    PartyDidNotCome,
    PinlessChosen,
    VisitCalledOff,
    VisitFinished,
)
from counter_station.visit.line_facts import FiveSteps, StepUndone
from counter_station.visit.refusals import NothingToUndoError, UndoTooLateError
from counter_station.visit.state import Stage, Step
from counter_station.visit.undo import last_done, undo
from issuance.identity.situations import Situation
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

HERE = (OPENED, ARRIVED, CALLED)
FINISHED = VisitFinished(finished_at=AT)
PINLESS = PinlessChosen(case_id=ADULT)
MEASURED = line.VisitMeasured(steps=())


def recorded(*facts):
    return [
        Recorded(
            stream_id=UUID(int=1),
            version=number,
            at=AT + timedelta(minutes=number),
            by="staff:K01",
            fact=each,
        )
        for number, each in enumerate(facts, 1)
    ]


def undone(history, seconds=5.0):
    last = last_done(history)
    return undo(last, at=history[-1].at + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("facts", "step", "case_id", "back_at"),
    [
        ((*HERE, VERIFIED), FiveSteps.IDENTITY, ADULT, Step.IDENTITY),
        ((*HERE, VERIFIED, SEALED), FiveSteps.PINS, ADULT, Step.PINS),
        ((*HERE, VERIFIED, PINLESS), FiveSteps.PINS, ADULT, Step.PINS),
        ((*HERE, VERIFIED, SEALED, POSTED), FiveSteps.DELIVERY, ADULT, Step.DELIVERY),
        ((*HERE, VERIFIED, SEALED, POSTED, FINISHED), FiveSteps.DONE, None, Step.SETTLED),
    ],
)
def test_the_last_step_is_taken_back(facts, step, case_id, back_at):
    assert undone(recorded(*facts)) == [StepUndone(step=step, case_id=case_id)]
    back = visit.given(*facts, StepUndone(step=step, case_id=case_id)).state
    assert back.stage is Stage.AT_COUNTER
    assert back.people[ADULT].step is back_at


def test_a_call_taken_back_is_a_call_called_off():
    assert undone(recorded(*HERE)) == [VisitCalledOff()]


def test_what_is_only_said_about_a_visit_does_not_stand_between():
    facts = (*HERE, VERIFIED, MEASURED, line.PartyCame(sign=line.Sign.CARD))
    history = recorded(*facts)
    at = history[3].at + timedelta(seconds=9)
    assert undo(last_done(history), at=at) == [StepUndone(step=FiveSteps.IDENTITY, case_id=ADULT)]


@pytest.mark.parametrize("seconds", [0, 10])
def test_for_ten_seconds(seconds):
    assert undone(recorded(*HERE, VERIFIED), seconds)


@pytest.mark.parametrize("seconds", [-1, 10.001, 86_400])
def test_not_after_them_nor_before_the_step(seconds):
    with pytest.raises(UndoTooLateError):
        undone(recorded(*HERE, VERIFIED), seconds)


@pytest.mark.parametrize(
    "facts",
    [
        (),
        (OPENED,),
        (OPENED, PartyDidNotCome()),
        (
            *HERE,
            DocumentsInsufficient(
                case_id=ADULT, situation=Situation.SELF_N, documents=(), missing=()
            ),
        ),
        (*HERE, VERIFIED, StepUndone(step=FiveSteps.IDENTITY, case_id=ADULT)),
    ],
)
def test_what_booking_heard_of_or_was_taken_back_already_stands(facts):
    with pytest.raises(NothingToUndoError):
        undo(last_done(recorded(*facts)), at=AT)


def test_how_long_is_left_never_goes_below_nothing():
    last = last_done(recorded(*HERE, VERIFIED))
    assert last is not None
    assert last.seconds_left(last.at + timedelta(seconds=4)) == 6.0
    assert last.seconds_left(last.at + timedelta(hours=1)) == 0.0
