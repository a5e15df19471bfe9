"""What is said of hours without J-LIS."""

from datetime import UTC, datetime, timedelta

from infra.bench.counter_clerk import Screen
from infra.surge.counters.counter_plan import CounterDay
from infra.surge.counters.day_plans import jlis_plan
from infra.surge.counters.jlis_plan import JlisDay
from loadtests.drills import load_drill
from loadtests.thresholds import judged

NINE = datetime(2026, 11, 24, tzinfo=UTC)
HOUR = timedelta(hours=1)


def day(**other) -> JlisDay:
    served = [NINE + HOUR * n / 6 for n in range(1, 31)]
    return JlisDay(
        day=CounterDay(),
        away_from=NINE + HOUR,
        back_from=NINE + 5 * HOUR,
        served_at=served,
        **other,
    )


def test_visits_an_hour_before_and_meanwhile_are_told_apart():
    figures = day().figures
    assert figures["visits.an_hour_away"] == 6
    assert 5 <= figures["visits.an_hour_before"] <= 7


def test_what_is_never_caught_up_breaks_its_limit():
    late = day(caught_up_at=NINE + 7 * HOUR)
    assert late.figures["pins.caught_up_minutes"] == 120
    assert judged("pins.caught_up_minutes <= 240", late.figures).holds
    assert not judged("pins.caught_up_minutes <= 240", day().figures).holds
    assert not judged("alert.raised_minutes <= 15", day().figures).holds


def test_a_screen_without_jlis_is_counted_there_alone():
    one, other = Screen(1.0, 0.1), Screen(2.0, 0.2)
    kinds = JlisDay(
        day=CounterDay(screens=[one, other]),
        away_from=NINE,
        back_from=NINE + HOUR,
        screens_away=[other],
    ).by_kind
    assert kinds == {"next screen": [one], "next screen without J-LIS": [other]}


def test_the_drill_of_the_file_is_four_hours():
    plan = jlis_plan(load_drill("jlis-away"))
    assert plan.away_for == 240
    assert plan.counters.visits * plan.counters.visit_minutes / plan.counters.stations > 300
