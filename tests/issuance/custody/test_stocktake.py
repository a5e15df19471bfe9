"""棚卸し: whatever lies where, afterwards the record says so, and what is missing is named."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from issuance.custody import stocktake
from issuance.custody.refusals import SamePersonError
from issuance.custody.stocktake import (
    CardCounted,
    Counted,
    CountUndone,
    NotDifferentError,
    PlaceCount,
    PlaceNotCountedError,
    Stocktake,
    StocktakeClosed,
    StocktakeClosedError,
    StocktakeCorrected,
    StocktakeFact,
    StocktakeOpened,
    StocktakeOpenError,
)
from tests.support.given import Specification

count: Specification[Stocktake, StocktakeFact] = Specification(Stocktake(), stocktake.evolve)

A, B, Q = "shelf:A-1", "shelf:B-1", "quarantine"
OPENED = StocktakeOpened(places=(A,))
OFFICERS = ("B01", "B02")


def counted(serial, found, recorded_place=A, place=A):
    return CardCounted(place=place, card_serial=serial, found=found, recorded_place=recorded_place)


RIGHT = counted("1", Counted.RIGHT)
ELSEWHERE = counted("2", Counted.ELSEWHERE, B)
UNEXPECTED = counted("3", Counted.UNEXPECTED, "")
CLOSED = StocktakeClosed(counts=(), not_found=())


class TestCounting:
    @pytest.mark.parametrize(
        ("serial", "recorded", "fact"),
        [("1", A, RIGHT), ("2", B, ELSEWHERE), ("3", None, UNEXPECTED)],
    )
    def test_says_whether_the_card_lies_where_it_is_recorded(self, serial, recorded, fact):
        asked = count.given(OPENED).when(
            stocktake.count, card_serial=serial, place=A, recorded_place=recorded
        )
        asked.then(fact)

    def test_a_card_counts_once(self):
        asked = count.given(OPENED, RIGHT).when(
            stocktake.count, card_serial="1", place=A, recorded_place=A
        )
        asked.then_nothing()

    def test_a_slip_is_undone_and_counted_again(self):
        undone = CountUndone(card_serial="1")
        count.given(OPENED, RIGHT).when(stocktake.undo_count, card_serial="1").then(undone)
        again = count.given(OPENED, RIGHT, undone)
        again.when(stocktake.count, card_serial="1", place=A, recorded_place=A).then(RIGHT)

    def test_only_its_places_with_their_positions(self):
        asked = count.given(OPENED)
        asked.when(stocktake.count, card_serial="1", place=B, recorded_place=B).then_refused(
            PlaceNotCountedError
        )
        position = f"{A}/3"
        asked.when(stocktake.count, card_serial="1", place=position, recorded_place=position).then(
            counted("1", Counted.RIGHT, position, position)
        )

    def test_a_shelf_counted_as_a_whole_counts_its_positions(self):
        asked = count.given(OPENED).when(
            stocktake.count, card_serial="1", place=A, recorded_place=f"{A}/3"
        )
        asked.then(counted("1", Counted.RIGHT, f"{A}/3"))

    @pytest.mark.parametrize("history", [(), (OPENED, CLOSED)])
    def test_only_while_it_is_open(self, history):
        asked = count.given(*history).when(
            stocktake.count, card_serial="1", place=A, recorded_place=A
        )
        asked.then_refused(StocktakeClosedError)


class TestClosing:
    def test_reports_differences_by_place_and_card(self):
        asked = count.given(OPENED, RIGHT, ELSEWHERE, UNEXPECTED)
        asked.when(stocktake.close, recorded={"1": A, "4": A, "5": B}).then(
            StocktakeClosed(counts=(PlaceCount(place=A, counted=3, recorded=2),), not_found=("4",))
        )

    def test_twice_adds_nothing(self):
        count.given(OPENED, CLOSED).when(stocktake.close, recorded={"1": A}).then_nothing()


class TestCorrecting:
    def test_two_people_let_the_record_follow(self):
        history = (OPENED, RIGHT, ELSEWHERE, UNEXPECTED, CLOSED)
        corrected = StocktakeCorrected(card_serials=("2", "3"), officers=OFFICERS)
        count.given(*history).when(stocktake.correct, officers=OFFICERS).then(corrected)
        done = count.given(*history, corrected)
        done.when(stocktake.correct, officers=OFFICERS).then_refused(NotDifferentError)

    def test_not_before_the_end_and_not_alone(self):
        opened = count.given(OPENED, ELSEWHERE)
        opened.when(stocktake.correct, officers=OFFICERS).then_refused(StocktakeOpenError)
        closed = count.given(OPENED, ELSEWHERE, CLOSED)
        closed.when(stocktake.correct, officers=("B01", "B01")).then_refused(SamePersonError)


LYING = st.dictionaries(
    st.sampled_from([str(n) for n in range(8)]), st.none() | st.sampled_from([A, B, Q])
)


@settings(max_examples=80, deadline=None)
@given(LYING, LYING)
def test_after_a_full_count_the_sum_by_place_is_what_was_counted(recorded, really):
    """Whatever the record said and wherever the cards lay (None: not in the office)."""
    recorded = {serial: place for serial, place in recorded.items() if place}
    really = {serial: place for serial, place in really.items() if place}
    state = stocktake.evolve(Stocktake(), StocktakeOpened(places=()))
    for serial, place in really.items():
        for fact in stocktake.count(
            state, card_serial=serial, place=place, recorded_place=recorded.get(serial)
        ):
            state = stocktake.evolve(state, fact)
    (closed,) = stocktake.close(state, recorded=recorded)
    assert set(closed.not_found) == recorded.keys() - really.keys()
    assert sum(each.counted for each in closed.counts) == len(really)
    assert sum(each.recorded for each in closed.counts) == len(recorded)
    state = stocktake.evolve(state, closed)
    after = {serial: place for serial, place in recorded.items() if serial in really}
    for each in state.to_correct:
        after[each.card_serial] = Q if each.found is Counted.UNEXPECTED else each.place
    unexpected = really.keys() - recorded.keys()
    assert after == {s: Q if s in unexpected else place for s, place in really.items()}
