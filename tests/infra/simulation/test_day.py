"""The simulated day: nobody is lost in it, and more counters never make people wait longer."""

from dataclasses import replace
from itertools import pairwise

import pytest

from infra.simulation.assumptions import METHODS, OLD, OURS
from infra.simulation.day import simulate
from infra.simulation.figures import factors, figures_of
from infra.simulation.people import people_of
from infra.simulation.steps import suffices
from issuance.planning.clockwork import clockwork
from issuance.planning.spread import Spread

SEEDS = range(4)
ROUNDING = 1e-6


@pytest.mark.parametrize("method", METHODS, ids=lambda each: each.name)
@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_is_expected_is_served_turned_away_missed_or_has_left(method, seed):
    people = people_of(method, seed, counters=6)
    day = simulate(people, method, counters=6)
    assert day.came + day.missed == len(people)
    assert day.served + day.turned_away + day.left == day.came
    assert len(day.waits) == day.served + day.turned_away
    assert day.turned_away <= sum(not suffices(each) for each in people)
    assert min(day.in_hall) > -ROUNDING


def test_every_card_is_set_where_the_back_office_sets_them():
    people = people_of(OURS, 1, counters=6)
    day = simulate(people, OURS, counters=6)
    assert day.left == 10  # of the walk-ins
    came = [each for each in people if each.comes is not None and suffices(each)]
    pinless = sum(not each.pins for each in came)
    assert day.served - pinless <= day.cards_set <= day.served


@pytest.mark.parametrize("seed", SEEDS)
def test_more_counters_never_wait_longer(seed):
    """In the order of coming in, each one by one; the same people come whatever serves them."""
    people = people_of(OLD, seed, counters=8)
    waits = [sorted(simulate(people, OLD, counters=n).in_hall) for n in (5, 6, 8, 12)]
    for fewer, more in pairwise(waits):
        assert all(b <= a + ROUNDING for a, b in zip(fewer, more, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_twice_the_counters_wait_less_by_our_calling_too(seed):
    people = people_of(OURS, seed, counters=8)
    few, many = (simulate(people, OURS, counters=n) for n in (7, 14))
    assert sum(many.in_hall) < sum(few.in_hall)


def test_the_same_seed_is_the_same_day():
    days = [simulate(people_of(OURS, 3, counters=4), OURS, counters=4) for _ in range(2)]
    assert days[0] == days[1]


def test_no_walk_in_is_let_in_beyond_the_places():
    crowded = replace(OURS, walk_ins=200)
    day = simulate(people_of(crowded, 1), crowded)
    assert day.left == 150


def test_each_change_alone_brings_more_visits():
    figures = [figures_of(each, 2, 7, counters=6) for each in METHODS]
    assert all(each > 1 for each in factors(figures))


def test_a_spread_is_where_it_should_be():
    spread = Spread(least=2, usual=3, most=10)
    assert (spread.at(0), spread.at(1), spread.mean) == (2, 10, 5)
    drawn = [spread.at(n / 1000) for n in range(1001)]
    assert drawn == sorted(drawn)
    assert abs(sum(drawn) / len(drawn) - 5) < 0.01


def test_time_begins_at_the_opening():
    assert clockwork().now == 0
