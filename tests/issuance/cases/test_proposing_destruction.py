"""未交付: nobody fetched the card in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from issuance.calendar import WardClocks
from issuance.cases.endings import propose_destruction
from issuance.cases.refusals import CardMissingError, DeadlineError, WrongStageError
from tests.support.facts import (
    LAST_NOTICE,
    MISSED,
    NOTIFIED,
    NOTIFIED_AGAIN,
    PROPOSAL,
    RETURNED,
    UNCLAIMED,
    case,
    everywhere_but,
)

CLOCKS = WardClocks()
YEAR_OVER = date(2027, 11, 2)
HALF_YEAR_OVER = date(2027, 6, 10)
DAY = timedelta(days=1)
LATE = date(2040, 1, 1)


def asked(history, today, clocks=CLOCKS):
    return case.given(*history).when(
        propose_destruction, today=today, clocks=clocks, proposed_by="B01"
    )


def test_is_allowed_a_year_after_the_first_notice():
    asked(NOTIFIED_AGAIN, YEAR_OVER + DAY).then(PROPOSAL)
    asked(NOTIFIED_AGAIN, YEAR_OVER).then_refused(DeadlineError)


def test_never_before_the_second_deadline():
    late = replace(LAST_NOTICE, pickup_deadline=date(2028, 2, 29))
    history = (*NOTIFIED, late)
    asked(history, date(2028, 2, 29)).then_refused(DeadlineError)
    asked(history, date(2028, 3, 1)).then(PROPOSAL)


def test_half_a_year_after_the_mail_came_back():
    asked(RETURNED, HALF_YEAR_OVER).then_refused(DeadlineError)
    asked(RETURNED, HALF_YEAR_OVER + DAY).then(PROPOSAL)


def test_each_ward_sets_its_own_times():
    clocks = WardClocks(unclaimed_months=18, returned_mail_months=1)
    asked(NOTIFIED_AGAIN, YEAR_OVER + DAY, clocks).then_refused(DeadlineError)
    asked(RETURNED, date(2027, 1, 11), clocks).then(PROPOSAL)


def test_never_without_a_second_notice():
    asked(NOTIFIED, LATE).then_refused(WrongStageError)


def test_adds_nothing_the_second_time():
    asked(UNCLAIMED, LATE).then_nothing()


def test_is_refused_while_the_card_is_searched_for():
    asked((*NOTIFIED_AGAIN, MISSED), LATE).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("notified", "returned", "unclaimed"))
def test_is_refused_anywhere_else(history):
    asked(history, LATE).then_refused(WrongStageError)
