"""発見: the card that was searched for."""

import pytest

from issuance.cases.arrival import send_notice
from issuance.cases.endings import report_found
from tests.support.facts import (
    DEADLINE,
    FIRST_NOTICE,
    FOUND,
    MISSING,
    NOTICE,
    SENT_ON,
    STORED,
    case,
    everywhere_but,
)


def test_ends_the_search():
    case.given(*MISSING).when(report_found, place=FOUND.place).then(FOUND)


def test_the_case_goes_on_where_it_stood():
    asked = case.given(*MISSING, FOUND).when(
        send_notice, notice_id=NOTICE, pickup_deadline=DEADLINE, today=SENT_ON
    )
    asked.then(FIRST_NOTICE)


@pytest.mark.parametrize("history", [*everywhere_but(), STORED])
def test_adds_nothing_where_none_is_searched_for(history):
    case.given(*history).when(report_found, place=FOUND.place).then_nothing()
