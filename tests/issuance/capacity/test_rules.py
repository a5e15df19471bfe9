"""受付時間の決まり: a venue's rules are set once they can be kept, and say what it offers."""

from dataclasses import replace
from datetime import timedelta

from issuance.calendar import office_time
from issuance.calendar.opening_rules import OpeningRules, VenueKind
from issuance.capacity import venues
from issuance.capacity.venues import (
    OpeningRulesSet,
    RulesError,
    Venue,
    VenueFact,
    VenueUnknownError,
    offer_day,
    offers,
    set_rules,
)
from tests.issuance.calendar.rules import RULE, on_terms, one
from tests.issuance.capacity.test_venues import ANNOUNCED, DAY, MORNING, TODAY
from tests.support.given import Specification

venue: Specification[Venue, VenueFact] = Specification(Venue(), venues.evolve)
RULES = one(RULE)
SET = OpeningRulesSet(rules=RULES)
NINE = office_time(DAY, 9)


def test_setting_is_noted():
    venue.given(ANNOUNCED).when(set_rules, RULES).then(SET)


def test_setting_the_same_again_adds_nothing():
    venue.given(ANNOUNCED, SET).when(set_rules, RULES).then_nothing()


def test_none_at_all_can_be_set():
    nothing = OpeningRules()
    venue.given(ANNOUNCED, SET).when(set_rules, nothing).then(OpeningRulesSet(rules=nothing))


def test_setting_is_refused_for_a_venue_nobody_announced():
    venue.given().when(set_rules, RULES).then_refused(VenueUnknownError)


def test_setting_is_refused_for_rules_nobody_can_keep():
    venue.given(ANNOUNCED).when(set_rules, on_terms(counters=0)).then_refused(RulesError)


def test_a_kind_is_part_of_the_announcement():
    van = replace(ANNOUNCED, kind=VenueKind.MOBILE)
    venue.given(ANNOUNCED).when(venues.announce, van).then(van)


def test_rules_offer_their_starts_and_no_others():
    opened = venue.given(ANNOUNCED, SET).state
    assert offers(opened, RULES, NINE)
    assert not offers(opened, RULES, NINE + timedelta(minutes=10))
    assert not offers(opened, OpeningRules(), NINE)


def test_a_day_offered_by_the_offices_own_word_needs_no_rule():
    opened = venue.given(ANNOUNCED).state
    (offered,) = offer_day(opened, MORNING, today=TODAY)
    assert offers(venues.evolve(opened, offered), OpeningRules(), office_time(DAY, 8, 45))
