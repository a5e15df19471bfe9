"""無断不来庁: nobody came."""

from datetime import timedelta

import pytest

from issuance.cases.appointments import record_no_show
from issuance.cases.facts import NoShowRecorded
from issuance.cases.refusals import DeadlineError, WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    APPOINTMENT,
    BOOKED,
    BOOKED_FOR,
    CHECKED_IN,
    VISITED_ON,
    case,
    everywhere_but,
)

NOBODY_CAME = NoShowRecorded(appointment_id=APPOINTMENT)


@pytest.mark.parametrize("history", [BOOKED, CHECKED_IN])
def test_is_recorded_from_the_moment_the_visit_should_begin(history):
    case.given(*history).when(record_no_show, now=BOOKED_FOR).then(NOBODY_CAME)


def test_lets_the_holder_book_again():
    state = case.given(*CHECKED_IN, NOBODY_CAME).state
    assert (state.stage, state.appointment, state.visit_id) == (Stage.NOTIFIED, None, None)


def test_is_refused_before():
    early = BOOKED_FOR - timedelta(seconds=1)
    case.given(*BOOKED).when(record_no_show, now=early).then_refused(DeadlineError)


def test_the_day_it_names_is_the_offices():
    with pytest.raises(DeadlineError) as refusal:
        record_no_show(case.given(*BOOKED).state, now=BOOKED_FOR - timedelta(days=1))
    assert refusal.value.deadline == VISITED_ON


@pytest.mark.parametrize("history", everywhere_but("booked", "checked-in"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(record_no_show, now=BOOKED_FOR).then_refused(WrongStageError)
