"""Slots from opening rules: facts from their first use, on their rule's terms, until withdrawn."""

from datetime import timedelta

from booking_web.refusals import (
    HoldExpiredError,
    ServiceNotOfferedError,
    SlotClosedError,
    SlotFullError,
    SlotNotOpenYetError,
    SlotUnknownError,
)
from booking_web.timetable.commands import Book, Cancel, Confirm, Extend, Hold, Move
from booking_web.timetable.facts import (
    AppointmentConfirmed,
    AppointmentMoveAsked,
    AppointmentStands,
    Channel,
    FreedBecause,
    HoldLapsed,
    PlacesFreed,
    PlacesOffered,
    PlacesTaken,
    SlotOffered,
    SlotWithdrawn,
)
from issuance.calendar.opening_rules import Service
from tests.booking_web.timetable.rules import (
    CLOSED,
    NINE,
    NINE_AT,
    TEN,
    RuledWard,
    rules,
    shorter,
)
from tests.booking_web.timetable.samples import (
    FIRST,
    HANAKO,
    JIRO,
    NOON,
    NOW,
    SABURO,
    TARO,
    VENUE,
)

OFFERED = SlotOffered(venue_id=VENUE, starts_at=NINE_AT, minutes=60, places=2, from_rules=True)
ASKED = AppointmentMoveAsked(appointment_id=FIRST, party_id=FIRST)
PHONE = Channel.PHONE


def book(*people, slot=NINE, channel=Channel.WEB):
    return Book(notice_ids=people, slot_id=slot, channel=channel)


