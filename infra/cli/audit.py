"""`madoguchi audit`: judge a log by the auditor's own SQL, and say so to people or programs."""

import asyncio
import os
from pathlib import Path

import asyncpg
import click
import msgspec

from infra.settings import SettingsError
from loadtests.auditor import Finding, Told, audit, logs, read_journal

_DSN = "MADOGUCHI_AUDIT_DSN"
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
    try:
        findings = asyncio.run(audit(dsn, told, since, log=log))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
        raise SettingsError(
            f"the log of {_DSN} could not be judged ({type(fault).__name__}). {_REMEDY}"
        ) from fault
    click.echo(_for_programs(log, told, findings) if as_json else _for_people(log, told, findings))
    return 0 if all(each.holds for each in findings) else 1


def _lines(path: Path) -> list[Told]:
    try:
        return list(read_journal(path))
    except (OSError, ValueError) as fault:
        raise SettingsError(
            f"{path} is no journal of clients ({type(fault).__name__}). Remedy: its form is at"
            " the head of loadtests/auditor/journal.py"
        ) from fault


def _for_programs(log: str, told: list[Told], findings: list[Finding]) -> str:
    holds = all(each.holds for each in findings)
    judged = {"log": log, "holds": holds, "acknowledgements": len(told), "findings": findings}
    return msgspec.json.format(msgspec.json.encode(judged)).decode()


def _for_people(log: str, told: list[Told], findings: list[Finding]) -> str:
    broken = [each for each in findings if not each.holds]
    verdict = f"BROKEN: {len(broken)} of {len(findings)} rules" if broken else "every rule holds"
    took = sum(each.seconds for each in findings)
    head = f"{log} log, {len(told):,} answers noted by clients: {verdict} ({took:.1f} s)"
    return "\n".join([head, "", *(line for each in findings for line in _told_of(each))])


def _told_of(finding: Finding) -> list[str]:
    if finding.holds:
        return [f"holds    {finding.rule}"]
    more = finding.broken - len(finding.examples)
    return [
        f"BROKEN   {finding.rule} ({finding.name}: {finding.broken:,} times)",
        *(f"           {each}" for each in finding.examples),
        *([f"           … and {more:,} more"] if more else []),
    ]
