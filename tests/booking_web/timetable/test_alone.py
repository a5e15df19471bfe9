"""Who books alone is told the same, and makes the same facts, as by the way of all parties."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import hypothesis.strategies as st
from hypothesis import given
from msgspec.structs import replace

from booking_web.refusals import BookingRefusal
from booking_web.timetable.alone import book_alone
from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.commands import Book
from booking_web.timetable.decided import Decided
from booking_web.timetable.decisions import decide_together
from booking_web.timetable.facts import Channel, Wished, WithdrawnBecause
from booking_web.timetable.notices import Notice, evolve_notice
from booking_web.timetable.openings import Opening
from booking_web.timetable.policy import Policy
from booking_web.timetable.slots import Offer, Slot, evolve_slot
from booking_web.timetable.waiting_list import NOBODY, Household, WaitingList
from issuance.calendar.opening import OpenSlot
from issuance.calendar.opening_rules import Service
from tests.booking_web.timetable.samples import (
    CONFIRMED,
    DEADLINE,
    HANAKO,
    MORNING,
    MORNING_AT,
    NOW,
    PLACE_HELD,
    TARO,
    VENUE,
)

released = st.builds(
    Notice,
    pickup_deadline=st.sampled_from([None, date(2026, 11, 26), date(2026, 11, 27), DEADLINE]),
    round=st.just(1),
    same_day=st.booleans(),
    withdrawn=st.sampled_from([None, WithdrawnBecause.VOIDED]),
    attended=st.booleans(),
    count=st.integers(0, 3),
    service=st.sampled_from([Service.COLLECT, Service.CONSULT]),
)
slots = st.builds(
    Slot,
    offer=st.just(Offer(venue_id=VENUE, starts_at=MORNING_AT, minutes=10)),
    places=st.integers(0, 3),
    taken=st.integers(0, 3),
    from_rules=st.booleans(),
    withdrawn=st.booleans(),
)
open_slots = st.builds(
    OpenSlot,
    starts_at=st.just(MORNING_AT),
    minutes=st.just(10),
    places=st.integers(1, 3),
    series=st.just(""),
    services=st.sampled_from([(Service.COLLECT,), (Service.COLLECT, Service.CONSULT)]),
    phone_places=st.integers(0, 2),
    phone_until=st.just(MORNING_AT - timedelta(days=1)),
    closes_at=st.just(MORNING_AT - timedelta(hours=2)),
    public_at=st.sampled_from([None, NOW + timedelta(hours=1)]),
)
times = st.sampled_from([NOW, MORNING_AT - timedelta(hours=3), MORNING_AT - timedelta(hours=1)])
channels = st.sampled_from(list(Channel))
policies = st.builds(Policy, min_lead_days=st.integers(0, 3))


def books(
    notice: Notice, slot: Slot, opening: OpenSlot | None = None, line: WaitingList = NOBODY
) -> Books:
    return Books(
        slots={MORNING: SlotStream(MORNING, slot, evolve_slot, 4)},
        notices={TARO: NoticeStream(TARO, notice, evolve_notice, 2)},
        openings={} if opening is None else {MORNING: Opening(VENUE, opening)},
        waiting=line,
    )


def plain(decided: Decided | None) -> object:
    assert decided
    return (
        list(decided.recorded),
        dict(decided.slots),
        dict(decided.notices),
        set(decided.seen),
        decided.outcome,
    )


def told(decide: Callable[[], Decided | None]) -> object:
    try:
        return plain(decide())
    except BookingRefusal as refusal:
        return type(refusal)


@given(released, slots, st.none() | open_slots, st.tuples(times, policies, channels))
def test_alone_as_together(notice, slot, opening, asked):
    at, policy, channel = asked
    command = Book(notice_ids=(TARO,), slot_id=MORNING, channel=channel)
    known = books(notice, slot, opening)
    alone, together = (
        partial(each, known, command, at=at, policy=policy, by="resident")
        for each in (book_alone, decide_together)
    )
    assert told(alone) == told(together)


def goes_alone(known: Books, command: Book) -> bool:
    return book_alone(known, command, at=NOW, policy=Policy(), by="") is not None


def test_who_has_or_waits_for_something_goes_the_common_way():
    free = Slot(offer=Offer(venue_id=VENUE, starts_at=MORNING_AT, minutes=10), places=3)
    fresh = Notice(pickup_deadline=DEADLINE, round=1)
    booked, held = evolve_notice(fresh, CONFIRMED), evolve_slot(free, PLACE_HELD)
    alone, two = Book(notice_ids=(TARO,), slot_id=MORNING), (TARO, HANAKO)
    wished = Wished(first_on=DEADLINE, last_on=DEADLINE)
    line = WaitingList({VENUE: Household(entry_id=VENUE, members=two, wished=wished)})
    assert goes_alone(books(fresh, free), alone)
    assert not goes_alone(books(booked, free), alone)
    assert not goes_alone(books(fresh, held), alone)
    assert not goes_alone(books(fresh, Slot()), alone)
    assert not goes_alone(books(fresh, free, line=line), alone)
    assert not goes_alone(books(fresh, free), replace(alone, notice_ids=two))
