"""`madoguchi ward`: several municipalities in one installation, strictly apart."""

import os
from pathlib import Path

import click

from infra.postgres.install import superuser
from infra.processes import ServerSettings
from infra.settings import load
from infra.wards import Ward, add_ward, wards_in


def add(name: str, *, code: str, host: str, port: int, folder: Path) -> None:
    """Also brings a ward that is there up to date. The server is that of [postgres]."""
    settings = load("postgres", ServerSettings, os.environ)
    ward = Ward(name=name, code=code, host=host, port=port, folder=(folder / name).absolute())
    with superuser(settings.folder, settings.admin_dsn) as admin:
        for line in add_ward(ward, admin):
            click.echo(f"applied {line}")
    click.echo(f"{ward.config}: correct office_name_ja, office_name_en and office_phone there.")
    click.echo(f"Start its processes with `madoguchi --ward {name} serve booking`, office, worker.")


def show(folder: Path) -> None:
    for each in wards_in(folder):
        sites = f"yoyaku.{each.host} → :{each.port}, office.{each.host} → :{each.port + 10}"
        click.echo(f"{each.name}  {each.code}  {sites}")
