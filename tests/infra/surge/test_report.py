"""Charts, history, and the page made of them."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from infra.surge.report.charts import Chart, Line
from infra.surge.report.drawing import svg
from infra.surge.report.history import Past, comparable, keep


def _chart(values: list[float | None], target: tuple[float, str] | None = None) -> Chart:
    return Chart(
        name="c",
        title="A < B",
        told="& so on",
        below="Second",
        places=[str(n) for n in range(len(values))],
        lines=[Line(name="p50", values=values)],
        beside=[Line(name="users", values=[1.0] * len(values))],
        target=target,
    )


@pytest.mark.parametrize("values", [[], [None], [3.0], [1.0, None, 2.0, 5.0], [0.0, 0.0]])
def test_a_chart_is_drawn_of_any_values(values: list[float | None]) -> None:
    drawn = ET.fromstring(svg(_chart(values, (4.0, "limit"))))

    assert drawn.get("role") == "img"
    assert [each.text for each in drawn[:2]] == ["A < B", "& so on"]


def test_a_gap_breaks_the_line() -> None:
    assert svg(_chart([1.0, None, 2.0, 5.0])).count("M") > svg(_chart([1.0, 1.0, 2.0, 5.0])).count(
        "M"
    )


def test_the_table_says_all_that_is_drawn_and_more() -> None:
    chart = _chart([1.0, None])

    assert chart.columns == ["Second", "p50", "users"]
    assert chart.rows == [["0", 1.0, 1.0], ["1", None, 1.0]]


def _past(drill: str, machine: str, a_second: float) -> Past:
    return Past(
        began_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        drill=drill,
        machine=machine,
        version="0.1.0",
        passed=True,
        booked=1,
        a_second=a_second,
        p99=1,
        of_saturation=0.5,
        bookings_a_batch=1,
        others=0,
    )


def test_only_runs_of_the_same_drill_on_the_same_machine_are_compared(tmp_path: Path) -> None:
    mine = [_past("surge", "here", 1), _past("surge", "here", 2)]
    for each in (mine[0], _past("surge", "there", 9), _past("ward", "here", 9), mine[1]):
        keep(tmp_path, each)

    assert comparable(tmp_path, mine[1]) == mine


def test_the_first_run_has_no_past(tmp_path: Path) -> None:
    assert comparable(tmp_path, _past("surge", "here", 1)) == []
