"""`madoguchi import-counts`: published monthly counts as a ward's history."""

import asyncio
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.settings import load
from issuance.application import Order
from issuance.planning.months import PastCount, PastCountsError, read_past_counts


def import_counts(file: Path, *, source: str, prefix: str) -> int:
    """Take the file in, wholly or not at all; 0 if done, else 1.

    Raises:
        SettingsError: a key or the database is not configured.
    """
    settings = load("back-office", BackOfficeSettings, os.environ)
    try:
        counts = read_past_counts(file.read_text(encoding="utf-8-sig"), prefix=prefix)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from error
    except (PastCountsError, UnicodeDecodeError) as refusal:
        line = refusal.line if isinstance(refusal, PastCountsError) else 0
        wanted = f"columns as_of and {prefix}cards_issued_cumulative, days and counts ascending"
        click.echo(f"{file.name}:{line}: not a list of counts. Remedy: {wanted}.", err=True)
        return 1
    asyncio.run(_note(settings, source or file.name, counts))
    click.echo(f"{file.name}: {len(counts)} counts are the history of the planning page.")
    return 0


async def _note(settings: BackOfficeSettings, source: str, counts: tuple[PastCount, ...]) -> None:
    async with open_office(settings) as issuance:
        order = Order(by="office", at=datetime.now(UTC))
        await issuance.planning.note_past_counts(order, source, counts)
