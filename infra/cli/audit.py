"""`madoguchi audit`: judge a log by the auditor's own SQL, and say so to people or programs."""

import asyncio
import os
import time
from pathlib import Path
from typing import NamedTuple

import asyncpg
import click
import msgspec

from infra.settings import SettingsError
from loadtests.auditor import Finding, Told, audit, logs, read_journal

_DSN = "MADOGUCHI_AUDIT_DSN"
_SLOWEST = 3
"""Rules that are named with their seconds."""
_REMEDY = (
    "Remedy: set it to the log's database, as a role that may read it all and make temporary tables"
)


def audit_log(
    log: str, journals: tuple[Path, ...], since: int | None, *, as_json: bool = False
) -> int:
    """Print every rule and whether it holds; 1 if one is broken, else 0.

    Raises:
        SettingsError: nobody said which database, it cannot be read, or there is no such log or
            journal.
    """
    if log not in logs():
        raise SettingsError(f"no log is called {log}. Known: {', '.join(logs())}")
    dsn = os.environ.get(_DSN)
    if not dsn:
        raise SettingsError(f"{_DSN} is missing. {_REMEDY}")
    told = [line for path in journals for line in _lines(path)]
    began = time.monotonic()
    try:
        findings = asyncio.run(audit(dsn, told, since, log=log))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
        raise SettingsError(
            f"the log of {_DSN} could not be judged ({type(fault).__name__}). {_REMEDY}"
        ) from fault
    judged = _Judged(log, len(told), findings, time.monotonic() - began)
    click.echo(_for_programs(judged) if as_json else _for_people(judged))
    return 0 if judged.holds else 1


class _Judged(NamedTuple):
    """`seconds`: all of it; what the rules did not take went into reading the log for them."""

    log: str
    acknowledgements: int
    findings: list[Finding]
    seconds: float

    @property
    def holds(self) -> bool:
        return all(each.holds for each in self.findings)

    @property
    def reading_seconds(self) -> float:
        return self.seconds - sum(each.seconds for each in self.findings)

    @property
    def slowest(self) -> list[Finding]:
        return sorted(self.findings, key=lambda each: -each.seconds)[:_SLOWEST]


def _lines(path: Path) -> list[Told]:
    try:
        return list(read_journal(path))
    except (OSError, ValueError) as fault:
        raise SettingsError(
            f"{path} is no journal of clients ({type(fault).__name__}). Remedy: its form is at"
            " the head of loadtests/auditor/journal.py"
        ) from fault


def _for_programs(judged: _Judged) -> str:
    told = {
        "log": judged.log,
        "holds": judged.holds,
        "acknowledgements": judged.acknowledgements,
        "seconds": judged.seconds,
        "reading_seconds": judged.reading_seconds,
        "slowest_rules": [each.name for each in judged.slowest],
        "findings": judged.findings,
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode()


def _for_people(judged: _Judged) -> str:
    broken, rules = sum(not each.holds for each in judged.findings), len(judged.findings)
    verdict = f"BROKEN: {broken} of {rules} rules" if broken else "every rule holds"
    slowest = ", ".join(f"{each.name} {each.seconds:.1f} s" for each in judged.slowest)
    head = f"{judged.log} log, {judged.acknowledgements:,} answers noted by clients: {verdict}"
    took = (
        f"{judged.seconds:.1f} s, {judged.reading_seconds:.1f} of them to read the log."
        f" Slowest rules: {slowest}"
    )
    return "\n".join(
        [head, took, "", *(line for each in judged.findings for line in _told_of(each))]
    )


def _told_of(finding: Finding) -> list[str]:
    if finding.holds:
        return [f"holds    {finding.rule}"]
    more = finding.broken - len(finding.examples)
    return [
        f"BROKEN   {finding.rule} ({finding.name}: {finding.broken:,} times)",
        *(f"           {each}" for each in finding.examples),
        *([f"           … and {more:,} more"] if more else []),
    ]
