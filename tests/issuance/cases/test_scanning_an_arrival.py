"""カード到着: the card is scanned out of its box."""

from issuance.cases.arrival import scan_arrival
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from tests.support.facts import (
    ARRIVAL,
    ARRIVED,
    DEATH,
    EXPECTED,
    MOVING_OUT,
    POSTED,
    VOID_ON_ITS_WAY,
    case,
)


def test_is_noted_when_the_list_announced_it():
    case.given(*EXPECTED).when(scan_arrival).then(ARRIVAL)


def test_adds_nothing_the_second_time():
    case.given(*ARRIVED).when(scan_arrival).then_nothing()
    case.given(*POSTED).when(scan_arrival).then_nothing()
    case.given(*VOID_ON_ITS_WAY).when(scan_arrival).then_nothing()


def test_is_refused_for_a_card_nobody_announced():
    case.given().when(scan_arrival).then_refused(WrongStageError, match="must be expected")


def test_a_card_that_was_voided_under_way_arrives_to_be_destroyed():
    for end in (MOVING_OUT, DEATH):
        case.given(*EXPECTED, end).when(scan_arrival).then(ARRIVAL)
        state = case.given(*EXPECTED, end, ARRIVAL).state
        assert state.stage is Stage.VOID
        assert state.card_in_office
        case.given(*EXPECTED, end, ARRIVAL).when(scan_arrival).then_nothing()
