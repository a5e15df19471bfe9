"""A drill that was broken off, or that lost something on the way, does not pass."""

import os
import signal
import subprocess
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner

from infra.surge.__main__ import main
from infra.surge.counting import Counted
from infra.surge.crowd import LOCUST, Crowd, crowd
from infra.surge.evidence.whole import crowd_whole, house_whole
from infra.surge.watching.figures import of_requests
from infra.surge.watching.sampling import is_alive
from infra.surge.watching.server_side import Look
from loadtests.auditor import Finding
from loadtests.drills import load_drill
from loadtests.thresholds import judged

KILLED = "Locust was killed by signal 9 before the drill was over"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of two processes of Locust that came to their end."""
    for turn in range(2):
        (tmp_path / f"journal-{turn}").touch()
        (tmp_path / f"seconds-{turn}").touch()
    (tmp_path / "ended").write_text("time")
    return tmp_path


def broken(findings: list[Finding]) -> list[str]:
    return [each.name for each in findings if not each.holds]


def look(at: float, steady: float) -> Look:
    return Look(
        at=at,
        steady=steady,
        busy_seconds=0,
        waiting=0,
        place=0,
        wal_bytes=0,
        flushes=0,
        flush_ms=0,
    )


def test_a_drill_that_came_to_its_end_is_whole(folder: Path) -> None:
    assert broken(crowd_whole(folder)) == []


@pytest.mark.parametrize("said", ["", None])
def test_locust_ended_from_outside_is_found(folder: Path, said: str | None) -> None:
    (folder / "ended").unlink()
    if said is not None:
        (folder / "ended").write_text(said)
    assert broken(crowd_whole(folder)) == ["crowd_came"]


@pytest.mark.parametrize("lost", ["journal-1", "seconds-0"])
def test_what_a_process_of_the_crowd_did_not_leave_is_named(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    (found,) = [each for each in crowd_whole(folder) if not each.holds]
    assert found.examples == (f"no {lost}",)


def test_a_site_that_ended_on_the_way_is_found_even_before_anybody_waits_for_it() -> None:
    with subprocess.Popen(["sleep", "60"]) as site:
        assert broken(house_whole({"site": site.pid, "us": os.getpid()}, [])) == []
        site.kill()
        os.waitid(os.P_PID, site.pid, os.WEXITED | os.WNOWAIT)
        (found,) = [each for each in house_whole({"site": site.pid}, []) if not each.holds]
    assert found.examples == ("site has ended",)


@pytest.mark.parametrize(("jump", "found"), [(0.0, []), (-3.0, ["clock_steady"])])
def test_a_clock_that_was_set_is_found(jump: float, found: list[str]) -> None:
    looks = [look(100.0, 5.0), look(101.0, 6.0), look(102.0 + jump, 7.0), look(103.1 + jump, 8.1)]
    assert broken(house_whole({}, looks)) == found


def test_a_killed_locust_is_no_drill() -> None:
    with subprocess.Popen(["sleep", "60"]) as locust:
        locust.send_signal(signal.SIGKILL)
        assert Crowd(locust).broken_off() == KILLED
        with pytest.raises(RuntimeError, match=KILLED):
            Crowd(locust).wait()


def test_workers_of_a_killed_locust_do_not_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What plays Locust leaves a process behind and is killed."""
    program = tmp_path / "locust"
    program.write_text("#!/bin/sh\nsleep 60 &\necho $! > left\nkill -9 $$\n")
    program.chmod(0o755)
    monkeypatch.setenv(LOCUST, str(program))
    with crowd("http://127.0.0.1:9", load_drill("surge"), tmp_path) as people:
        assert people.broken_off() == KILLED
        left = int((tmp_path / "left").read_text())
        assert is_alive(left)
    for _ in range(100):
        if not is_alive(left):
            break
        sleep(0.02)
    assert not is_alive(left)


def test_without_locust_nothing_is_seeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LOCUST, str(tmp_path / "none"))
    result = CliRunner().invoke(main, ["soak", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.startswith("Error: Locust is missing")


@pytest.mark.parametrize("change", ["house=castle", "evidence=['hearsay']"])
def test_what_no_drill_can_have_is_said_before_anything_is_seeded(
    tmp_path: Path, change: str
) -> None:
    result = CliRunner().invoke(main, ["surge", "--set", change, "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.startswith("Error: no ")


def counted(requests: int) -> Counted:
    return Counted(
        method="GET", requests=requests, failures=0, a_second=0, p50=0, p95=0, p99=0, most=0
    )


@pytest.mark.parametrize("limit", ["requests >= 1", "times.p99 <= 9", "pages.p95 <= 9"])
@pytest.mark.parametrize("kinds", [{}, {"times": counted(0)}])
def test_a_limit_on_what_nobody_asked_for_is_broken(limit: str, kinds: dict[str, Counted]) -> None:
    assert not judged(limit, of_requests(kinds)).holds
    assert judged(limit, of_requests({"times": counted(1)})).holds
