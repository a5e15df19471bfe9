"""`madoguchi migrate`: both databases up to date."""

import asyncio
import os

import click

from infra.postgres.install import install, superuser
from infra.processes import PostgresSettings
from infra.settings import load


def migrate_databases() -> None:
    """Safe to repeat. Uses the configured server, or ours in its folder.

    Raises:
        PostgresError, SettingsError: in one plain line, why not.
    """
    settings = load("postgres", PostgresSettings, os.environ)
    passwords = {"booking": settings.booking_password, "issuance": settings.issuance_password}
    with superuser(settings.folder, settings.admin_dsn) as admin:
        applied = asyncio.run(install(admin, passwords))
    for line in applied:
        click.echo(f"applied {line}")
    click.echo("Both databases are up to date.")
