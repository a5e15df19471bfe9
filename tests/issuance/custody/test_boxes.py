"""到着箱: opened by two, scanned card by card, closed when the count is right."""

import pytest

from issuance.custody import boxes
from issuance.custody.boxes import Box, Outcome
from issuance.custody.facts import BoxAnnounced, BoxClosed, BoxFact, BoxOpened, CardScanned
from issuance.custody.findings import (
    BoxDisposed,
    Finding,
    FindingNoted,
    FindingSettled,
    ScanUndone,
    Settlement,
)
from issuance.custody.refusals import (
    BoxMismatchError,
    BoxNotClosedError,
    BoxNotOpenError,
    BoxOpenedError,
    NothingToSettleError,
    NotInBoxError,
    NotScannedError,
    SamePersonError,
    UnknownBoxError,
)
from tests.support.given import Specification

box: Specification[Box, BoxFact] = Specification(Box(), boxes.evolve)

ANNOUNCED = BoxAnnounced(box="B-0001", card_serials=("1", "2"))
OPENED = BoxOpened(officers=("B01", "B02"))
ONE, TWO = CardScanned(card_serial="1"), CardScanned(card_serial="2")
CLOSED = BoxClosed(count=2)
UNLISTED = FindingNoted(card_serial="9", finding=Finding.UNLISTED, listed_in="")
OTHER_BOX = FindingNoted(card_serial="9", finding=Finding.OTHER_BOX, listed_in="B-0002")
NOT_FOUND = FindingNoted(card_serial="2", finding=Finding.NOT_FOUND, listed_in="B-0001")
TWO_OFFICERS = ("B01", "B02")
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

    @pytest.mark.parametrize(
        ("listed_in", "noted", "outcome"),
        [("", UNLISTED, Outcome.UNLISTED), ("B-0002", OTHER_BOX, Outcome.OTHER_BOX)],
    )
    def test_a_card_that_is_not_on_the_list_is_put_aside(self, listed_in, noted, outcome):
        opened = box.given(*OPEN)
        opened.when(boxes.scan, card_serial="9", listed_in=listed_in).then(noted)
        assert boxes.outcome_of(opened.state, card_serial="9", listed_in=listed_in) is outcome
        again = box.given(*OPEN, noted)
        again.when(boxes.scan, card_serial="9", listed_in=listed_in).then_nothing()

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


class TestUndoing:
    def test_the_card_is_back_in_the_box(self):
        box.given(*OPEN, ONE).when(boxes.undo_scan, card_serial="1").then(
            ScanUndone(card_serial="1")
        )
        back = box.given(*OPEN, ONE, ScanUndone(card_serial="1"))
        back.when(boxes.scan, card_serial="1").then(ONE)

    def test_what_was_not_scanned_is_not_undone(self):
        box.given(*OPEN).when(boxes.undo_scan, card_serial="1").then_refused(NotScannedError)

    def test_not_after_the_box_is_closed(self):
        asked = box.given(*EMPTY, CLOSED).when(boxes.undo_scan, card_serial="1")
        asked.then_refused(BoxNotOpenError)


class TestSettling:
    """What is not as listed keeps the box open until two people settle it."""

    def settle(self, history, serial, settlement, officers=TWO_OFFICERS):
        return box.given(*history).when(
            boxes.settle, card_serial=serial, settlement=settlement, officers=officers
        )

    def test_a_card_not_found_stays_a_difference_until_the_list_is_corrected(self):
        history = (*OPEN, ONE, NOT_FOUND)
        box.given(*OPEN, ONE).when(boxes.report_not_found, card_serial="2").then(NOT_FOUND)
        with pytest.raises(BoxMismatchError) as refusal:
            boxes.close(box.given(*history).state)
        assert refusal.value.card_serials == ("2",)
        settled = FindingSettled(
            card_serial="2", settlement=Settlement.LIST_CORRECTED, officers=TWO_OFFICERS
        )
        self.settle(history, "2", Settlement.LIST_CORRECTED).then(settled)
        box.given(*history, settled).when(boxes.close).then(BoxClosed(count=1))

    def test_a_card_not_found_that_turns_up_is_scanned(self):
        turned_up = box.given(*OPEN, ONE, NOT_FOUND, TWO)
        turned_up.when(boxes.close).then(CLOSED)

    @pytest.mark.parametrize("settlement", Settlement)
    def test_an_unlisted_card_keeps_the_box_open(self, settlement):
        history = (*EMPTY, UNLISTED)
        box.given(*history).when(boxes.close).then_refused(BoxMismatchError)
        settled = FindingSettled(card_serial="9", settlement=settlement, officers=TWO_OFFICERS)
        self.settle(history, "9", settlement).then(settled)
        box.given(*history, settled).when(boxes.close).then(CLOSED)

    def test_a_card_of_another_box_is_counted_there(self):
        box.given(*EMPTY, OTHER_BOX).when(boxes.close).then(CLOSED)
        self.settle((*EMPTY, OTHER_BOX), "9", Settlement.SENT_BACK).then_refused(
            NothingToSettleError
        )

    def test_a_missing_card_cannot_be_sent_back(self):
        self.settle((*OPEN, NOT_FOUND), "2", Settlement.SENT_BACK).then_refused(
            NothingToSettleError
        )

    def test_one_alone_settles_nothing(self):
        same = ("B01", "B01")
        self.settle((*OPEN, NOT_FOUND), "2", Settlement.LIST_CORRECTED, same).then_refused(
            SamePersonError
        )

    def test_only_listed_cards_that_were_not_scanned_can_be_not_found(self):
        for serial in ("1", "9"):
            asked = box.given(*OPEN, ONE).when(boxes.report_not_found, card_serial=serial)
            asked.then_refused(NotInBoxError)


class TestDisposing:
    """The losses of Aso and Kisarazu: boxes thrown away with a card in them."""

    def test_two_people_throw_a_closed_box_away(self):
        disposed = BoxDisposed(officers=TWO_OFFICERS)
        box.given(*EMPTY, CLOSED).when(boxes.dispose, officers=TWO_OFFICERS).then(disposed)
        again = box.given(*EMPTY, CLOSED, disposed)
        again.when(boxes.dispose, officers=TWO_OFFICERS).then_nothing()

    @pytest.mark.parametrize("history", [(ANNOUNCED,), OPEN, EMPTY, (*OPEN, ONE, NOT_FOUND)])
    def test_never_before_it_is_closed(self, history):
        asked = box.given(*history).when(boxes.dispose, officers=TWO_OFFICERS)
        asked.then_refused(BoxNotClosedError)

    def test_never_alone(self):
        asked = box.given(*EMPTY, CLOSED).when(boxes.dispose, officers=("B01", "B01"))
        asked.then_refused(SamePersonError)
