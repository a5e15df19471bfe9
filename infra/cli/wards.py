"""`madoguchi ward`: several municipalities in one installation, strictly apart."""

import asyncio
import os
from pathlib import Path

import click

from infra.cli.rebuild import rebuilt
from infra.postgres.errors import PostgresError
from infra.postgres.install import superuser
from infra.processes import BackOfficeSettings, ServerSettings
from infra.settings import SettingsError, load
from infra.wards import Ward, add_ward, wards_in
from issuance.ledger.away import AWAY


def add(name: str, *, code: str, host: str, port: int, folder: Path) -> None:
    """Also brings a ward that is there up to date. The server is that of [postgres]."""
    settings = load("postgres", ServerSettings, os.environ)
    ward = Ward(name=name, code=code, host=host, port=port, folder=(folder / name).absolute())
    with superuser(settings.folder, settings.admin_dsn) as admin:
        for line in add_ward(ward, admin):
            click.echo(f"applied {line}")
    click.echo(f"{ward.config}: correct office_name_ja, office_name_en and office_phone there.")
    click.echo(f"Start its processes with `madoguchi --ward {name} serve booking`, office, worker.")


def update_all(folder: Path) -> int:
    """Every ward's databases; one that cannot be does not stop the others. 0 if all are, else 1."""
    settings, failed = load("postgres", ServerSettings, os.environ), 0
    with superuser(settings.folder, settings.admin_dsn) as admin:
        for ward in wards_in(folder):
            try:
                for line in add_ward(ward, admin):
                    click.echo(f"{ward.name}: applied {line}")
            except (PostgresError, SettingsError) as error:
                click.echo(f"{ward.name}: {error}", err=True)
                failed += 1
            else:
                click.echo(f"{ward.name}: both databases are up to date.")
    return min(failed, 1)


def rebuild_all(folder: Path) -> int:
    """Every ward's tables, one after another; what fails stops no other."""
    failed = 0
    for ward in wards_in(folder):
        try:
            settings = load("back-office", BackOfficeSettings, {}, ward.config)
            position = asyncio.run(rebuilt(settings))
        except (*AWAY, PostgresError, SettingsError) as error:
            # What a driver says may name values of a row.
            said = (
                error if isinstance(error, PostgresError | SettingsError) else type(error).__name__
            )
            click.echo(f"{ward.name}: {said}", err=True)
            failed += 1
        else:
            click.echo(f"{ward.name}: made again up to position {position:,}.")
    return min(failed, 1)


def show(folder: Path) -> None:
    for each in wards_in(folder):
        sites = f"yoyaku.{each.host} → :{each.port}, office.{each.host} → :{each.port + 10}"
        click.echo(f"{each.name}  {each.code}  {sites}")
