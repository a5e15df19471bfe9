"""予約枠: places are offered, held, kept, taken and freed, and never more than there are."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from booking_web.refusals import (
    HoldExpiredError,
    SlotChangedError,
    SlotClosedError,
    SlotFullError,
    SlotUnknownError,
)
from booking_web.timetable.facts import (
    FreedBecause,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
)
from booking_web.timetable.slot_rules import (
    extend_hold,
    free_places,
    hold_places,
    keep_places,
    offer_places,
    require_open,
    take_places,
)
from booking_web.timetable.slots import Slot, evolve_slot
from tests.booking_web.timetable.samples import (
    FIRST,
    HANAKO,
    HELD_UNTIL,
    JIRO,
    MORNING_AT,
    NOW,
    OFFERED,
    PLACE_HELD,
    SABURO,
    TARO,
    VENUE,
)
from tests.support.given import Specification

slot: Specification[Slot, SlotFact] = Specification(Slot(), evolve_slot)
OTHER = uuid4()
TWO_TAKEN = PlacesTaken(party_id=OTHER, count=2)
THREE_TAKEN = PlacesTaken(party_id=OTHER, count=3, members=(HANAKO, JIRO, SABURO))
KEPT = PlacesKept(party_id=FIRST, count=1)
OFFER: dict[str, Any] = {"venue_id": VENUE, "starts_at": MORNING_AT, "minutes": 10}


def test_offering_opens_it():
    slot.given().when(offer_places, **OFFER, places=3).then(OFFERED)


def test_offering_other_places_sets_the_total():
    slot.given(OFFERED).when(offer_places, **OFFER, places=5).then(PlacesOffered(places=5))


def test_offering_the_same_places_adds_nothing():
    slot.given(OFFERED).when(offer_places, **OFFER, places=3).then_nothing()


def test_offering_fewer_places_stops_at_what_is_taken():
    history = slot.given(OFFERED, TWO_TAKEN)
    history.when(offer_places, **OFFER, places=0).then(PlacesOffered(places=2))


def test_offering_another_length_is_refused():
    longer = OFFER | {"minutes": 20}
    slot.given(OFFERED).when(offer_places, **longer, places=3).then_refused(SlotChangedError)


def test_it_is_open_until_the_cut_off():
    cut_off = timedelta(hours=2)
    opened = slot.given(OFFERED).state
    assert require_open(opened, at=MORNING_AT - cut_off, cut_off=cut_off).minutes == 10


def test_it_is_closed_after_the_cut_off():
    late: dict[str, Any] = {
        "at": MORNING_AT - timedelta(minutes=119),
        "cut_off": timedelta(hours=2),
    }
    slot.given(OFFERED).when(_opened, **late).then_refused(SlotClosedError)


def test_it_is_unknown_while_nothing_is_offered():
    slot.given().when(_opened, at=NOW, cut_off=timedelta()).then_refused(SlotUnknownError)


def _opened(state: Slot, *, at: datetime, cut_off: timedelta) -> list[SlotFact]:
    require_open(state, at=at, cut_off=cut_off)
    return []


HOLD_ME: dict[str, Any] = {"party_id": FIRST, "members": (TARO,), "count": 1, "until": HELD_UNTIL}


def test_holding_takes_free_places():
    slot.given(OFFERED, TWO_TAKEN).when(hold_places, **HOLD_ME).then(PLACE_HELD)


def test_holding_is_refused_when_too_few_are_left():
    family = HOLD_ME | {"members": (TARO, HANAKO), "count": 2}
    slot.given(OFFERED, TWO_TAKEN).when(hold_places, **family).then_refused(SlotFullError)


def test_holding_again_adds_nothing():
    slot.given(OFFERED, PLACE_HELD, TWO_TAKEN).when(hold_places, **HOLD_ME).then_nothing()


def test_a_hold_counts_against_others():
    history = slot.given(OFFERED, PLACE_HELD)
    history.when(take_places, party_id=OTHER, members=(HANAKO, JIRO, SABURO), count=3).then_refused(
        SlotFullError
    )


def test_a_hold_over_time_is_free_to_look_at_but_not_to_take_before_it_is_noted():
    history = slot.given(OFFERED, PLACE_HELD)
    assert history.state.free(HELD_UNTIL) == 3
    history.when(take_places, party_id=OTHER, members=(HANAKO, JIRO, SABURO), count=3).then_refused(
        SlotFullError
    )


def test_holding_longer_keeps_the_same_places():
    later = HELD_UNTIL + timedelta(minutes=10)
    history = slot.given(OFFERED, PLACE_HELD)
    extended = PlacesHeld(party_id=FIRST, members=(TARO,), count=1, until=later)
    history.when(extend_hold, party_id=FIRST, at=NOW, until=later).then(extended)
    assert evolve_slot(history.state, extended).taken == 1


def test_holding_longer_is_refused_when_time_is_over():
    history = slot.given(OFFERED, PLACE_HELD)
    asked = history.when(extend_hold, party_id=FIRST, at=HELD_UNTIL, until=HELD_UNTIL)
    asked.then_refused(HoldExpiredError)


def test_keeping_turns_the_hold_into_the_booking():
    slot.given(OFFERED, PLACE_HELD).when(keep_places, party_id=FIRST, at=NOW).then(KEPT)


def test_a_kept_place_is_counted_once():
    assert slot.given(OFFERED, PLACE_HELD, KEPT).state.taken == 1


def test_keeping_is_refused_when_time_is_over_or_nothing_was_held():
    for history in (slot.given(OFFERED, PLACE_HELD), slot.given(OFFERED)):
        refused = history.when(keep_places, party_id=FIRST, at=HELD_UNTIL)
        refused.then_refused(HoldExpiredError)


def test_taking_books_at_once():
    history = slot.given(OFFERED)
    history.when(take_places, party_id=OTHER, members=(HANAKO, JIRO, SABURO), count=3).then(
        THREE_TAKEN
    )


def test_a_party_that_takes_more_has_them_all():
    one = PlacesTaken(party_id=OTHER, count=1)
    assert slot.given(OFFERED, one, one).state.taken == 2


def test_taking_is_refused_when_full():
    history = slot.given(OFFERED, THREE_TAKEN)
    history.when(take_places, party_id=FIRST, members=(TARO,), count=1).then_refused(SlotFullError)


def test_freeing_gives_back_what_was_taken():
    freed = PlacesFreed(party_id=OTHER, count=2, reason=FreedBecause.CANCELLED)
    history = slot.given(OFFERED, THREE_TAKEN)
    history.when(free_places, party_id=OTHER, count=2, reason=FreedBecause.CANCELLED).then(freed)
    assert evolve_slot(history.state, freed).taken == 1


def test_freeing_part_of_a_hold_leaves_the_rest_held():
    family = replace(PLACE_HELD, members=(TARO, HANAKO, JIRO), count=3)
    one = PlacesFreed(party_id=FIRST, count=1, reason=FreedBecause.NOTICE_WITHDRAWN)
    left = slot.given(OFFERED, family, one).state
    assert (left.taken, left.held[FIRST].count) == (2, 2)


def test_freeing_what_nobody_has_adds_nothing():
    history = slot.given(OFFERED)
    history.when(free_places, party_id=OTHER, count=1, reason=FreedBecause.MOVED).then_nothing()
