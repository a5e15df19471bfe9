"""場所の一覧: a ward's own shelves, their positions, and what a scanned label means."""

import pytest

from issuance.custody import place_list
from issuance.custody.place_list import PlaceAdded, PlaceFact, PlaceKind, PlaceList, PlaceRetired
from issuance.custody.places import QUARANTINE, quarantine, shelf
from issuance.custody.refusals import PlaceCodeError, PlaceInUseError, PlaceUnknownError
from tests.support.given import Specification

places: Specification[PlaceList, PlaceFact] = Specification(PlaceList(), place_list.evolve)

SHELF = PlaceAdded(code="A-03", kind=PlaceKind.SHELF, positions=20)
CAGE = PlaceAdded(code="Q-1", kind=PlaceKind.QUARANTINE, positions=0)


def add(history, code="A-03", kind=PlaceKind.SHELF, positions=20):
    return places.given(*history).when(place_list.add, code=code, kind=kind, positions=positions)


class TestAdding:
    def test_a_shelf(self):
        add(()).then(SHELF)

    def test_the_same_again_adds_nothing_and_other_positions_replace_them(self):
        add((SHELF,)).then_nothing()
        add((SHELF,), positions=30).then(
            PlaceAdded(code="A-03", kind=PlaceKind.SHELF, positions=30)
        )

    @pytest.mark.parametrize("code", ["", "A 03", "a-03", "A/3", "A--3", "X" * 21, "QUARANTINE"])
    def test_codes_that_a_barcode_or_a_word_could_not_be_told_from(self, code):
        add((), code=code).then_refused(PlaceCodeError)

    def test_no_place_changes_what_it_is_for(self):
        add((SHELF,), kind=PlaceKind.QUARANTINE).then_refused(PlaceCodeError)

    def test_positions_have_bounds(self):
        for positions in (-1, place_list.MOST_POSITIONS + 1):
            add((), positions=positions).then_refused(PlaceCodeError)


class TestRetiring:
    def test_an_empty_place(self):
        retired = PlaceRetired(code="A-03")
        places.given(SHELF).when(place_list.retire, code="A-03", lying=0).then(retired)
        gone = places.given(SHELF, retired)
        gone.when(place_list.retire, code="A-03", lying=0).then_nothing()

    def test_not_while_cards_lie_there(self):
        asked = places.given(SHELF).when(place_list.retire, code="A-03", lying=1)
        asked.then_refused(PlaceInUseError)


class TestWhatALabelMeans:
    @pytest.mark.parametrize(
        ("label", "place"),
        [
            ("A-03", shelf("A-03")),
            ("A-03/7", shelf("A-03/7")),
            ("A-03/07", shelf("A-03/7")),
            ("Q-1", quarantine("Q-1")),
            ("QUARANTINE", QUARANTINE),
        ],
    )
    def test_of_a_place_on_the_list(self, label, place):
        assert place_list.place_of(places.given(SHELF, CAGE).state, label) == place

    @pytest.mark.parametrize(
        "label",
        ["B-01", "A-03/0", "A-03/21", "A-03/x", "A-03/", "Q-1/1", "MISSING", "POST-TRAY", ""],
    )
    def test_of_none(self, label):
        with pytest.raises(PlaceUnknownError):
            place_list.place_of(places.given(SHELF, CAGE).state, label)

    def test_an_office_without_a_list_takes_any_shelf(self):
        assert place_list.place_of(places.given().state, "B-01") == shelf("B-01")
        assert place_list.place_of(places.given(CAGE).state, "B-01") == shelf("B-01")
        with pytest.raises(PlaceUnknownError):
            place_list.place_of(places.given().state, "B-01/3")
