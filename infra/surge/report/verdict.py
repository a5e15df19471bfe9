"""The verdict first, then the evidence: surge-report.json for programs, .html for people."""

import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from infra.surge.capacity.curve import keep_curve
from infra.surge.capacity.saturation import Saturation, saturation
from infra.surge.capacity.stages import Stage, stages
from infra.surge.limits.limits import read_limits
from infra.surge.report.history import Past, comparable, keep
from infra.surge.report.page import page
from infra.surge.report.words import Report
from infra.surge.rush import Run
from infra.surge.watching.observed import OTHERS
from loadtests.thresholds import Judged

_WARD: Final = 690_000
"""The ward that the targets speak of."""
_DEEDS: Final = ("book", "confirm", "next screen")
"""Requests that make bookings, the likelier first; where nobody books, what clerks wait for."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    passed: bool
    headline: str
    reasons: tuple[str, ...]


def judge(run: Run) -> Verdict:
    """Passed: every limit of the drill holds; whatever the auditor found broken is one of them."""
    reasons = [f"broken: {each.rule} ({each.broken})" for each in run.findings if not each.holds]
    reasons += [_told(each) for each in run.judged if not each.holds]
    told = "passed" if not reasons else "FAILED"
    return Verdict(
        passed=not reasons,
        headline=f"{run.drill.name} {told}: {_done(run)}",
        reasons=tuple(reasons),
    )


def write_report(run: Run, folder: Path) -> None:
    """Beside the report its history grows by a line; a drill in steps leaves the curve there."""
    verdict, deed = judge(run), _deed(run)
    curve = stages(run.observed, deed)
    found = _saturation(run, curve, deed)
    past = _past(run, verdict, found, deed)
    keep(folder, past)
    keep_curve(folder, run, curve)
    told = {
        "verdict": verdict,
        "judged": run.judged,
        "command": _command(),
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
        saturation=found,
        stages=curve,
        limits=read_limits(folder, run.machine.name),
        past=comparable(folder, past),
        command=_command(),
    )
    (folder / "surge-report.html").write_text(page(report), encoding="utf-8")


def _deed(run: Run) -> str:
    return next((each for each in _DEEDS if each in run.counted), _DEEDS[0])


def _done(run: Run) -> str:
    if served := run.outcomes.get("served", 0):
        return f"{served:,} visits served"
    return f"{run.booked:,} bookings{_pace(run)}"


def _pace(run: Run) -> str:
    """How fast the request was that made them, and what that means for a ward."""
    made = run.counted.get(_deed(run))
    if made is None:
        return ""
    ward = f"a ward of {_WARD:,} would take {_WARD / max(made.a_second, 1):,.0f} s at that rate"
    return f", {made.a_second:,.0f} a second, p99 {made.p99:.0f} ms; {ward}"


def _told(broken: Judged) -> str:
    if broken.measured is None or broken.allowed is None:
        return f"{broken.limit}: not measured"
    return f"{broken.limit}: {broken.measured:,.4g} measured, {broken.allowed:,.4g} allowed"


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
    )


def _command() -> str:
    return shlex.join(["python", "-m", "infra.surge", *sys.argv[1:]])
