"""The verdict first, then the evidence: surge-report.json for programs, .html for people."""

import os
from pathlib import Path

import msgspec

from infra.surge.capacity.curve import keep_curve
from infra.surge.capacity.saturation import Saturation, saturation
from infra.surge.capacity.stages import Stage, stages
from infra.surge.limits.limits import read_limits
from infra.surge.report.history import Past, comparable, keep, plan_of
from infra.surge.report.page import page
from infra.surge.report.verdict import Verdict, deed_of, judge
from infra.surge.report.words import Report
from infra.surge.rush import Run
from infra.surge.watching.observed import OTHERS


def write_report(run: Run, folder: Path, command: str, *, short: bool = False) -> None:
    """Beside the report its history grows by a line; a drill in steps leaves the curve there.

    *command*: what runs the same drill again. *short*: it was an edition of seconds.
    """
    verdict, deed = judge(run), deed_of(run)
    curve = stages(run.observed, deed)
    found = _saturation(run, curve, deed)
    past = _past(run, verdict, found, deed)
    keep(folder, past)
    keep_curve(folder, run, curve, short=short)
    told = {
        "verdict": verdict,
        "judged": run.judged,
        "command": command,
        "saturation": found,
        "stages": curve,
        "rush": run.observed.rush,
        "cores": os.cpu_count(),
        "run": run,
    }
    (folder / "surge-report.json").write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    report = Report(
        run=run,
        deed=deed,
        passed=verdict.passed,
        headline=verdict.headline,
        reasons=verdict.reasons,
        advice=list(verdict.advice),
        saturation=found,
        stages=curve,
        limits=read_limits(folder, run.machine.name),
        past=comparable(folder, past),
        command=command,
    )
    (folder / "surge-report.html").write_text(page(report), encoding="utf-8")


def _saturation(run: Run, curve: list[Stage], deed: str) -> Saturation | None:
    made = run.counted.get(deed)
    cores = run.observed.rush.cores
    return saturation(curve, made.a_second if made else 0.0, cores, os.cpu_count() or 1)


def _past(run: Run, verdict: Verdict, found: Saturation | None, deed: str) -> Past:
    made, machine = run.counted.get(deed), run.machine
    a_second = made.a_second if made else 0.0
    return Past(
        began_at=run.began_at,
        drill=run.drill.name,
        machine=machine.name,
        version=machine.versions["Madoguchi"],
        passed=verdict.passed,
        booked=run.booked,
        a_second=round(a_second, 1),
        p99=made.p99 if made else 0.0,
        of_saturation=round(a_second / max(found.a_second, 0.01), 3) if found else 0.0,
        bookings_a_batch=round(run.observed.batches.mean, 1),
        others=round(run.observed.rush.cores.get(OTHERS, 0.0), 2),
        plan=plan_of(run.drill),
    )
