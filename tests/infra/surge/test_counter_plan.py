"""Who is kept for the station without network, who is called twice, and what a figure says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from infra.bench.counter_clerk import StepSeen
from infra.surge.counters.counter_plan import CounterDay, CounterPlan
from infra.surge.counters.day_clock import DayClock
from infra.surge.counters.day_plans import counter_plan
from infra.surge.counters.days import told
from loadtests.drills import load_drill

PLAN = CounterPlan(
    stations=3,
    visits=30,
    visit_minutes=10,
    speed=60,
    walk_in_every=5,
    called_twice_every=4,
    cut_at=40,
    cut_for=30,
)


def test_as_many_are_kept_as_one_counter_serves_meanwhile():
    assert [n for n in range(30) if PLAN.is_kept(n)] == [12, 15, 18]


def test_nobody_is_called_twice_near_the_cut():
    assert [n for n in range(30) if PLAN.is_called_twice(n)] == [3, 23, 27]
    assert not any(replace(PLAN, called_twice_every=0).is_called_twice(n) for n in range(30))


def test_only_a_call_that_another_counter_won_is_no_refused_fact():
    day = CounterDay(passed_over=2, refused={"called-elsewhere": 2, "wrong-stage": 1})
    assert day.figures["facts.refused"] == 1
    assert day.outcomes["refused: wrong-stage"] == 1


def test_a_clerk_s_step_is_told_with_the_visit_and_the_counter():
    at = datetime(2026, 11, 24, tzinfo=UTC)
    step = StepSeen(visit_id=UUID(int=1), case_id=UUID(int=2), station="A3", step="identity", at=at)
    (line,) = told([step])
    assert (line.notice, line.slot, line.key) == (UUID(int=1), UUID(int=2), "A3")
    assert (line.asked, line.outcome) == ("identity", "done")


@pytest.mark.parametrize("short", [False, True])
def test_the_drill_of_the_file_has_a_day_in_it(short):
    plan = counter_plan(load_drill("counter-day", short=short))
    day = plan.coming.every * plan.visits
    assert timedelta(0) < plan.coming.every
    assert timedelta(minutes=plan.cut_at + plan.cut_for) <= day
    assert any(plan.is_kept(number) for number in range(plan.visits))
    assert any(plan.is_called_twice(number) for number in range(plan.visits))


def test_the_day_s_clock_runs_faster_and_is_the_same_in_another_process(monkeypatch):
    clock = DayClock.started(datetime(2026, 11, 24, tzinfo=UTC), speed=120)
    assert clock.ours(timedelta(minutes=10)) == 5
    for name, value in clock.as_variable().items():
        monkeypatch.setenv(name, value)
    assert DayClock.told() == clock
    assert clock.until(clock.opens_at) == 0
