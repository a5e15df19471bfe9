"""Pairing the resident's screen: guessing the code does not get far."""

from datetime import UTC, date, datetime, timedelta

import pytest

from counter_station.screens.sessions import Pairing

TODAY = date(2026, 11, 24)


class Clock:
    def __init__(self):
        self.at = datetime(2026, 11, 24, 1, tzinfo=UTC)

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pairing(clock):
    return Pairing(b"s" * 32, "A1", clock)


def guess_wrong(pairing, times):
    wrong = "000000" if pairing.code != "000000" else "000001"
    for _ in range(times):
        assert pairing.pair(wrong, TODAY) is None


def test_four_mistakes_are_forgiven(pairing):
    guess_wrong(pairing, 4)
    assert pairing.is_paired(pairing.pair(pairing.code, TODAY), TODAY)


def test_after_the_fifth_no_code_serves_for_a_minute(pairing, clock):
    guess_wrong(pairing, 5)
    assert pairing.pair(pairing.code, TODAY) is None
    clock.at += timedelta(minutes=1)
    assert pairing.is_paired(pairing.pair(pairing.code, TODAY), TODAY)
