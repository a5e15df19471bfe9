"""交付通知書: the first one from the shelf, the second when the first ran out."""

from datetime import timedelta
from typing import Any

import pytest

from issuance.cases.arrival import send_notice
from issuance.cases.refusals import CardMissingError, DeadlineError, WrongStageError
from tests.support.facts import (
    BOOKED,
    DEADLINE,
    FIRST_NOTICE,
    LAST_NOTICE,
    MISSED,
    NOTICE,
    NOTIFIED,
    NOTIFIED_AGAIN,
    OTHER,
    SECOND_DEADLINE,
    SECOND_NOTICE,
    SECOND_SENT_ON,
    SENT_ON,
    STORED,
    case,
    everywhere_but,
)

FIRST: dict[str, Any] = {"notice_id": NOTICE, "pickup_deadline": DEADLINE, "today": SENT_ON}
SECOND: dict[str, Any] = {
    "notice_id": SECOND_NOTICE,
    "pickup_deadline": SECOND_DEADLINE,
    "today": SECOND_SENT_ON,
}


def test_is_allowed_once_the_card_is_stored():
    case.given(*STORED).when(send_notice, **FIRST).then(FIRST_NOTICE)


def test_adds_nothing_for_a_notice_that_was_sent():
    case.given(*NOTIFIED).when(send_notice, **FIRST).then_nothing()
    case.given(*BOOKED).when(send_notice, **FIRST).then_nothing()


def test_a_second_one_follows_when_the_deadline_has_passed_without_a_booking():
    case.given(*NOTIFIED).when(send_notice, **SECOND).then(LAST_NOTICE)


def test_the_deadline_itself_still_belongs_to_the_first():
    on_the_last_day = {**SECOND, "today": DEADLINE}
    case.given(*NOTIFIED).when(send_notice, **on_the_last_day).then_refused(DeadlineError)


def test_no_second_one_while_somebody_has_booked():
    case.given(*BOOKED).when(send_notice, **SECOND).then_refused(WrongStageError)


def test_there_is_no_third():
    third = {**SECOND, "notice_id": OTHER, "today": SECOND_DEADLINE + timedelta(days=1)}
    case.given(*NOTIFIED_AGAIN).when(send_notice, **third).then_refused(WrongStageError)


@pytest.mark.parametrize("days", [0, -1])
def test_its_deadline_lies_in_the_future(days):
    late = {**FIRST, "pickup_deadline": SENT_ON + timedelta(days=days)}
    case.given(*STORED).when(send_notice, **late).then_refused(DeadlineError)


def test_is_refused_while_the_card_is_searched_for():
    case.given(*STORED, MISSED).when(send_notice, **FIRST).then_refused(CardMissingError)
    case.given(*NOTIFIED, MISSED).when(send_notice, **SECOND).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("stored", "notified"))
def test_is_refused_anywhere_else(history):
    other = {**SECOND, "notice_id": OTHER}
    case.given(*history).when(send_notice, **other).then_refused(WrongStageError)
