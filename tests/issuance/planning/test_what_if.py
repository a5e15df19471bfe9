"""Simulated days: nobody is lost, more counters serve more, and the same question is the same."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from counter_station.visit.turn import InLine, next_party
from infra.simulation.people import at
from issuance.planning.calling import PlannedHall
from issuance.planning.hall import Guest, Shift, Waiting, run_day
from issuance.planning.history import (
    USUAL_NO_SHOW,
    USUAL_VISIT,
    Figure,
    History,
    behaviour_of,
)
from issuance.planning.plan import Plan, Variant, variants
from issuance.planning.spread import Spread, measured
from issuance.planning.what_if import LEAST_DAYS, compare

DAY = date(2026, 11, 20)
SHORT = History(first_on=DAY, last_on=DAY, visits=29, at_counter=measured([1.0, 2.0]))
USUAL = behaviour_of(SHORT)
NOW = Plan(counters=3, slot_minutes=10, opens=540, closes=720)


def run(plans, behaviour=USUAL, days=6):
    found = compare(plans, behaviour, seed=1, time_left=lambda: True, days=days)
    return {each.variant: each for each in found}


def test_where_history_is_short_the_usual_figures_stand_in_and_say_so():
    taken = {each.figure: each for each in USUAL.taken}
    assert not any(each.measured for each in taken.values())
    assert abs(taken[Figure.AT_COUNTER].value - USUAL_VISIT.mean) < 0.05
    assert USUAL.no_show == USUAL_NO_SHOW


def test_where_history_is_long_it_is_the_wards_own():
    seen = History(
        first_on=DAY, last_on=DAY, days=10, visits=200, at_counter=measured([5.0, 5.0]),
        came=200, coming=measured([-2.0, -2.0]), booked=400, missed=40, walk_ins=25,
    )  # fmt: skip
    own = behaviour_of(seen)
    assert (own.no_show, own.walk_ins) == (0.1, 2.5)
    assert (own.at_counter.at(0.3), own.coming.mean) == (5.0, -2.0)
    assert all(each.measured for each in own.taken)


def test_each_variant_changes_the_day_as_it_says():
    found = run(variants(NOW, NOW, overbooking_percent=134))
    now = found[Variant.AS_NOW]
    assert Variant.OWN not in found
    assert now.plan.counters * 18 * 0.8 < now.served.p50 <= 54
    for each in set(found) - {Variant.AS_NOW}:
        assert found[each].served.p50 > now.served.p50, each
    assert found[Variant.OVERBOOKING].wait_p90.p50 > now.wait_p90.p50
    assert found[Variant.EVENING].plan.ends == 300


def test_p10_is_never_above_p50_nor_p50_above_p90():
    for each in run({Variant.AS_NOW: NOW}).values():
        for found in (each.served, each.wait_p90, each.short_waits, each.overtime, each.busy):
            assert found.p10 <= found.p50 <= found.p90


def test_the_same_question_has_the_same_answer():
    assert run({Variant.AS_NOW: NOW}) == run({Variant.AS_NOW: NOW})


def test_when_the_time_is_over_a_few_days_are_simulated_all_the_same():
    [found] = compare({Variant.AS_NOW: NOW}, USUAL, seed=1, time_left=lambda: False)
    assert found.days == LEAST_DAYS


def test_a_day_half_booked_serves_about_half():
    half = run({Variant.AS_NOW: replace(NOW, filled_percent=50)})[Variant.AS_NOW]
    assert 0.35 < half.served.p50 / run({Variant.AS_NOW: NOW})[Variant.AS_NOW].served.p50 < 0.65


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(1, 4), st.integers(0, 3))
def test_nobody_is_lost(seed, count, staying, leaving):
    random = Random(seed)
    guests = [_guest(random, n) for n in range(count)]
    shifts = (Shift(counters=staying), Shift(counters=leaving, closes=60.0))
    day = run_day(guests, PlannedHall(walk_in_places=5), shifts=shifts, pin_desks=1)
    assert day.came + day.missed == count
    assert day.served + day.turned_away + day.left == day.came
    assert len(day.waits) == day.served + day.turned_away
    walk_ins = sum(each.starts is None and each.comes is not None for each in guests)
    assert day.left == max(0, walk_ins - 5)
    set_afterwards = [
        each for each in guests if each.afterwards and each.suffices and each.comes is not None
    ]
    assert day.cards_set == len(set_afterwards)


def _guest(random: Random, number: int) -> Guest:
    booked = random.random() < 0.7
    starts = float(random.randrange(0, 120, 10)) if booked else None
    comes = random.uniform(-15, 130) if random.random() < 0.9 else None
    return Guest(
        guest_id=UUID(int=number),
        starts=starts,
        comes=comes,
        minutes=random.uniform(1, 20),
        suffices=random.random() < 0.9,
        afterwards=5.0 if booked and random.random() < 0.5 else 0.0,
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(0, 130))
def test_the_planned_hall_calls_whom_a_station_would_call(seed, count, minute):
    """For parties that simply came; who is owed alike is told apart by reference there."""
    random = Random(seed)
    line = {}
    for number in range(count):
        guest = _guest(random, number)
        since = random.uniform(-15, minute)
        line[guest.guest_id] = Waiting(guest=guest, since=since)
    called = PlannedHall(walk_in_places=0).calls(line, station="C1", minute=minute)
    parties = [
        InLine(
            visit_id=each,
            reference=str(each),
            starts_at=at(w.since if w.guest.starts is None else w.guest.starts),
            arrived_at=at(w.since),
            walk_in=w.guest.starts is None,
        )
        for each, w in line.items()
    ]
    wanted = next_party(parties, station="C1", now=at(minute))
    assert wanted is not None
    assert called == wanted.visit_id


def test_a_measured_spread_draws_what_was_seen():
    seen = measured([1.0, 2.0, 3.0, 4.0, 100.0])
    assert (seen.at(0), seen.at(0.5), seen.at(1)) == (1.0, 3.0, 100.0)
    drawn = [seen.at(n / 500) for n in range(501)]
    assert drawn == sorted(drawn)
    assert abs(sum(drawn) / 501 - seen.mean) < 1
    triangle = Spread(least=2, usual=3, most=10)
    assert abs(triangle.as_percentiles().mean - triangle.mean) < 0.02


def test_evening_counters_stay_and_the_others_leave():
    plan = replace(NOW, counters=4, evening_until=840, evening_counters=2)
    assert plan.shifts() == (Shift(counters=2), Shift(counters=2, closes=180))
    assert plan.counter_minutes == 4 * 180 + 2 * 120
    slots = list(plan.slots())
    assert (slots[0], slots[-1]) == ((0.0, 4), (290.0, 2))
    assert timedelta(minutes=slots[18][0]) == timedelta(hours=3)
