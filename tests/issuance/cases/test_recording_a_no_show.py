"""無断不来庁: nobody came, as long as the office waits."""

from datetime import timedelta

import pytest

from issuance.cases.appointments import awaited_until, record_no_show
from issuance.cases.facts import LateAnnounced, NoShowRecorded
from issuance.cases.refusals import StillAwaitedError, WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    APPOINTMENT,
    BOOKED,
    BOOKED_FOR,
    CHECKED_IN,
    case,
    everywhere_but,
)

GRACE = timedelta(minutes=15)
OVER = BOOKED_FOR + GRACE
LATE = LateAnnounced(appointment_id=APPOINTMENT, minutes=20)
NOBODY_CAME = NoShowRecorded(appointment_id=APPOINTMENT)


@pytest.mark.parametrize("history", [BOOKED, CHECKED_IN])
def test_is_recorded_when_the_office_has_waited_long_enough(history):
    case.given(*history).when(record_no_show, now=OVER, until=OVER).then(NOBODY_CAME)


def test_lets_the_holder_book_again():
    state = case.given(*CHECKED_IN, NOBODY_CAME).state
    assert (state.stage, state.appointment, state.visit_id) == (Stage.NOTIFIED, None, None)


def test_is_refused_before():
    early = OVER - timedelta(seconds=1)
    case.given(*BOOKED).when(record_no_show, now=early, until=OVER).then_refused(StillAwaitedError)


def test_who_announced_to_be_late_is_waited_for_longer():
    assert case.given(*BOOKED, LATE).state.late_minutes == 20
    assert awaited_until(BOOKED_FOR, 20, grace=GRACE) == OVER + timedelta(minutes=20)


@pytest.mark.parametrize("history", everywhere_but("booked", "checked-in"))
def test_is_refused_anywhere_else(history):
    case.given(*history).when(record_no_show, now=OVER, until=OVER).then_refused(WrongStageError)
