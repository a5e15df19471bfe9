"""A day at the counters passes only if its limits hold and the auditor finds nothing."""

from dataclasses import replace
from datetime import UTC, datetime

from infra.bench.counter_clerk import Screen
from infra.surge.counters.counter_plan import CounterDay
from infra.surge.report.verdict import judge
from infra.surge.report.writing import write_report
from infra.surge.rush import Run
from infra.surge.watching.batches import Batches
from infra.surge.watching.figures import of_findings, of_requests
from infra.surge.watching.machine import Machine
from infra.surge.watching.observed import Observed
from infra.surge.watching.watched import counted
from loadtests.auditor import Finding
from loadtests.drills import load_drill

AT = datetime(2026, 11, 24, tzinfo=UTC)
LIED = Finding(name="told_and_lost", rule="a step told is in the log", broken=1, examples=())


def run(day: CounterDay, *findings: Finding) -> Run:
    drill = replace(
        load_drill("counter-day"),
        thresholds=("next screen.p95 <= 300", "facts.unsent <= 0", "facts.refused <= 0"),
    )
    screens = {name: counted(each, 60.0) for name, each in day.by_kind.items()}
    nothing = Observed(
        seconds=[],
        came_at=0.0,
        samples=[],
        looks=[],
        waits={},
        batches=Batches(sizes={}),
        log_bytes=0,
    )
    return Run(
        drill=drill,
        began_at=AT,
        counted=screens,
        outcomes=day.outcomes,
        findings=list(findings),
        figures={**of_requests(screens), **of_findings(findings), **day.figures},
        observed=nothing,
        machine=Machine(name="", versions={"Madoguchi": "0.1.0"}, settings={}),
    )


QUICK = CounterDay(screens=[Screen(0.0, 0.1)] * 100)


def test_a_good_day_passes():
    assert judge(run(QUICK)).passed


def test_a_step_that_a_clerk_was_told_and_that_is_lost_fails_the_day():
    verdict = judge(run(QUICK, LIED))
    assert not verdict.passed
    assert any(LIED.rule in each for each in verdict.reasons)


def test_slow_screens_unsent_facts_and_refused_ones_fail_it():
    slow = CounterDay(screens=[Screen(0.0, 0.1)] * 90 + [Screen(0.0, 2.0)] * 10)
    for day in (slow, replace(QUICK, unsent=1), replace(QUICK, refused={"wrong-stage": 1})):
        assert not judge(run(day)).passed


def test_the_report_is_written_with_the_verdict_first(tmp_path):
    write_report(run(QUICK, LIED), tmp_path, "make surge")
    page = (tmp_path / "surge-report.html").read_text(encoding="utf-8")
    assert page.index("counter-day FAILED") < page.index(LIED.rule)
    assert ".table" in page
    assert (tmp_path / "surge-report.json").stat().st_size > 0
