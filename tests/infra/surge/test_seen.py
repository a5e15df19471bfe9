"""What was seen of a drill, second by second, and what follows from it."""

import json
from pathlib import Path

import pytest

from infra.surge.capacity.saturation import saturation
from infra.surge.capacity.stages import Stage, stages
from infra.surge.watching.batches import Batches
from infra.surge.watching.observed import OTHERS, Observed
from infra.surge.watching.sampling import Sample
from infra.surge.watching.server_side import Look
from infra.surge.watching.timeline import Asked, Second, percentile, read_seconds


def test_seconds_of_several_processes_are_added_up(tmp_path: Path) -> None:
    line = {"second": 1_000, "name": "book", "users": 3, "failures": 1, "times": [[10, 2], [90, 1]]}
    other = line | {"users": 4, "failures": 0, "times": [[10, 7]]}
    later = line | {"second": 1_002}
    (tmp_path / "seconds-0").write_text(f"{json.dumps(line)}\n{json.dumps(later)}\n")
    (tmp_path / "seconds-1").write_text(f"{json.dumps(other)}\n")

    seconds, began = read_seconds(tmp_path)

    assert began == 1_000
    assert [each.at for each in seconds] == [0, 2]
    assert seconds[0].users == 7
    assert seconds[0].kinds["book"] == Asked(answers=10, failures=1, p50=10, p95=90, p99=90)


def test_nobody_came(tmp_path: Path) -> None:
    assert read_seconds(tmp_path) == ([], 0.0)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 1.0), (0.9, 2.0), (0.91, 5.0), (1, 5.0)])
def test_a_percentile_is_a_time_that_was_measured(share: float, expected: float) -> None:
    assert percentile({5.0: 1, 1.0: 8, 2.0: 1}, share) == expected


def _observed(users: list[int]) -> Observed:
    """A crowd that gets 10 answers a second each, and a machine with one more core in use."""
    seconds = [
        Second(
            at=n,
            users=each,
            kinds={"book": Asked(answers=10 * each, failures=0, p50=1, p95=2, p99=each)},
        )
        for n, each in enumerate(users)
    ]
    moments = range(len(users) + 1)
    return Observed(
        seconds=seconds,
        came_at=500.0,
        samples=[
            Sample(at=500.5 + n, process="site", cpu_seconds=n / 2, memory_mb=1)
            for n in (-1, *moments)
        ],
        looks=[
            Look(
                at=500.0 + n,
                steady=float(n),
                busy_seconds=1.5 * n,
                waiting=0,
                place=20 * n,
                wal_bytes=1_000 * n,
                flushes=4 * n,
                flush_ms=10.0 * n,
            )
            for n in moments
        ],
        waits={},
        batches=Batches(sizes={1: 3, 5: 1}),
        log_bytes=0,
    )


def test_what_the_drill_did_not_use_others_used() -> None:
    rush = _observed([2] * 10).rush

    assert rush.cores == pytest.approx({"site": 0.5, OTHERS: 1.0})
    assert (rush.flushes, rush.wal_bytes, rush.facts) == pytest.approx((4, 1_000, 20))
    assert rush.flush_ms == pytest.approx(2.5)


def test_a_stage_is_the_settled_seconds_with_as_many_people() -> None:
    found = stages(_observed([1] * 8 + [3] * 8 + [5] * 3), "book")

    assert [(each.users, each.a_second, each.p99) for each in found] == [(1, 10, 1), (3, 30, 3)]
    assert found[0].site_cores == pytest.approx(0.5)


def test_a_drill_that_nobody_came_to_has_no_stages() -> None:
    assert stages(_observed([]), "book") == []


def _stage(users: int, a_second: float) -> Stage:
    return Stage(
        users=users,
        a_second=a_second,
        p99=1,
        site_cores=0,
        postgres_cores=0,
        flushes=0,
        wal_bytes=0,
        flush_ms=0,
    )


def test_a_curve_saturates_where_more_people_bring_no_more_bookings() -> None:
    curve = [_stage(10, 400), _stage(20, 990), _stage(40, 1_000), _stage(80, 950)]

    found = saturation(curve, 800, {"site": 0.1}, 2)

    assert found
    assert found.a_second == 1_000
    assert "more people than 20 brought no more" in found.by


@pytest.mark.parametrize(
    ("cores", "a_second", "what"),
    [
        ({"site": 0.5, OTHERS: 1.5}, 1_000, "one core"),
        ({"site": 0.5, "locust": 1.1, OTHERS: 0.4}, 625, "the machine's 2 cores"),
    ],
)
def test_without_a_curve_the_law_of_utilisation_tells(
    cores: dict[str, float], a_second: float, what: str
) -> None:
    found = saturation([_stage(10, 500)], 500, cores, 2)

    assert found
    assert found.a_second == pytest.approx(a_second)
    assert what in found.by


def test_without_a_curve_and_without_looks_nothing_is_told() -> None:
    assert saturation([_stage(10, 500)], 500, {}, 2) is None


def test_batches_by_size() -> None:
    batches = Batches(sizes={1: 2, 3: 1, 4: 1, 300: 1})

    assert (batches.count, batches.largest) == (5, 300)
    assert batches.mean == pytest.approx(61.8)
    assert dict(batches.steps)["3-4"] == 2
    assert sum(count for _, count in batches.steps) == 5
