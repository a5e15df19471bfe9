"""受入枠: what a venue offers, in the office's own hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.calendar import office_date, office_time
from issuance.capacity import venues
from issuance.capacity.venues import (
    DayPlan,
    OfferedSlot,
    OfferError,
    PlacesOffered,
    Venue,
    VenueAnnounced,
    VenueFact,
    venue_id_of,
)
from tests.support.given import Specification

venue: Specification[Venue, VenueFact] = Specification(Venue(), venues.evolve)

DAY, TODAY = date(2026, 11, 24), date(2026, 11, 22)
ANNOUNCED = VenueAnnounced(
    code="tower",
    name_ja="タワーホール",
    name_en="Tower Hall",
    address_ja="船堀４丁目",
    address_en="4 Funabori",
    phone="03-0000-0000",
)
MORNING = DayPlan(day=DAY, opens=time(8, 30), closes=time(9), minutes=15, places=6)
OFFERED = PlacesOffered(
    day=DAY,
    slots=(
        OfferedSlot(starts_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC), minutes=15, places=6),
        OfferedSlot(starts_at=datetime(2026, 11, 23, 23, 45, tzinfo=UTC), minutes=15, places=6),
    ),
)


def test_a_venue_keeps_its_id():
    assert isinstance(venue_id_of("tower"), UUID)
    assert venue_id_of("tower") == venue_id_of("tower") != venue_id_of("hall")


class TestAnnouncing:
    def test_is_noted(self):
        venue.given().when(venues.announce, ANNOUNCED).then(ANNOUNCED)

    def test_adds_nothing_the_second_time(self):
        venue.given(ANNOUNCED).when(venues.announce, ANNOUNCED).then_nothing()

    def test_a_correction_is_noted(self):
        corrected = replace(ANNOUNCED, phone="03-0000-0001")
        venue.given(ANNOUNCED).when(venues.announce, corrected).then(corrected)


class TestOfferingADay:
    def test_is_noted_in_slots(self):
        venue.given(ANNOUNCED).when(venues.offer_day, MORNING, today=TODAY).then(OFFERED)

    def test_adds_nothing_the_second_time(self):
        asked = venue.given(ANNOUNCED, OFFERED).when(venues.offer_day, MORNING, today=TODAY)
        asked.then_nothing()

    def test_more_places_are_a_new_offer(self):
        more = replace(MORNING, places=8)
        slots = tuple(replace(slot, places=8) for slot in OFFERED.slots)
        asked = venue.given(ANNOUNCED, OFFERED).when(venues.offer_day, more, today=TODAY)
        asked.then(PlacesOffered(day=DAY, slots=slots))

    def test_today_can_still_be_offered(self):
        venue.given(ANNOUNCED).when(venues.offer_day, MORNING, today=DAY).then(OFFERED)

    @pytest.mark.parametrize(
        "plan",
        [
            pytest.param(replace(MORNING, day=TODAY - timedelta(days=1)), id="past"),
            pytest.param(replace(MORNING, closes=time(8, 30)), id="no time"),
            pytest.param(replace(MORNING, closes=time(8)), id="reversed"),
            pytest.param(replace(MORNING, closes=time(8, 44)), id="less than one slot"),
            pytest.param(replace(MORNING, places=0), id="no place"),
            pytest.param(replace(MORNING, minutes=0), id="no minutes"),
            pytest.param(replace(MORNING, minutes=-15), id="negative minutes"),
        ],
    )
    def test_is_refused_where_nobody_could_come(self, plan):
        venue.given(ANNOUNCED).when(venues.offer_day, plan, today=TODAY).then_refused(OfferError)

    def test_is_refused_for_a_venue_nobody_knows(self):
        venue.given().when(venues.offer_day, MORNING, today=TODAY).then_refused(OfferError)


HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(HOURS, HOURS, st.integers(1, 120), st.integers(1, 50))
def test_every_slot_lies_within_the_days_hours(opens, closes, minutes, places):
    plan = DayPlan(day=DAY, opens=opens, closes=closes, minutes=minutes, places=places)
    try:
        (offered,) = venues.offer_day(venue.given(ANNOUNCED).state, plan, today=TODAY)
    except OfferError:
        return
    length = timedelta(minutes=minutes)
    starts = [slot.starts_at for slot in offered.slots]
    assert all(later - earlier == length for earlier, later in pairwise(starts))
    assert starts[0] == office_time(DAY, opens.hour, opens.minute)
    assert starts[-1] + length <= office_time(DAY, closes.hour, closes.minute)
    assert {office_date(start) for start in starts} == {DAY}


class TestOfferingADayAgain:
    """Booking refuses a slot that changes its length, and with it the whole batch."""

    def test_another_length_is_refused(self):
        longer = replace(MORNING, minutes=10)
        asked = venue.given(ANNOUNCED, OFFERED).when(venues.offer_day, longer, today=TODAY)
        asked.then_refused(OfferError)

    def test_an_offer_in_between_does_not_hide_the_first(self):
        noon = PlacesOffered(
            day=DAY,
            slots=(
                OfferedSlot(starts_at=datetime(2026, 11, 24, 3, tzinfo=UTC), minutes=15, places=6),
            ),
        )
        asked = venue.given(ANNOUNCED, OFFERED, noon)
        longer = replace(MORNING, minutes=10)
        asked.when(venues.offer_day, longer, today=TODAY).then_refused(OfferError)
        asked.when(venues.offer_day, MORNING, today=TODAY).then_nothing()
