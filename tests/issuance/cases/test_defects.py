"""カード不良: a card that cannot be issued is set aside, sent back by two, and made anew."""

from dataclasses import replace

import pytest

from issuance.cases import arrival, defects
from issuance.cases.facts import ArrivalUndone, CardDefect, CardDefective, RemakeRequested
from issuance.cases.refusals import (
    CardDefectiveError,
    FourEyesError,
    OtherCardError,
    WrongStageError,
)
from issuance.cases.state import Stage
from tests.support.facts import ARRIVED, EXPECTING, NOTIFIED, SET_UP, STORED, case

DEFECT = CardDefective(defect=CardDefect.DEAD_CHIP)
SENT_BACK = RemakeRequested(officers=("B01", "B02"))
ANOTHER = replace(EXPECTING, card_serial="412345600009999")


class TestNotingADefect:
    @pytest.mark.parametrize("history", [ARRIVED, SET_UP, STORED])
    def test_before_the_notice(self, history):
        asked = case.given(*history).when(defects.note_defect, defect=CardDefect.DEAD_CHIP)
        asked.then(DEFECT)

    def test_twice_adds_nothing(self):
        asked = case.given(*STORED, DEFECT).when(defects.note_defect, defect=CardDefect.DAMAGED)
        asked.then_nothing()

    def test_later_the_pin_desk_says_so(self):
        asked = case.given(*NOTIFIED).when(defects.note_defect, defect=CardDefect.DAMAGED)
        asked.then_refused(WrongStageError)

    def test_the_case_goes_no_further(self):
        asked = case.given(*ARRIVED, DEFECT).when(arrival.complete_setup, terminal_id="T1")
        asked.then_refused(CardDefectiveError)
        asked = case.given(*SET_UP, DEFECT).when(arrival.store_card, shelf="A-01")
        asked.then_refused(CardDefectiveError)


class TestAskingForAnother:
    def test_two_people_send_it_back_and_the_case_waits(self):
        case.given(*STORED, DEFECT).when(defects.request_remake, officers=("B01", "B02")).then(
            SENT_BACK
        )
        waiting = case.given(*STORED, DEFECT, SENT_BACK)
        assert waiting.state.stage is Stage.EXPECTED
        assert not waiting.state.card_in_office
        waiting.when(arrival.expect_card, ANOTHER).then(ANOTHER)

    def test_the_list_of_the_first_card_adds_nothing(self):
        waiting = case.given(*STORED, DEFECT, SENT_BACK)
        waiting.when(arrival.expect_card, EXPECTING).then_nothing()
        made_anew = case.given(*STORED, DEFECT, SENT_BACK, ANOTHER)
        made_anew.when(arrival.expect_card, EXPECTING).then_nothing()
        assert not made_anew.state.defective

    def test_a_third_card_is_refused(self):
        third = replace(EXPECTING, card_serial="412345600009998")
        made_anew = case.given(*STORED, DEFECT, SENT_BACK, ANOTHER)
        made_anew.when(arrival.expect_card, third).then_refused(OtherCardError)

    def test_one_alone_does_not(self):
        asked = case.given(*STORED, DEFECT).when(defects.request_remake, officers=("B01", "B01"))
        asked.then_refused(FourEyesError)

    def test_a_sound_card_stays(self):
        asked = case.given(*STORED).when(defects.request_remake, officers=("B01", "B02"))
        asked.then_refused(WrongStageError)


class TestUndoingAScan:
    def test_while_nothing_else_happened(self):
        case.given(*ARRIVED).when(defects.undo_arrival).then(ArrivalUndone())
        undone = case.given(*ARRIVED, ArrivalUndone())
        assert undone.state.stage is Stage.EXPECTED
        undone.when(defects.undo_arrival).then_nothing()
        undone.when(arrival.scan_arrival).then(ARRIVED[-1])

    @pytest.mark.parametrize("history", [(*ARRIVED, DEFECT), SET_UP, STORED])
    def test_not_afterwards(self, history):
        case.given(*history).when(defects.undo_arrival).then_refused(WrongStageError)
