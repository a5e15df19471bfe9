"""Until when an offer stands: two hours by day, and nobody has to answer at night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from booking_web.timetable.facts import Days, Wished
from booking_web.timetable.offers import offer_until
from booking_web.timetable.policy import Policy
from booking_web.timetable.waiting_list import could_meet, within
from issuance.calendar import office_time
from tests.booking_web.timetable.samples import VENUE, notice_of

DAY = date(2026, 11, 24)
NEVER = datetime(2027, 1, 1, tzinfo=UTC)
POLICY = Policy()


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    return office_time(DAY + timedelta(days=day), hour, minute)


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        (at(8), at(10)),
        (at(12, 30), at(14, 30)),
        (at(18, 59), at(20, 59)),
        (at(19), at(10, day=1)),
        (at(20, 59), at(10, day=1)),
        (at(21), at(10, day=1)),
        (at(23, 59), at(10, day=1)),
        (at(0), at(10)),
        (at(7, 59), at(10)),
    ],
)
def test_where_there_is_time_enough(made, ends):
    assert offer_until(made, closes_at=NEVER, policy=POLICY) == ends


@pytest.mark.parametrize(
    ("made", "closes", "ends"),
    [
        (at(12), at(13), at(13)),
        (at(12), at(12, 30), at(12, 30)),
        (at(12), at(12, 29), None),
        (at(22), at(10, day=1), at(10, day=1)),
        (at(22), at(9, 59, day=1), None),
        (at(7), at(9), None),
    ],
)
def test_where_booking_closes_early(made, closes, ends):
    assert offer_until(made, closes_at=closes, policy=POLICY) == ends


def wished(**more) -> Wished:
    return Wished(**{"first_on": DAY, "last_on": DAY + timedelta(days=6), **more})


@pytest.mark.parametrize(
    ("wish", "starts_at", "is_so"),
    [
        ({}, at(9), True),
        ({}, at(9, day=6), True),
        ({}, at(9, day=7), False),
        ({}, at(0) - timedelta(minutes=1), False),
        ({"venue_ids": (VENUE,)}, at(9), True),
        ({"venue_ids": (notice_of("elsewhere"),)}, at(9), False),
        ({"from_hour": 13}, at(12, 50), False),
        ({"from_hour": 13}, at(13), True),
        ({"until_hour": 11}, at(11, 50), True),
        ({"until_hour": 11}, at(12), False),
        ({"days": Days.DAYS_OFF}, at(9), False),
        ({"days": Days.DAYS_OFF}, at(9, day=4), True),  # a Saturday
        ({"days": Days.BUSINESS_DAYS}, at(9, day=4), False),
    ],
)
def test_what_is_wished_for(wish, starts_at, is_so):
    assert within(wished(**wish), venue_id=VENUE, starts_at=starts_at) is is_so


def test_wishes_that_could_meet():
    assert could_meet(wished(), wished(venue_ids=(VENUE,)))
    assert could_meet(wished(days=Days.ANY), wished(days=Days.DAYS_OFF))
    assert not could_meet(wished(days=Days.BUSINESS_DAYS), wished(days=Days.DAYS_OFF))
    assert not could_meet(wished(from_hour=13), wished(until_hour=11))
    assert not could_meet(wished(last_on=DAY), wished(first_on=DAY + timedelta(days=1)))
