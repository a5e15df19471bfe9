"""これからの受入枠: rules and the office's own word, each start once; collecting only."""

from datetime import date, time, timedelta

from infra.demo.opening import VENUE
from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Service, Terms
from issuance.capacity.ahead import places_between, places_on
from issuance.capacity.venues import DayPlan, Venue, evolve, offer_day

MONDAY = date(2026, 11, 30)


def rule(**terms):
    return OpeningRule(
        days=Days(weekdays=(0, 1)),
        hours=Hours(opens=time(9), closes=time(10)),
        terms=Terms(minutes=15, counters=3, **terms),
    )


def venue(*rules):
    return evolve(Venue(rules=OpeningRules(rules=rules)), VENUE)


def test_a_day_by_rules():
    assert places_on(venue(rule()), MONDAY) == 12
    assert places_on(venue(rule()), MONDAY + timedelta(days=2)) == 0


def test_a_start_that_rules_have_counts_once():
    open_ = venue(rule())
    plan = DayPlan(day=MONDAY, opens=time(9, 30), closes=time(10, 30), minutes=15, places=5)
    (offered,) = offer_day(open_, plan, today=MONDAY)
    assert places_on(evolve(open_, offered), MONDAY) == 12 + 10


def test_slots_for_other_services_are_not_for_cards():
    assert places_on(venue(rule(services=(Service.CONSULT,))), MONDAY) == 0


def test_all_venues_and_days_both_counted():
    venues = [venue(rule()), venue(rule())]
    assert places_between(venues, MONDAY, MONDAY + timedelta(days=1)) == 48
    assert places_between(venues, MONDAY, MONDAY - timedelta(days=1)) == 0
