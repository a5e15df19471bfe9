"""廃棄: two people destroy a void or unclaimed card."""

import pytest

from issuance.cases.endings import destroy_card
from issuance.cases.refusals import (
    CardMissingError,
    FourEyesError,
    NotApprovedError,
    WrongStageError,
)
from tests.support.facts import (
    APPROVED,
    ARRIVAL,
    COMING_BACK,
    DEATH,
    DESTROYED,
    DESTRUCTION,
    EXPECTED,
    MISSED,
    UNCLAIMED,
    VOID,
    VOID_ON_ITS_WAY,
    case,
    everywhere_but,
)

WITNESSES = DESTRUCTION.witnesses


def asked(history, witnesses=WITNESSES):
    return case.given(*history).when(destroy_card, witnesses=witnesses)


@pytest.mark.parametrize("history", [VOID, APPROVED])
def test_is_allowed_to_two_people(history):
    asked(history).then(DESTRUCTION)


def test_an_unclaimed_card_waits_for_its_approval():
    asked(UNCLAIMED).then_refused(NotApprovedError)


def test_concerns_a_void_card_when_it_came_back_or_arrived():
    asked((*VOID_ON_ITS_WAY, COMING_BACK)).then(DESTRUCTION)
    asked((*EXPECTED, DEATH, ARRIVAL)).then(DESTRUCTION)


def test_is_refused_to_one_alone():
    asked(VOID, ("B01", "B01")).then_refused(FourEyesError)


def test_adds_nothing_the_second_time():
    asked(DESTROYED).then_nothing()


@pytest.mark.parametrize("history", [VOID_ON_ITS_WAY, (*EXPECTED, DEATH)])
def test_is_refused_while_the_card_is_elsewhere(history):
    asked(history).then_refused(WrongStageError)


def test_is_refused_while_the_card_is_searched_for():
    asked((*VOID, MISSED)).then_refused(CardMissingError)


@pytest.mark.parametrize("history", everywhere_but("void", "unclaimed", "destroyed"))
def test_is_refused_anywhere_else(history):
    asked(history).then_refused(WrongStageError)
