"""到着箱: opened by two, scanned card by card, closed when the count is right."""

import pytest

from issuance.custody import boxes
from issuance.custody.boxes import (
    Box,
    BoxMismatchError,
    BoxNotOpenError,
    BoxOpenedError,
    NotInBoxError,
    SamePersonError,
    UnknownBoxError,
)
from issuance.custody.facts import BoxAnnounced, BoxClosed, BoxFact, BoxOpened, CardScanned
from tests.support.given import Specification

box: Specification[Box, BoxFact] = Specification(Box(), boxes.evolve)

ANNOUNCED = BoxAnnounced(box="B-0001", card_serials=("1", "2"))
OPENED = BoxOpened(officers=("B01", "B02"))
ONE, TWO = CardScanned(card_serial="1"), CardScanned(card_serial="2")
CLOSED = BoxClosed(count=2)
OPEN = (ANNOUNCED, OPENED)
EMPTY = (*OPEN, ONE, TWO)


class TestAnnouncing:
    """A delivery list names cards for the box."""

    def test_a_new_box_is_noted(self):
        box.given().when(boxes.announce, name="B-0001", card_serials=("1", "2")).then(ANNOUNCED)

    def test_a_list_that_comes_again_adds_nothing(self):
        for history in ((ANNOUNCED,), OPEN, (*EMPTY, CLOSED)):
            asked = box.given(*history)
            asked.when(boxes.announce, name="B-0001", card_serials=("2",)).then_nothing()

    def test_a_second_list_adds_only_what_is_new(self):
        asked = box.given(ANNOUNCED)
        asked.when(boxes.announce, name="B-0001", card_serials=("2", "3")).then(
            BoxAnnounced(box="B-0001", card_serials=("3",))
        )

    def test_nothing_is_added_to_an_open_box(self):
        asked = box.given(*OPEN).when(boxes.announce, name="B-0001", card_serials=("3",))
        asked.then_refused(BoxOpenedError)


class TestOpening:
    def test_two_people_open_it(self):
        box.given(ANNOUNCED).when(boxes.open_box, officers=("B01", "B02")).then(OPENED)

    def test_one_alone_does_not(self):
        asked = box.given(ANNOUNCED).when(boxes.open_box, officers=("B01", "B01"))
        asked.then_refused(SamePersonError)

    def test_a_box_that_no_list_names_stays_closed(self):
        asked = box.given().when(boxes.open_box, officers=("B01", "B02"))
        asked.then_refused(UnknownBoxError)

    def test_it_is_opened_once(self):
        box.given(*OPEN).when(boxes.open_box, officers=("B03", "B04")).then_nothing()


class TestScanning:
    def test_a_card_of_the_list(self):
        box.given(*OPEN).when(boxes.scan, card_serial="1").then(ONE)

    def test_the_same_card_again_adds_nothing(self):
        box.given(*OPEN, ONE).when(boxes.scan, card_serial="1").then_nothing()

    def test_a_card_that_is_not_on_the_list_is_put_aside(self):
        box.given(*OPEN).when(boxes.scan, card_serial="9").then_refused(NotInBoxError)

    @pytest.mark.parametrize("history", [(), (ANNOUNCED,), (*EMPTY, CLOSED)])
    def test_only_out_of_an_open_box(self, history):
        box.given(*history).when(boxes.scan, card_serial="1").then_refused(BoxNotOpenError)


class TestClosing:
    def test_when_every_card_was_scanned(self):
        box.given(*EMPTY).when(boxes.close).then(CLOSED)

    def test_cards_that_were_not_scanned_are_named(self):
        with pytest.raises(BoxMismatchError) as refusal:
            boxes.close(box.given(*OPEN, ONE).state)
        assert refusal.value.card_serials == ("2",)

    def test_a_box_that_was_never_opened_cannot_be_closed(self):
        box.given(ANNOUNCED).when(boxes.close).then_refused(BoxNotOpenError)

    def test_the_second_time_adds_nothing(self):
        box.given(*EMPTY, CLOSED).when(boxes.close).then_nothing()
