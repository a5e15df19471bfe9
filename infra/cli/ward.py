"""`madoguchi sample-ward` and `madoguchi import-delivery`."""

import asyncio
import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from infra.delivery import problem_lines, report_lines
from infra.invitations import write_numbers
from infra.office import open_office
from infra.processes import BackOfficeSettings, DemoSettings, SampleSettings
from infra.sample import ward
from infra.settings import SettingsError, config_file, load
from issuance.application import Order
from issuance.calendar import office_date
from issuance.errors import Refusal
from issuance.intake.invitation_list import invite_from_list
from issuance.intake.lists import (
    ImportReport,
    import_delivery_list,
    import_resident_changes,
)
from issuance.intake.problems import FileRefusedError


def write_sample_ward(*, cases: int, seed: int, out: Path) -> None:
    """Write the files; the notice numbers in them fit the configured keys, else the demo's.

    Without either they are made with keys thrown away at once, and fit no office.
    """
    settings = _sample_settings()
    try:
        summary = ward.write_sample_ward(
            cases,
            seed,
            out,
            office_date(datetime.now(UTC)),
            notice_secret=settings.notice_secret,
            application_secret=settings.application_id_secret,
        )
    except ward.FolderInUseError:
        raise click.ClickException(
            f"{out} holds other files. Remedy: choose a new folder for --out."
        ) from None
    click.echo(
        f"{summary.cases} cards of {summary.households} households in {summary.boxes} boxes, "
        f"{summary.changes} changes: {out}"
    )


def _sample_settings() -> SampleSettings:
    try:
        return load("sample", SampleSettings, os.environ, _config("sample"))
    except SettingsError:
        click.echo("No keys are configured: the notice numbers in notices.csv fit no office.")
        return SampleSettings(
            application_id_secret=secrets.token_bytes(32), notice_secret=secrets.token_bytes(32)
        )


def _back_office_settings() -> BackOfficeSettings:
    return load("back-office", BackOfficeSettings, os.environ, _config("back-office"))


def _config(name: str) -> Path | None:
    """The configuration asked for; where none is, that of the demo in this folder."""
    if config_file(os.environ) is not None:
        return None
    demo = DemoSettings().folder / "config" / f"{name}.toml"
    if not demo.exists():
        return None
    click.echo(f"Using the demo in {DemoSettings().folder}.", err=True)
    return demo


def import_delivery_files(files: Sequence[Path]) -> int:
    """Take the files in one after another; 0 if all were, else 1.

    Raises:
        SettingsError: a key or the database is not configured.
    """
    settings = _back_office_settings()
    contents = [_content(file) for file in files]
    reports = asyncio.run(_import_all(settings, contents))
    for file, report in zip(files, reports, strict=True):
        for line in report_lines(file, report):
            click.echo(line, err=bool(report.problems))
    return 1 if any(report.problems for report in reports) else 0


def import_change_files(files: Sequence[Path]) -> int:
    """Take in changes of the resident record; 0 if every line had its effect, else 1.

    Raises:
        SettingsError: a key or the database is not configured.
    """
    settings = _back_office_settings()
    return max(asyncio.run(_import_changes(settings, file, _content(file))) for file in files)


async def _import_changes(settings: BackOfficeSettings, file: Path, content: bytes) -> int:
    order = Order(by="office", at=datetime.now(UTC))
    async with open_office(settings) as issuance:
        try:
            report = await import_resident_changes(issuance, order, content)
        except FileRefusedError as refusal:
            lines = problem_lines(file, refusal.problems)
            click.echo("\n".join(lines), err=True)
            return 1
    for line, code in report.refused:
        click.echo(f"{file.name}:{line}: {code}", err=True)
    click.echo(f"{file.name}: {report.applied} changes had their effect.")
    return 1 if report.refused else 0


def invite_people(file: Path, out: Path) -> int:
    """Invite everybody in a file and write their numbers to another; 0 if done, else 1.

    Raises:
        SettingsError: a key or the database is not configured.
    """
    settings = _back_office_settings()
    return asyncio.run(_invite(settings, file, _content(file), out))


async def _invite(settings: BackOfficeSettings, file: Path, content: bytes, out: Path) -> int:
    order = Order(by="office", at=datetime.now(UTC))
    async with open_office(settings) as issuance:
        try:
            invited = await invite_from_list(issuance, order, content)
        except FileRefusedError as refusal:
            click.echo("\n".join(problem_lines(file, refusal.problems)), err=True)
            return 1
        except Refusal as refusal:
            click.echo(f"{file.name}: {refusal.code}; nobody was invited.", err=True)
            return 1
        desk = issuance.invitations
        lines = [(each, desk.number(desk.id_of(each))) for each in invited]
    write_numbers(out, lines)
    click.echo(f"{file.name}: {len(lines)} people invited; their numbers are in {out}.")
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}.") from error


async def _import_all(
    settings: BackOfficeSettings, contents: Sequence[bytes]
) -> list[ImportReport]:
    async with open_office(settings) as issuance:
        return [
            await import_delivery_list(issuance, content, by="office", at=datetime.now(UTC))
            for content in contents
        ]
