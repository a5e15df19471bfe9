"""`madoguchi station-pin` and `madoguchi station-prepare`."""

import asyncio
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from counter_station.journal.journal import Journal
from counter_station.journal.reach import OfficeAwayError
from counter_station.journal.strongbox import StrongBox
from counter_station.office_client import office_of
from counter_station.releases import Releases
from counter_station.settings import StationSettings
from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.settings import load
from issuance.office.staff.station_pins import set_station_pin


def give_pin(code: str, *, pin_file: Path | None) -> None:
    """The PIN comes from a terminal, a file or stdin, never from an argument."""
    settings = load("back-office", BackOfficeSettings, os.environ)
    pin = _pin(pin_file)

    async def give() -> None:
        async with open_office(settings) as issuance:
            await set_station_pin(issuance.work.log.pool, code, pin)

    try:
        asyncio.run(give())
    except ValueError as error:
        raise click.ClickException(f"{error}.") from None
    click.echo(f"{code} may sign in at stations with this PIN from their next list on.")


def prepare_day(day: date) -> None:
    """Into the journal of the station of this PC."""
    settings = load("station", StationSettings, os.environ)
    if not settings.offline_day:
        raise click.ClickException("offline_day is not set for this station.")
    try:
        parties = asyncio.run(_prepare(settings, day))
    except OfficeAwayError as away:
        raise click.ClickException(f"The day did not come: {away.reason}.") from None
    click.echo(f"{parties} parties of {day} are prepared; they are forgotten when it is over.")


async def _prepare(settings: StationSettings, day: date) -> int:
    journal = Journal(settings.journal, StrongBox.read(settings.journal_key_path))
    office = office_of(settings)
    try:
        releases = Releases(
            office, journal.outbox, lambda: datetime.now(UTC), venue=settings.venue, offline=True
        )
        return len((await releases.prepare(day)).visits)
    finally:
        await office.close()
        journal.close()


def _pin(file: Path | None) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    asked: str = click.prompt("PIN", hide_input=True, confirmation_prompt=True)
    return asked
