"""A curve made of known parts gives these parts back; a plan never shrinks with its ward."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.surge.capacity.curve import Curve
from infra.surge.capacity.formula import (
    Cost,
    Formula,
    Machine,
    batch_ms,
    batches_a_second,
    calibrated,
    formula,
)
from infra.surge.capacity.least_squares import fitted
from infra.surge.capacity.planning import Wanted, needs
from infra.surge.capacity.predicting import fit, measured, predicted
from infra.surge.capacity.stages import Stage

_PART = st.floats(1e-5, 1e-3)
_COSTS = st.builds(Cost, awake=st.floats(0.01, 0.3), booking=_PART, batch=_PART)
_MACHINES = st.builds(Machine, flush_ms=st.floats(0.5, 30), beside_ms=st.floats(0.1, 20))
_FORMULAS = st.builds(Formula, site=_COSTS, postgres=_COSTS, wal=_COSTS, machine=_MACHINES)
_RATES = (100, 200, 400, 700, 1_000, 1_300, 1_600)
_SWINGS = (1.0, 0.8, 1.25, 1.0, 1.3, 0.7, 1.1)
"""How long a batch takes from stage to stage; 1 in the middle."""


def _curve(known: Formula) -> Curve:
    return Curve(
        machine="here",
        version="0.1.0",
        measured_at=datetime(2026, 11, 22, tzinfo=UTC),
        others=0.0,
        log_bytes=900,
        stages=[_stage(known, *each) for each in zip(_RATES, _SWINGS, strict=True)],
    )


def _stage(known: Formula, rate: float, swing: float, slowness: float = 1) -> Stage:
    there = replace(
        known.machine,
        flush_ms=swing * known.machine.flush_ms,
        beside_ms=swing * known.machine.beside_ms,
        slowness=slowness,
    )
    site, postgres, flushes, wal = predicted(known, rate, there).values()
    return Stage(
        users=1,
        a_second=rate,
        p99=1,
        site_cores=site,
        postgres_cores=postgres,
        flushes=flushes,
        wal_bytes=wal,
        flush_ms=there.flush_ms,
    )


@settings(max_examples=15, deadline=None)
@given(_FORMULAS)
def test_a_curve_of_known_parts_gives_these_parts_back(known: Formula) -> None:
    stages = _curve(known).stages
    found = formula(stages)
    for rate in (150, 550, 1_450):
        said = predicted(found, rate, found.machine)
        assert said == pytest.approx(predicted(known, rate, known.machine), rel=0.02)
    cores = fit(found, stages)["cores of the site"]
    assert cores == pytest.approx([0] * len(stages), abs=0.001)


@settings(max_examples=15, deadline=None)
@given(_FORMULAS, st.floats(0.3, 3), st.floats(0.5, 2))
def test_one_rate_measured_again_tells_a_slower_disk_from_slower_cores(
    known: Formula, swing: float, slowness: float
) -> None:
    now = calibrated(known, _stage(known, 1_000, swing, slowness))

    assert now.slowness == pytest.approx(slowness, rel=0.01)
    there = _stage(known, 550, swing, slowness)
    assert predicted(known, 550, now) == pytest.approx(measured(there), rel=0.02)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=3))
def test_parts_come_back_as_they_were(parts: list[float]) -> None:
    rows = [(1.0, 2.0, 7.0), (1.0, 5.0, 3.0), (1.0, 11.0, 13.0), (1.0, 17.0, 4.0)]
    sums = [sum(a * b for a, b in zip(parts, row, strict=True)) for row in rows]
    assert fitted(rows, sums) == pytest.approx(parts, rel=1e-6)


def test_no_part_is_below_nothing() -> None:
    assert fitted([(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)], [3.0, 2.0, 1.0])[1] == 0


def test_rates_that_cannot_be_told_apart_are_still_fitted() -> None:
    awake, booking = fitted([(1.0, 500.0), (1.0, 500.0)], [2.0, 2.0])
    assert awake + 500 * booking == pytest.approx(2)


@settings(max_examples=25, deadline=None)
@given(st.floats(1, 3_000), st.floats(0.5, 50))
def test_a_batch_s_time_is_read_back_from_how_many_there_are(rate: float, took: float) -> None:
    batches = batches_a_second(rate, took)
    assert batches <= min(rate, 1_000 / took) * 1.0001
    assert batches_a_second(rate, batch_ms(rate, batches)) == pytest.approx(batches, rel=1e-3)


@settings(max_examples=15, deadline=None)
@given(_FORMULAS, st.floats(1.1, 5))
def test_a_slower_disk_makes_fewer_batches_and_no_booking_dearer(known: Formula, by: float) -> None:
    here = known.machine
    there = replace(here, flush_ms=by * here.flush_ms)
    assert there.batches(900) < here.batches(900)
    for figure, took in predicted(known, 900, there).items():
        assert took <= predicted(known, 900, here)[figure]


@settings(max_examples=15, deadline=None)
@given(_FORMULAS, st.integers(1, 5_000_000), st.integers(0, 5_000_000), st.floats(1, 600))
def test_more_residents_never_need_less(
    known: Formula, residents: int, more: int, minutes: float
) -> None:
    curve, few = _curve(known), Wanted(residents=residents, minutes=minutes, pool=10)
    for less, enough in zip(
        needs(curve, few), needs(curve, replace(few, residents=residents + more)), strict=True
    ):
        if less.name != "WAL in all":
            assert enough.value >= less.value * 0.999999, less.name