class TestTheFirstUse:
    def test_makes_the_slot_a_fact_with_its_places(self):
        ward = RuledWard.opening_by(rules())
        offered, booked, taken = ward.said(lambda: ward.do(book(TARO)))
        assert offered == OFFERED
        assert isinstance(booked, AppointmentConfirmed)
        assert taken == PlacesTaken(party_id=FIRST, count=1, members=(TARO,))

    def test_is_the_only_one(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        said = ward.said(lambda: ward.do(book(HANAKO)))
        assert OFFERED not in said
        ward.refuses(book(JIRO), SlotFullError)

    def test_refused_leaves_nothing(self):
        ward = RuledWard.opening_by(rules(counters=1))
        ward.refuses(book(TARO, HANAKO, JIRO), SlotFullError)
        assert not ward.log

    def test_counts_overbooked_places(self):
        ward = RuledWard.opening_by(rules(counters=2, overbooking_percent=150))
        for each in (TARO, HANAKO, JIRO):
            ward.do(book(each))
        ward.refuses(book(SABURO), SlotFullError)

    def test_what_no_rule_offers_is_unknown(self):
        RuledWard.opening_by(rules()).refuses(book(TARO, slot=NOON), SlotUnknownError)


class TestTerms:
    def test_the_rules_own_cut_off_closes_it(self):
        ward = RuledWard.opening_by(rules(cut_off_minutes=24 * 60))
        late = NINE_AT - timedelta(hours=24)
        ward.refuses(book(TARO), SlotClosedError, at=late + timedelta(seconds=1))
        ward.do(book(TARO), at=late)

    def test_the_web_waits_until_it_is_public(self):
        ward = RuledWard.opening_by(rules(public_days=2))
        public_at = NINE_AT - timedelta(days=2, hours=9)
        ward.refuses(book(TARO), SlotNotOpenYetError, at=public_at - timedelta(seconds=1))
        ward.refuses(Hold(notice_ids=(TARO,), slot_id=NINE), SlotNotOpenYetError, at=NOW)
        ward.do(book(HANAKO, channel=PHONE), at=NOW)
        ward.do(book(TARO), at=public_at)

    def test_moving_asks_the_same(self):
        ward = RuledWard.opening_by(rules(public_days=2))
        ward.do(book(TARO, channel=PHONE))
        ward.refuses(Move(notice_id=TARO, slot_id=TEN), SlotNotOpenYetError)
        ward.do(Move(notice_id=TARO, slot_id=TEN, channel=PHONE))

    def test_everybody_must_come_for_what_it_offers(self):
        ward = RuledWard.opening_by(rules(services=(Service.COLLECT,)))
        ward.is_for(HANAKO, Service.RESET_PIN)
        ward.refuses(book(HANAKO), ServiceNotOfferedError)
        ward.refuses(book(TARO, HANAKO), ServiceNotOfferedError)
        ward.open_by(rules(services=(Service.COLLECT, Service.RESET_PIN)))
        ward.do(book(TARO, HANAKO))


class TestThePhonesShare:
    """Of two places, one is the phone desk's until the day before."""

    SHARED = rules(phone_percent=50)

    def test_is_not_for_the_web(self):
        ward = RuledWard.opening_by(self.SHARED)
        ward.do(book(TARO))
        ward.refuses(book(HANAKO), SlotFullError)
        ward.refuses(Hold(notice_ids=(HANAKO,), slot_id=NINE), SlotFullError)
        ward.do(book(HANAKO, channel=PHONE))

    def test_used_up_leaves_the_rest_to_the_web(self):
        ward = RuledWard.opening_by(self.SHARED)
        ward.do(book(TARO, channel=PHONE))
        ward.do(book(HANAKO))

    def test_comes_back_with_what_the_phone_gives_up(self):
        ward = RuledWard.opening_by(self.SHARED)
        ward.do(book(TARO, channel=PHONE))
        ward.do(Cancel(notice_id=TARO))
        ward.do(book(HANAKO))
        ward.refuses(book(JIRO), SlotFullError)

    def test_held_by_phone_counts_longer_and_kept(self):
        ward = RuledWard.opening_by(self.SHARED)
        ward.do(Hold(notice_ids=(TARO,), slot_id=NINE, channel=PHONE))
        ward.do(Extend(notice_id=TARO))
        ward.do(Confirm(notice_id=TARO))
        ward.do(book(HANAKO))
        assert ward.free(NINE) == 0

    def test_is_everybodys_the_day_before(self):
        ward = RuledWard.opening_by(self.SHARED)
        ward.do(book(TARO))
        ward.do(book(HANAKO), at=NINE_AT - timedelta(hours=24))


class TestChangedRules:
    def test_change_the_places_of_a_slot_in_use(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        said = ward.said(lambda: ward.open_by(rules(counters=5)))
        assert said == [PlacesOffered(places=5, from_rules=True)]

    def test_never_take_a_place_away(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO, HANAKO))
        said = ward.said(lambda: ward.open_by(rules(counters=1)))
        assert said == []
        assert ward.free(NINE) == 0

    def test_may_change_its_length(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        said = ward.said(lambda: ward.open_by(rules(minutes=30)))
        assert said == [PlacesOffered(places=2, minutes=30, from_rules=True)]
        assert ward.do(book(HANAKO)).minutes == 30

    def test_that_offer_it_no_longer_ask_to_move_once(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        assert ward.said(lambda: ward.open_by(CLOSED)) == [SlotWithdrawn(), ASKED]
        assert ward.said(lambda: ward.open_by(CLOSED)) == []
        assert ward.appointment(TARO).move_asked
        assert ward.free(NINE) == 0
        ward.refuses(book(HANAKO), SlotClosedError)

    def test_ask_each_of_a_party(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO, HANAKO))
        ward.open_by(CLOSED)
        assert ward.appointment(TARO).move_asked
        assert ward.appointment(HANAKO).move_asked

    def test_end_holds(self):
        ward = RuledWard.opening_by(rules())
        ward.do(Hold(notice_ids=(TARO,), slot_id=NINE))
        withdrawn, lapsed, freed = ward.said(lambda: ward.open_by(CLOSED))
        assert withdrawn == SlotWithdrawn()
        assert isinstance(lapsed, HoldLapsed)
        assert freed == PlacesFreed(party_id=FIRST, count=1, reason=FreedBecause.SLOT_WITHDRAWN)
        ward.refuses(Confirm(notice_id=TARO), HoldExpiredError)

    def test_a_place_given_back_is_not_offered_again(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        ward.open_by(CLOSED)
        ward.do(Cancel(notice_id=TARO))
        ward.refuses(book(TARO), SlotClosedError)

    def test_who_moves_is_asked_no_longer(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO, slot=TEN))
        ward.open_by(shorter())
        assert ward.appointment(TARO).move_asked
        ward.do(Move(notice_id=TARO, slot_id=NINE))
        assert not ward.appointment(TARO).move_asked

    def test_offered_again_it_stands(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        ward.open_by(CLOSED)
        again, stands = ward.said(lambda: ward.open_by(rules()))
        assert again == PlacesOffered(places=2, from_rules=True)
        assert stands == AppointmentStands(appointment_id=FIRST, party_id=FIRST)
        assert not ward.appointment(TARO).move_asked
        ward.do(book(HANAKO))

    def test_leave_alone_what_the_office_offered_itself(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO))
        ward.write([(NINE, PlacesOffered(places=4))])
        assert ward.said(lambda: ward.open_by(CLOSED)) == []
        ward.do(book(HANAKO))

    def test_leave_alone_what_nobody_used(self):
        ward = RuledWard.opening_by(rules())
        assert ward.said(lambda: ward.open_by(CLOSED)) == []


class TestAParty:
    def test_is_spread_over_slots_nobody_used_before(self):
        ward = RuledWard.opening_by(rules())
        ward.do(book(TARO, HANAKO, JIRO))
        assert [ward.free(NINE), ward.free(TEN)] == [0, 1]

    def test_leaves_the_phones_share_in_each_of_them(self):
        ward = RuledWard.opening_by(rules(phone_percent=50))
        ward.refuses(book(TARO, HANAKO, JIRO), SlotFullError)
        ward.do(book(TARO, HANAKO))
        assert [ward.free(NINE), ward.free(TEN)] == [1, 1]

    def test_is_asked_to_move_whole_when_one_of_its_slots_closes(self):
        ward = RuledWard.opening_by(rules(counters=1))
        ward.do(book(TARO, HANAKO))
        ward.open_by(shorter())
        assert [ward.appointment(each).move_asked for each in (TARO, HANAKO)] == [True, True]
        ward.open_by(rules(counters=1))
        assert [ward.appointment(each).move_asked for each in (TARO, HANAKO)] == [False, False]
