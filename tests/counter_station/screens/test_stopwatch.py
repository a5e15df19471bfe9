"""入力時間・項目数: counted by the station, in three parts where the page's script told them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from counter_station.screens.http import Form
from counter_station.screens.stopwatch import Stopwatch, fields_of
from counter_station.visit.line_facts import FiveSteps

VISIT, CASE = UUID(int=1), UUID(int=2)


class Clock:
    def __init__(self):
        self.at = datetime(2026, 11, 24, 1, tzinfo=UTC)

    def __call__(self):
        return self.at

    def pass_seconds(self, seconds):
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def stopwatch(clock):
    return Stopwatch(clock)


def told(*pairs, typing=0, moving=0, keys=0):
    counted = {"input": typing, "operation": moving, "understanding": 0, "keys": keys}
    return Form([*pairs, *((f"m_{name}", str(value)) for name, value in counted.items())])


def test_a_step_lasts_until_the_next_one_is_shown(stopwatch, clock):
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    clock.pass_seconds(20)
    stopwatch.add(VISIT, told(("document", "x"), typing=3_000, moving=2_000, keys=4))
    stopwatch.shown(VISIT, FiveSteps.PINS, CASE)
    clock.pass_seconds(5)
    identity, pins = stopwatch.take(VISIT)
    parts = (identity.input_ms, identity.operation_ms, identity.understanding_ms)
    assert (identity.total_ms, parts) == (20_000, (3_000, 2_000, 15_000))
    assert (identity.fields, identity.keys) == (1, 4)
    assert (pins.total_ms, pins.fields, pins.keys) == (5_000, 0, 0)
    assert stopwatch.take(VISIT) == []


def test_a_form_refused_and_sent_again_is_one_step(stopwatch, clock):
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    clock.pass_seconds(5)
    stopwatch.add(VISIT, told(("document", "x"), typing=1_000, keys=2))
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    clock.pass_seconds(5)
    stopwatch.add(VISIT, told(("document", "x"), ("document", "y"), typing=500, keys=2))
    (step,) = stopwatch.take(VISIT)
    assert (step.total_ms, step.input_ms, step.fields, step.keys) == (10_000, 1_500, 2, 4)


def test_without_the_script_only_the_whole_is_known(stopwatch, clock):
    stopwatch.shown(VISIT, FiveSteps.DELIVERY, CASE)
    clock.pass_seconds(7)
    stopwatch.add(VISIT, Form([("declared", "can-receive"), ("declared", "appeared-in-person")]))
    (step,) = stopwatch.take(VISIT)
    assert (step.total_ms, step.fields) == (7_000, 1)
    assert (step.input_ms, step.operation_ms, step.understanding_ms, step.keys) == (None,) * 4


@pytest.mark.parametrize("nonsense", ["", "-1", "1e3", "NaN", "９９", "999999999"])
def test_what_is_no_count_is_not_believed(stopwatch, clock, nonsense):
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    form = told(typing=1)
    stopwatch.add(VISIT, Form([("m_input", nonsense), *_but_input(form)]))
    (step,) = stopwatch.take(VISIT)
    assert step.input_ms is None


def _but_input(form):
    return [(f"m_{name}", form.one(f"m_{name}")) for name in ("operation", "understanding", "keys")]


def test_more_than_the_whole_is_not_believed(stopwatch, clock):
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    clock.pass_seconds(1)
    stopwatch.add(VISIT, told(typing=60_000, keys=1))
    (step,) = stopwatch.take(VISIT)
    assert (step.total_ms, step.input_ms, step.keys) == (1_000, None, 1)


def test_the_call_lasts_as_long_as_its_keys_not_as_long_as_nobody_came(stopwatch, clock):
    clock.pass_seconds(600)
    stopwatch.called(VISIT, told(moving=400, keys=1))
    stopwatch.shown(VISIT, FiveSteps.IDENTITY, CASE)
    call, _ = stopwatch.take(VISIT)
    assert (call.step, call.total_ms, call.operation_ms, call.keys) == ("call", 400, 400, 1)


def test_what_the_page_had_chosen_already_is_no_field():
    preset = [("situation", "SELF_N"), ("mode", "registered-mail"), ("case_id", "1")]
    assert fields_of(Form(preset)) == 0
    chosen = [("situation", "GUARDIAN"), ("mode", "counter"), ("document", "a"), ("void", "a")]
    assert fields_of(Form(chosen)) == 4
