"""The days that rules offer: from today to the horizon, rolling, and shown as residents may."""

from dataclasses import replace
from datetime import date, timedelta

from booking_web.timetable.facts import (
    Channel,
    OpeningRulesSet,
    PlacesOffered,
    SlotWithdrawn,
    slot_id_of,
)
from booking_web.timetable.free_times import Wanted
from booking_web.timetable.openings import Openings
from booking_web.timetable.timetable import Timetable
from issuance.calendar import office_date, office_time
from issuance.calendar.opening_rules import OpeningRules, Service
from issuance.ledger.facts import Recorded
from tests.booking_web.timetable.rules import CLOSED, DAY, NINE, NINE_AT, TEN, rules
from tests.booking_web.timetable.samples import NOW, POLICY, VENUE

TODAY = office_date(NOW)
LATER = NOW + timedelta(minutes=1)


def openings(by: OpeningRules, horizon_days: int = 14) -> Openings:
    opened = Openings(horizon_days)
    opened.set_rules(VENUE, by)
    opened.roll(NOW)
    return opened


def test_they_reach_from_today_to_the_horizon():
    opened = openings(rules())
    assert min(opened.days()) == TODAY
    assert max(opened.days()) == TODAY + timedelta(days=14)
    assert opened.offers[NINE].slot.starts_at == NINE_AT
    assert opened.on(DAY) == [NINE, TEN]


def test_they_go_on_by_themselves_as_days_pass():
    opened = openings(rules())
    opened.roll(office_time(TODAY, 24) - timedelta(seconds=1))
    assert min(opened.days()) == TODAY
    opened.roll(office_time(TODAY, 24))
    assert min(opened.days()) == TODAY + timedelta(days=1)
    assert max(opened.days()) == date(2026, 12, 9)
    assert {office_date(each.slot.starts_at) for each in opened.offers.values()} == opened.days()


def test_new_rules_take_the_place_of_the_old():
    opened = openings(rules())
    opened.set_rules(VENUE, CLOSED)
    opened.roll(LATER)
    assert not opened.offers
    assert not opened.days()


def test_two_series_have_slots_of_their_own():
    (rule,) = rules().rules
    both = OpeningRules(rules=(rule, replace(rule, series="quick")))
    ids = openings(both).on(DAY)
    assert {NINE, slot_id_of(VENUE, NINE_AT, "quick")} < set(ids)
    assert len(ids) == 4


def timetable(by: OpeningRules) -> Timetable:
    opened = Timetable()
    opened.apply([_recorded(1, VENUE, OpeningRulesSet(rules=by))])
    opened.roll(NOW)
    return opened


def _recorded(version, stream_id, fact):
    return Recorded(
        stream_id=stream_id, version=version, position=version, at=NOW, by="office", fact=fact
    )


def shown(opened: Timetable, wanted: Wanted = Wanted(), at=NOW):  # noqa: B008 - never changed
    times = opened.free_times(DAY, at=at, wanted=wanted, policy=POLICY)
    return [(each.slot_id, each.free, each.fits) for each in times]


class TestWhatIsShown:
    def test_a_slot_nobody_used_yet(self):
        assert shown(timetable(rules())) == [(NINE, 2, True), (TEN, 2, True)]

    def test_not_before_it_is_public_but_to_the_phone_desk(self):
        opened = timetable(rules(public_days=1))
        assert shown(opened) == []
        assert len(shown(opened, Wanted(channel=Channel.PHONE))) == 2
        assert len(shown(opened, at=NINE_AT - timedelta(hours=32))) == 2

    def test_only_what_people_come_for(self):
        opened = timetable(rules(services=(Service.RESET_PIN,)))
        assert shown(opened) == []
        assert len(shown(opened, Wanted(services=frozenset({Service.RESET_PIN})))) == 2

    def test_the_phones_places_are_not_the_webs(self):
        opened = timetable(rules(counters=4, phone_percent=50))
        assert shown(opened)[0] == (NINE, 2, True)
        assert shown(opened, Wanted(size=5))[0] == (NINE, 2, False)
        assert shown(opened, Wanted(size=8, channel=Channel.PHONE))[0] == (NINE, 4, True)

    def test_not_after_the_cut_off_of_its_rule(self):
        opened = timetable(rules(cut_off_minutes=60))
        assert len(shown(opened, at=NINE_AT - timedelta(minutes=60))) == 2
        assert len(shown(opened, at=NINE_AT - timedelta(minutes=59))) == 1

    def test_a_withdrawn_slot_is_gone_and_can_still_be_looked_up(self):
        opened = timetable(rules())
        offered = opened.openings.offers[NINE].offered()
        opened.apply(
            [
                _recorded(2, VENUE, OpeningRulesSet(rules=CLOSED)),
                _recorded(1, NINE, offered),
                _recorded(2, NINE, SlotWithdrawn()),
            ]
        )
        opened.roll(LATER)
        assert shown(opened) == []
        found = opened.free_time(NINE, at=NOW, wanted=Wanted(), policy=POLICY)
        assert found is not None
        assert (found.free, found.fits) == (0, False)

    def test_the_offices_own_word_holds_without_rules(self):
        opened = timetable(rules())
        offered = opened.openings.offers[NINE].offered()
        opened.apply(
            [
                _recorded(1, NINE, offered),
                _recorded(2, NINE, PlacesOffered(places=7)),
                _recorded(2, VENUE, OpeningRulesSet(rules=CLOSED)),
            ]
        )
        opened.roll(LATER)
        assert shown(opened) == [(NINE, 7, True)]
