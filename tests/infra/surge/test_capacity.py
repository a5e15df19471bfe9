"""From a measured curve to what another ward would take."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from infra.cli.main import cli
from infra.settings import SettingsError
from infra.surge.capacity.curve import (
    Checked,
    Curve,
    NoCurveError,
    keep_curve,
    read_curve,
    write_curve,
)
from infra.surge.capacity.planning import Wanted, needs
from infra.surge.capacity.stages import Stage
from infra.surge.rush import Run
from loadtests.auditor import Finding
from tests.infra.surge.test_verdict import run


def _stage(a_second: float, p99: float, site: float, flushes: float) -> Stage:
    return Stage(
        users=int(a_second),
        a_second=a_second,
        p99=p99,
        site_cores=site,
        postgres_cores=site / 5,
        flushes=flushes,
        wal_bytes=1_000 * a_second,
        flush_ms=2,
    )


CURVE = Curve(
    machine="here",
    version="0.1.0",
    measured_at=datetime(2026, 11, 22, tzinfo=UTC),
    others=0.0,
    log_bytes=900,
    stages=[_stage(500, 40, 0.4, 100), _stage(1_000, 90, 0.8, 120), _stage(1_100, 900, 1.0, 130)],
)


DEAR = run(finding=Finding(name="places", rule="never exceeded", broken=1, examples=()))


@pytest.mark.parametrize(
    ("drill", "short", "kept"),
    [
        (run(), False, "surge-curve.json"),
        (run(), True, "surge-curve-short.json"),
        (DEAR, False, ""),
    ],
)
def test_only_a_whole_and_honest_drill_in_steps_takes_the_place_of_a_curve(
    tmp_path: Path, drill: Run, short: bool, kept: str
) -> None:
    keep_curve(tmp_path, _in_steps(drill), CURVE.stages, short=short)
    assert [each.name for each in tmp_path.iterdir()] == ([kept] if kept else [])


def _in_steps(drill: Run) -> Run:
    return replace(drill, drill=replace(drill.drill, shape="steps"))


WARD = Wanted(residents=690_000, minutes=10, pool=10)


def _needed(wanted: Wanted = WARD) -> dict[str, float]:
    return {each.name: each.value for each in needs(CURVE, wanted)}


def test_only_rates_within_the_limit_are_planned_with() -> None:
    assert CURVE.fastest(500) == 1_000
    assert CURVE.fastest(1_000) == 1_100


def test_a_ward_in_ten_minutes() -> None:
    found = _needed()

    assert found["bookings"] == 1_150
    assert found["processes of the booking site"] == 2  # 1150 / (0.7 · 1000)
    assert found["in use of those cores"] == pytest.approx(0.92, rel=0.05)  # 0.8 ms each
    assert found["PostgreSQL"] == 1
    assert found["WAL"] == pytest.approx(1.15, rel=0.01)
    assert found["the log grows by"] == pytest.approx(0.621)
    assert found["connections"] == 20
    assert found["logs"] == 1


def test_a_city_needs_more_than_one_log() -> None:
    found = _needed(replace(WARD, residents=3_700_000, minutes=5))

    assert found["processes of the booking site"] == 18
    assert found["logs"] == 3  # 12333 · 0.17 / (0.7 · 1000)


def test_twice_the_peak_is_twice_the_rate() -> None:
    assert _needed(replace(WARD, peak=2))["bookings"] == 2 * _needed()["bookings"]


def test_a_limit_that_no_rate_kept_is_refused() -> None:
    with pytest.raises(NoCurveError, match="within 10 ms"):
        _needed(replace(WARD, slowest_ms=10))


def _command(path: Path) -> Result:
    words = ["capacity", "--residents", "690000", "--minutes", "10", "--measured", str(path)]
    return CliRunner().invoke(cli, words)


def test_without_a_measured_curve_it_refuses_and_says_the_remedy(tmp_path: Path) -> None:
    found = _command(tmp_path / "none")

    assert isinstance(found.exception, SettingsError)
    assert "make capacity-curve" in str(found.exception)


def test_a_file_of_something_else_is_no_curve(tmp_path: Path) -> None:
    (tmp_path / "curve").write_text('{"stages": []}')

    with pytest.raises(NoCurveError, match="another version"):
        read_curve(tmp_path / "curve")


def test_the_command_shows_formulas_and_how_far_the_curve_was_right(tmp_path: Path) -> None:
    path = tmp_path / "curve"
    checked = [
        Checked(
            a_second=300,
            figure="cores of PostgreSQL",
            planned=0.3,
            predicted=0.2,
            known=0.22,
            measured=0.25,
        )
    ]
    write_curve(path, msgspec.structs.replace(CURVE, checked=checked))

    found = _command(path)

    assert found.exit_code == 0
    assert "λ = 690,000 / (60 · 10)" in found.output
    assert "a booking" in found.output
    assert "+25%" in found.output
    assert "ends before the site does" not in found.output


def test_a_curve_whose_crowd_wanted_no_more_is_named(tmp_path: Path) -> None:
    path = tmp_path / "curve"
    write_curve(path, msgspec.structs.replace(CURVE, stages=CURVE.stages[:1]))

    found = _command(path)

    assert "at 500 a second a process used but 40% of its core" in found.output
