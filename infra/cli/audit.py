"""`madoguchi audit`: judge a booking log by the auditor's own SQL."""

import asyncio
import os
from pathlib import Path

import click

from infra.settings import SettingsError
from loadtests.auditor import Finding, audit, read_journal

_DSN = "MADOGUCHI_AUDIT_DSN"


def audit_log(journals: tuple[Path, ...], since: int | None) -> int:
    """Print every rule and whether it holds; 1 if one is broken, else 0.

    Raises:
        SettingsError: nobody said which database.
    """
    dsn = os.environ.get(_DSN)
    if not dsn:
        raise SettingsError(
            f"{_DSN} is missing. Remedy: set it to the booking database, as a role that may read"
            " it all and make temporary tables"
        )
    acknowledged = [line for path in journals for line in read_journal(path)]
    findings = asyncio.run(audit(dsn, acknowledged, since))
    for each in findings:
        _say(each)
    return 0 if all(each.holds for each in findings) else 1


def _say(finding: Finding) -> None:
    told = "holds " if finding.holds else f"BROKEN {finding.broken} times"
    click.echo(f"{told}  {finding.rule}")
    for example in finding.examples:
        click.echo(f"        {example}")
