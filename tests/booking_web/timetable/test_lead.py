"""How soon somebody can come: in two business days, or today if the card lies ready."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking_web.refusals import TooSoonError
from booking_web.timetable.commands import Book, Confirm, Hold, Move
from booking_web.timetable.decisions import decide
from booking_web.timetable.facts import NoticeReleased, slot_id_of
from booking_web.timetable.notices import Notice, evolve_notice
from booking_web.timetable.outcomes import Done
from booking_web.timetable.policy import Policy
from booking_web.timetable.releases import release
from issuance.calendar import office_date
from tests.booking_web.timetable.samples import (
    DEADLINE,
    HANAKO,
    NOW,
    TARO,
    VENUE,
    Ward,
)
from tests.support.given import Specification

POLICY = Policy(min_lead_days=2)
TODAY_AT, TOMORROW_AT = NOW + timedelta(hours=4), NOW + timedelta(days=1)
FRIDAY_AT, MONDAY_AT = NOW + timedelta(days=3), NOW + timedelta(days=6)
TODAY, TOMORROW, FRIDAY, MONDAY = (
    slot_id_of(VENUE, each) for each in (TODAY_AT, TOMORROW_AT, FRIDAY_AT, MONDAY_AT)
)
notice = Specification(Notice(), evolve_notice)


def ready(ward: Ward, *people) -> Ward:
    """The office says that these cards lie on their shelf."""
    for each in people:
        known = ward.books.notice(each)
        said = release(known, round=1, pickup_deadline=DEADLINE, same_day=True)
        ward.write([(each, fact) for fact in said])
    return ward


@pytest.fixture
def ward() -> Ward:
    return Ward.with_slots(3, TODAY_AT, TOMORROW_AT, FRIDAY_AT, MONDAY_AT)


def do(ward: Ward, command, at=NOW, policy: Policy = POLICY):
    decided = decide(ward.books, command, at=at, policy=policy)
    ward.write(decided.entries, at)
    return decided.outcome


@pytest.mark.parametrize("make", [Book, Hold])
@pytest.mark.parametrize("slot_id", [TODAY, TOMORROW])
def test_sooner_is_refused(ward, make, slot_id):
    with pytest.raises(TooSoonError):
        do(ward, make(notice_ids=(TARO,), slot_id=slot_id))


def test_two_business_days_later_is_not(ward):
    thursday = Ward.with_slots(3, NOW + timedelta(days=2))
    slot_id = slot_id_of(VENUE, NOW + timedelta(days=2))
    assert do(thursday, Book(notice_ids=(TARO,), slot_id=slot_id)).done is Done.CONFIRMED
    on_friday = NOW + timedelta(days=3)
    with pytest.raises(TooSoonError):  # the weekend does not count
        do(ward, Book(notice_ids=(TARO,), slot_id=MONDAY), at=on_friday)


def test_a_card_that_lies_ready_can_be_fetched_today(ward):
    ready(ward, TARO)
    assert do(ward, Book(notice_ids=(TARO,), slot_id=TODAY)).done is Done.CONFIRMED


def test_a_family_comes_today_only_if_every_card_lies_ready(ward):
    ready(ward, TARO)
    both = Book(notice_ids=(TARO, HANAKO), slot_id=TODAY)
    with pytest.raises(TooSoonError):
        do(ward, both)
    assert do(ready(ward, HANAKO), both).party_size == 2


def test_the_office_can_switch_it_off(ward):
    with pytest.raises(TooSoonError):
        do(
            ready(ward, TARO),
            Book(notice_ids=(TARO,), slot_id=TODAY),
            policy=replace(POLICY, same_day=False),
        )
    off = replace(POLICY, min_lead_days=0)
    assert do(ward, Book(notice_ids=(HANAKO,), slot_id=TODAY), policy=off).done is Done.CONFIRMED


def test_moving_sooner_is_refused_and_a_hold_is_not_lost_at_midnight(ward):
    do(ward, Book(notice_ids=(TARO,), slot_id=FRIDAY))
    with pytest.raises(TooSoonError):
        do(ward, Move(notice_id=TARO, slot_id=TOMORROW))
    late = NOW + timedelta(hours=13, minutes=55)  # five to midnight, a day later it is too soon
    slot_id = slot_id_of(VENUE, FRIDAY_AT - timedelta(days=1))
    ward.offer(FRIDAY_AT - timedelta(days=1), 3)
    do(ward, Hold(notice_ids=(HANAKO,), slot_id=slot_id), at=late)
    midnight = late + timedelta(minutes=6)
    assert office_date(midnight) > office_date(late)
    assert do(ward, Confirm(notice_id=HANAKO), at=midnight).done is Done.CONFIRMED


def test_release_says_when_a_card_is_ready_and_when_no_more():
    said = NoticeReleased(round=1, pickup_deadline=DEADLINE, same_day=True)
    known = notice.given(said)
    known.when(release, round=1, pickup_deadline=DEADLINE, same_day=True).then_nothing()
    known.when(release, round=1, pickup_deadline=DEADLINE, same_day=False).then(
        NoticeReleased(round=1, pickup_deadline=DEADLINE)
    )
