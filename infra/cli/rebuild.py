"""`madoguchi rebuild-tables`: the tables that are looked at, made again from the log."""

import asyncio
import os
import time

import click

from infra.office import open_office
from infra.processes import BackOfficeSettings
from infra.settings import load
from issuance.read_models.rebuilding import rebuild_office


def rebuild_tables() -> None:
    """Nothing is lost: the log is what happened, and stays as it is.

    Raises:
        SettingsError: the back office's settings are missing.
    """
    settings = load("back-office", BackOfficeSettings, os.environ)
    began = time.monotonic()
    position = asyncio.run(rebuilt(settings))
    click.echo(f"Made again up to position {position:,} in {time.monotonic() - began:,.0f} s.")


async def rebuilt(settings: BackOfficeSettings) -> int:
    """The position of the log that the tables stand at."""
    async with open_office(settings) as issuance:
        return await rebuild_office(issuance.work.log, settings.dsn)
