"""Overbooking by those who stay away: little seen, little offered."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuance.planning.overbooking import MOST, STARTS_WITH, crowded, interval, propose


def test_without_a_record_a_ward_starts_low():
    assert propose(booked=0, missed=0).percent == STARTS_WITH
    assert not propose(booked=99, missed=20).measured


def test_the_interval_is_wilsons():
    low, high = interval(1_000, 46)
    assert round(low, 4) == 0.0363
    assert round(high, 4) == 0.0582


def test_the_more_is_known_the_nearer_it_comes_to_the_share():
    few, many = propose(booked=100, missed=10), propose(booked=10_000, missed=1_000)
    assert STARTS_WITH < few.percent < many.percent == 110
    assert propose(booked=1_000, missed=900).percent == MOST


@settings(max_examples=60)
@given(st.integers(0, 5_000), st.data())
def test_the_share_lies_in_its_interval_and_nothing_is_taken_away(booked, data):
    missed = data.draw(st.integers(0, booked))
    found = propose(booked=booked, missed=missed)
    assert 0 <= found.low <= found.high <= 1
    assert found.low - 1e-9 <= found.share <= found.high + 1e-9
    assert 100 <= found.percent <= MOST


def test_how_likely_a_slot_is_crowded():
    assert crowded(places=3, counters=3, no_show=0.0) == 0
    assert crowded(places=4, counters=3, no_show=0.0) == 1
    assert crowded(places=4, counters=3, no_show=0.5) == pytest.approx(1 / 16)
