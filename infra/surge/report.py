"""The verdict first, then the evidence: surge-report.json for programs, .html for people."""

import html
import os
import platform
from dataclasses import dataclass
from pathlib import Path

import msgspec

from infra.surge.crowd import Counted
from infra.surge.rush import Run
from loadtests.thresholds import Judged

_WARD = 690_000
"""The ward that the targets speak of."""
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Surge report</title>
<style>body {{ font: 1rem/1.5 system-ui; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid; padding: .2rem .6rem }}</style>
<h1>{headline}</h1><ul>{reasons}</ul>
<p>{drill.name}: {drill.says}. {drill.model} model, {drill.users:,} users, {drill.seconds:g} s at
most. {machine}; began {run.began_at:%Y-%m-%d %H:%M} UTC. Times in milliseconds.</p>
<h2>Limits</h2><table>{limits}</table>
<h2>Requests</h2><table><tr>{head}</tr>{requests}</table>
<h2>What residents were told</h2><table>{outcomes}</table>
<h2>What the auditor found in the log</h2><table>{checks}</table></html>
"""


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
        headline=f"{run.drill.name} {told}: {run.booked:,} bookings{_pace(run)}",
        reasons=tuple(reasons),
    )


def write_report(run: Run, folder: Path) -> None:
    verdict = judge(run)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    told = {"verdict": verdict, "machine": machine, "judged": run.judged, "run": run}
    (folder / "surge-report.json").write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    (folder / "surge-report.html").write_text(_page(run, verdict, machine), encoding="utf-8")


def _pace(run: Run) -> str:
    """How fast the request was that made them, and what that means for a ward."""
    deed = next((each for each in ("book", "confirm") if each in run.counted), None)
    if deed is None:
        return ""
    made = run.counted[deed]
    ward = f"a ward of {_WARD:,} would take {_WARD / max(made.a_second, 1):,.0f} s at that rate"
    return f", {made.a_second:,.0f} a second, p99 {made.p99:.0f} ms; {ward}"


def _told(broken: Judged) -> str:
    if broken.measured is None or broken.allowed is None:
        return f"{broken.limit}: not measured"
    return f"{broken.limit}: {broken.measured:,.4g} measured, {broken.allowed:,.4g} allowed"


def _page(run: Run, verdict: Verdict, machine: str) -> str:
    requests = "".join(
        _row(name, *msgspec.structs.astuple(each)) for name, each in run.counted.items()
    )
    checks = "".join(
        _row(each.rule, "holds" if each.holds else f"BROKEN {each.broken} times", *each.examples)
        for each in run.findings
    )
    limits = "".join(
        _row(each.limit, each.measured, "holds" if each.holds else "BROKEN") for each in run.judged
    )
    return _PAGE.format(
        run=run,
        drill=run.drill,
        limits=limits,
        requests=requests,
        checks=checks,
        outcomes="".join(_row(name, count) for name, count in sorted(run.outcomes.items())),
        reasons="".join(f"<li>{html.escape(each)}" for each in verdict.reasons),
        headline=html.escape(verdict.headline),
        machine=html.escape(machine),
        head="".join(f"<th>{each}" for each in ("what", *Counted.__struct_fields__)),
    )


def _row(*cells: object) -> str:
    return f"<tr>{''.join(f'<td>{html.escape(str(each))}' for each in cells)}</tr>"
