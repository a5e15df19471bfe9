"""Targets of the months, told by example."""

from datetime import date

from infra.sample.history import SOURCE, edogawa
from issuance.planning.campaign import (
    Campaign,
    CampaignTargetSet,
    PastCountsNoted,
    TargetError,
    evolve,
    note_past_counts,
    set_target,
)
from tests.support.given import Specification

TODAY = date(2026, 11, 24)
CAMPAIGN = Specification(Campaign(), evolve)
DECEMBER = CampaignTargetSet(month=date(2026, 12, 1), cards=9_000)


def test_a_target_belongs_to_the_whole_month():
    CAMPAIGN.given().when(set_target, month=date(2026, 12, 24), cards=9_000, today=TODAY).then(
        DECEMBER
    )


def test_the_same_target_again_adds_nothing():
    history = CAMPAIGN.given(DECEMBER)
    history.when(set_target, month=date(2026, 12, 1), cards=9_000, today=TODAY).then_nothing()
    CAMPAIGN.given().when(set_target, month=TODAY, cards=0, today=TODAY).then_nothing()


def test_a_target_can_be_taken_away():
    gone = CampaignTargetSet(month=date(2026, 12, 1), cards=0)
    CAMPAIGN.given(DECEMBER).when(set_target, month=date(2026, 12, 1), cards=0, today=TODAY).then(
        gone
    )


def test_a_month_that_is_over_and_a_number_beyond_all_wards_are_refused():
    history = CAMPAIGN.given()
    history.when(set_target, month=date(2026, 10, 31), cards=1, today=TODAY).then_refused(
        TargetError
    )
    history.when(set_target, month=TODAY, cards=1_000_001, today=TODAY).then_refused(TargetError)
    history.when(set_target, month=TODAY, cards=-1, today=TODAY).then_refused(TargetError)


def test_past_counts_are_noted_once():
    noted = PastCountsNoted(source=SOURCE, counts=edogawa())
    history = CAMPAIGN.given()
    history.when(note_past_counts, source=SOURCE, counts=edogawa()).then(noted)
    CAMPAIGN.given(noted).when(note_past_counts, source=SOURCE, counts=edogawa()).then_nothing()
