"""A failed verdict says which limit was missed, by how much, and what to do next."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infra.surge.counting import Counted, Failed, counted, failed
from infra.surge.report.history import plan_of
from infra.surge.report.verdict import judge
from infra.surge.report.writing import write_report
from infra.surge.rush import Run
from infra.surge.watching.batches import Batches
from infra.surge.watching.figures import of_outcomes, of_requests
from infra.surge.watching.machine import Machine
from infra.surge.watching.observed import Observed
from loadtests.auditor import Finding
from loadtests.drills import load_drill

BOOK = Counted(
    method="POST", requests=100, failures=0, a_second=50, p50=10, p95=20, p99=30, most=40
)
NOTHING = Observed(
    seconds=[], came_at=0, samples=[], looks=[], waits={}, batches=Batches(sizes={}), log_bytes=0
)


def run(*limits: str, finding: Finding | None = None) -> Run:
    outcomes = {"confirmed": 100, "unknown": 3}
    return Run(
        drill=replace(load_drill("surge"), thresholds=limits),
        began_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
        counted={"book": BOOK},
        outcomes=outcomes,
        findings=[finding] if finding else [],
        figures={**of_requests({"book": BOOK}), **of_outcomes(outcomes)},
        observed=NOTHING,
        machine=Machine(name="here", versions={"Madoguchi": "0.1.0"}, settings={}),
    )


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("book.a_second >= 200", "measured 50, 75% short"),
        ("book.p99 <= 24", "measured 30, 25% over"),
        ("book.p99 <= 2 * book.p50", "= 20: measured 30, 50% over"),
        ("outcomes.unknown <= 0", "measured 3, 3 too many"),
        ("bok.p99 <= 24", "not measured"),
    ],
)
def test_a_missed_limit_is_told_with_how_far_it_was_missed(limit: str, told: str) -> None:
    verdict = judge(run("requests >= 1", limit))
    assert verdict.headline.startswith("surge FAILED (1 of 2 limits missed): 100 bookings")
    (reason,) = verdict.reasons
    assert reason.startswith(limit)
    assert reason.endswith(told)


def test_a_name_that_nobody_asked_for_is_explained() -> None:
    (told,) = judge(run("bok.p99 <= 24")).advice
    assert told.endswith("Asked for was: book.")


@pytest.mark.parametrize(
    ("name", "told"),
    [("places", "never a slow machine"), ("crowd_came", "run it again")],
)
def test_what_to_do_depends_on_what_is_broken(name: str, told: str) -> None:
    finding = Finding(name=name, rule="what must hold", broken=1, examples=("slot 7",))
    verdict = judge(run(finding=finding))
    assert "1 of 1 rules broken" in verdict.headline
    assert told in verdict.advice[0]


def test_a_drill_that_passed_needs_no_advice() -> None:
    (line,) = judge(run("book.p99 <= 30")).lines
    assert line.startswith("surge passed: 100 bookings, 50 a second, p99 30 ms; a ward of 690,000")


def test_the_page_names_what_went_wrong_and_the_command(tmp_path: Path) -> None:
    wrong = Failed(name="book", error="status 500", times=7)
    told = replace(run("failures <= 1", "book.p99 <= 1"), failed=[wrong], last_words="Out <of> ink")
    write_report(told, tmp_path, "make surge DRILL=surge")
    page = (tmp_path / "surge-report.html").read_text(encoding="utf-8")
    for each in (
        "status 500",
        "Out &lt;of&gt; ink",
        "make surge DRILL=surge",
        "BROKEN 2900% over",
    ):
        assert each in page


def test_a_drill_that_was_broken_off_has_a_report_that_says_so_first(tmp_path: Path) -> None:
    ended = Finding(name="crowd_came", rule="people came until the end", broken=1, examples=("x",))
    whole = run("requests >= 1", finding=ended)
    told = replace(whole, counted={}, figures={}, broken_off="Locust was killed by signal 9")
    write_report(told, tmp_path, "make surge DRILL=surge")
    headline = judge(told).headline
    assert headline.startswith("surge FAILED (not whole: Locust was killed by signal 9)")
    for kind in ("html", "json"):
        page = (tmp_path / f"surge-report.{kind}").read_text(encoding="utf-8")
        assert headline in page
        assert "proves nothing" in page


def test_what_locust_noted_is_read(tmp_path: Path) -> None:
    (tmp_path / "locust_failures.csv").write_text(
        "Method,Name,Error,Occurrences\nPOST,book,CatchResponseError('no answer'),2\n"
    )
    (tmp_path / "locust_exceptions.csv").write_text("Count,Message,Traceback,Nodes\n5,x,y,z\n")
    assert [(each.name, each.error, each.times) for each in failed(tmp_path)] == [
        ("the scenario itself", "x", 5),
        ("book", "no answer", 2),
    ]


def test_without_its_last_word_locust_counted_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path) == {}


def test_a_short_edition_is_not_compared_with_the_whole_but_other_limits_do_not_matter() -> None:
    whole = load_drill("surge")
    assert plan_of(whole) != plan_of(load_drill("surge", short=True))
    assert plan_of(whole) == plan_of(replace(whole, thresholds=()))
