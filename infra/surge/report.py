"""The verdict first, then the evidence: surge-report.json for programs, .html for people."""

import html
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from infra.surge.crowd import Counted
from infra.surge.plan import Plan
from loadtests.auditor import Finding

_SLOWEST_MS = 500.0
"""Of the paced rush, 99 of 100 bookings are answered in so much."""
_WARD, _SECONDS = 690_000, 600
"""The target: a ward in ten minutes, 1,150 bookings a second."""
_CLOSED = "closed model: the next one comes when one is answered"
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Surge report</title>
<style>body {{ font: 1rem/1.5 system-ui; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid; padding: .2rem .6rem }}</style>
<h1>{headline}</h1><ul>{reasons}</ul>
<p>{plan.residents:,} residents, {plan.users} at a time for {plan.seconds} s; {model}. A journey is
the page of free times and the one-step booking form of a signed-in resident. {machine}; began
{run.began_at:%Y-%m-%d %H:%M} UTC. Times in milliseconds.</p>
<h2>Requests</h2><table><tr>{head}</tr>{requests}</table>
<h2>What residents were told</h2><table>{outcomes}</table>
<h2>What the auditor found in the log</h2><table>{checks}</table></html>
"""


@dataclass(frozen=True, kw_only=True)
class Run:
    plan: Plan
    began_at: datetime
    counted: dict[str, Counted]
    booked: int
    findings: list[Finding]
    outcomes: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    passed: bool
    headline: str
    reasons: tuple[str, ...]


def judge(run: Run) -> Verdict:
    """Passed: nobody failed, every check holds, and the rush was fast enough.

    That is a ward in ten minutes; where it was paced, answers in time.
    """
    book = run.counted["book"]
    reasons = [f"broken: {each.rule} ({each.broken})" for each in run.findings if not each.holds]
    failures = sum(each.failures for each in run.counted.values())
    if failures:
        reasons.append(f"{failures} requests failed")
    if unknown := run.outcomes.get("unknown", 0):
        reasons.append(f"{unknown} answers unknown")
    if run.plan.pace and book.p99 > _SLOWEST_MS:
        reasons.append(f"p99 of a booking {book.p99:.0f} ms, more than {_SLOWEST_MS:.0f}")
    if not run.plan.pace and book.a_second < _WARD / _SECONDS:
        reasons.append(
            f"{book.a_second:,.0f} bookings a second, fewer than {_WARD / _SECONDS:,.0f}"
        )
    told = "passed" if not reasons else "FAILED"
    headline = (
        f"{told}: {run.booked:,} bookings, {book.a_second:,.0f} a second,"
        f" p99 {book.p99:.0f} ms; a ward of {_WARD:,} would take"
        f" {_WARD / max(book.a_second, 1):,.0f} s at that rate"
    )
    return Verdict(passed=not reasons, headline=headline, reasons=tuple(reasons))


def write_report(run: Run, folder: Path) -> None:
    verdict = judge(run)
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    told = msgspec.to_builtins({"verdict": verdict, "machine": machine, "run": run})
    (folder / "surge-report.json").write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    (folder / "surge-report.html").write_text(_page(run, verdict, machine), encoding="utf-8")


def _page(run: Run, verdict: Verdict, machine: str) -> str:
    requests = "".join(
        _row(name, *msgspec.structs.astuple(each)) for name, each in run.counted.items()
    )
    checks = "".join(
        _row(each.rule, "holds" if each.holds else f"BROKEN {each.broken} times", *each.examples)
        for each in run.findings
    )
    outcomes = "".join(_row(name, count) for name, count in sorted(run.outcomes.items()))
    plan = run.plan
    parts = {
        "reasons": "".join(f"<li>{html.escape(each)}" for each in verdict.reasons),
        "headline": html.escape(verdict.headline),
        "machine": html.escape(machine),
        "model": f"{plan.pace:g} journeys a second" if plan.pace else _CLOSED,
        "head": "".join(f"<th>{each}" for each in ("what", *Counted.__struct_fields__)),
    }
    return _PAGE.format(
        run=run, plan=plan, requests=requests, checks=checks, outcomes=outcomes, **parts
    )


def _row(*cells: object) -> str:
    return f"<tr>{''.join(f'<td>{html.escape(str(each))}' for each in cells)}</tr>"
