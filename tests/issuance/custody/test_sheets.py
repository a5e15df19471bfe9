"""A sheet with PINs: taken once, handed on by scan, destroyed by two when nobody needs it."""

from functools import partial
from uuid import UUID

import pytest

from issuance.custody import sheets
from issuance.custody.facts import SheetDestroyed, SheetFact, SheetMoved, SheetTaken
from issuance.custody.places import BACK_OFFICE, COUNTER, MISSING, PIN_DESK
from issuance.custody.refusals import SamePersonError
from issuance.custody.sheets import (
    Sheet,
    SheetNeededError,
    SheetNotReceivedError,
    SheetUsedError,
    evolve,
)
from issuance.errors import NotFoundError
from issuance.pins.sheets import numbered
from tests.support.given import Specification

sheet: Specification[Sheet, SheetFact] = Specification(Sheet(), evolve)
NUMBER, CASE, TWO = numbered(7), UUID(int=1), ("B01", "B02")
TAKEN = SheetTaken(sheet_number=NUMBER, case_id=CASE, place=COUNTER)
RECEIVED = SheetMoved(from_place=COUNTER, to_place=BACK_OFFICE)
OPENED = SheetMoved(from_place=BACK_OFFICE, to_place=PIN_DESK)
GONE = SheetDestroyed(witnesses=TWO)


def test_a_number_is_taken_once_for_ever():
    asked = partial(sheets.take, number=NUMBER, case_id=CASE)
    sheet.given().when(asked).then(TAKEN)
    sheet.given(TAKEN).when(asked).then_refused(SheetUsedError)
    sheet.given(TAKEN, GONE).when(asked).then_refused(SheetUsedError)


def test_it_is_handed_on_by_scan():
    sheet.given(TAKEN).when(sheets.hand_on, to_place=BACK_OFFICE).then(RECEIVED)
    sheet.given(TAKEN, RECEIVED).when(sheets.hand_on, to_place=BACK_OFFICE).then_nothing()


@pytest.mark.parametrize("history", [(), (TAKEN, GONE)])
def test_one_that_is_not_here_is_not_handed_on(history):
    sheet.given(*history).when(sheets.hand_on, to_place=BACK_OFFICE).then_refused(NotFoundError)


def test_it_is_opened_only_after_the_back_office_has_it():
    sheet.given(TAKEN).when(sheets.open_at_desk).then_refused(SheetNotReceivedError)
    sheet.given(TAKEN, RECEIVED).when(sheets.open_at_desk).then(OPENED)
    sheet.given(TAKEN, RECEIVED, OPENED).when(sheets.open_at_desk).then_nothing()


def test_a_lost_one_is_found_by_a_scan():
    lost = SheetMoved(from_place=COUNTER, to_place=MISSING)
    sheet.given(TAKEN).when(sheets.lose).then(lost)
    found = SheetMoved(from_place=MISSING, to_place=BACK_OFFICE)
    sheet.given(TAKEN, lost).when(sheets.hand_on, to_place=BACK_OFFICE).then(found)


def test_two_people_destroy_it_when_nobody_needs_it():
    asked = partial(sheets.destroy, witnesses=TWO, needed=False)
    sheet.given(TAKEN).when(asked).then(GONE)
    sheet.given(TAKEN, GONE).when(asked).then_nothing()
    sheet.given().when(asked).then_refused(NotFoundError)
    alone = partial(sheets.destroy, witnesses=("B01", "B01"), needed=False)
    sheet.given(TAKEN).when(alone).then_refused(SamePersonError)
    needed = partial(sheets.destroy, witnesses=TWO, needed=True)
    sheet.given(TAKEN).when(needed).then_refused(SheetNeededError)
