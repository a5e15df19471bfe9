"""The verdict first, then the evidence: surge-report.json for programs, .html for people."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from infra.surge.capacity.curve import keep_curve
from infra.surge.capacity.saturation import Saturation, saturation
from infra.surge.capacity.stages import Stage, stages
from infra.surge.limits.limits import read_limits
from infra.surge.report.advice import advice
from infra.surge.report.history import Past, comparable, keep, plan_of
from infra.surge.report.page import page
from infra.surge.report.words import Report, done, figure, missed
from infra.surge.rush import Run
from infra.surge.watching.observed import OTHERS
from loadtests.thresholds import Judged

_WARD: Final = 690_000
"""The ward that the targets speak of."""
_BOOKS: Final = ("book", "confirm")
"""Requests that make bookings, the likelier first."""
_DEEDS: Final = (*_BOOKS, "attacked", "next screen")
"""Of which the report speaks; where none makes bookings, what people wait for."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    passed: bool
    headline: str
    reasons: tuple[str, ...]
    advice: tuple[str, ...] = ()
    """What to do next."""

    @property
    def lines(self) -> list[str]:
        """As they are read on a terminal."""
        return [self.headline, *self.reasons, *(f"Next: {each}" for each in self.advice)]


def judge(run: Run) -> Verdict:
    """Passed: every limit of the drill holds; whatever the auditor found broken is one of them."""
    reasons = [f"broken: {each.rule} ({each.broken})" for each in run.findings if not each.holds]
    reasons += [_told(each) for each in run.judged if not each.holds]
    told = "passed" if not reasons else f"FAILED ({_count(run)})"
    return Verdict(
        passed=not reasons,
        headline=f"{run.drill.name} {told}: {_done(run, of_ward=not reasons)}",
        reasons=tuple(reasons),
        advice=tuple(advice(run)),
    )


def write_report(run: Run, folder: Path, command: str) -> None:
    """Beside the report its history grows by a line; a drill in steps leaves the curve there.

    *command*: what runs the same drill again.
    """
    verdict, deed = judge(run), _deed(run)
    curve = stages(run.observed, deed)
    found = _saturation(run, curve, deed)
    past = _past(run, verdict, found, deed)
    keep(folder, past)
    keep_curve(folder, run, curve)
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


def _deed(run: Run) -> str:
    return next((each for each in _DEEDS if each in run.counted), _DEEDS[0])


def _count(run: Run) -> str:
    """Of what is not as it should be."""
    rules = sum(not each.holds for each in run.findings)
    limits = sum(not each.holds for each in run.judged)
    told = [f"{limits} of {len(run.judged)} limits missed"] if limits else []
    return ", ".join([*told, *([f"{rules} of {len(run.findings)} rules broken"] if rules else [])])


def _done(run: Run, *, of_ward: bool) -> str:
    what, number = done(run)
    return f"{number} {what.lower()}{_pace(run, of_ward=of_ward)}"


def _pace(run: Run, *, of_ward: bool) -> str:
    """How fast the request was that made them; what that means for a ward, if nobody held back."""
    made = run.counted.get(_deed(run))
    if made is None or _deed(run) not in _BOOKS:
        return ""
    told = f", {made.a_second:,.0f} a second, p99 {made.p99:.0f} ms"
    if not of_ward or run.drill.pace or run.drill.model == "open":
        return told
    seconds = _WARD / max(made.a_second, 1)
    return f"{told}; a ward of {_WARD:,} would take {seconds:,.0f} s at that rate"


def _told(broken: Judged) -> str:
    if broken.measured is None or broken.allowed is None:
        return f"{broken.limit}: not measured"
    limit = f"{broken.limit}" + (f" = {figure(broken.allowed)}" if "*" in broken.limit else "")
    return f"{limit}: measured {figure(broken.measured)}, {missed(broken)}"


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
