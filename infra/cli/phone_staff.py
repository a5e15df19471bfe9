"""`madoguchi phone-staff`: who works at the phone desk."""

import os
from pathlib import Path

import click

from booking_web.phone_desk.staff import StaffFile, StaffFileError, staff_code
from booking_web.settings import BookingSettings
from infra.cli.passwords import asked_password
from infra.processes import DemoSettings
from infra.settings import SettingsError, config_file, gather, variable


def add(code: str, *, password_file: Path | None, file: Path | None) -> None:
    """Enter somebody; the password comes from a terminal, a file or stdin, never an argument."""
    staff = _staff_file(file)
    try:
        staff.save(staff_code(code) or code, asked_password(password_file))
    except (ValueError, StaffFileError) as error:
        raise click.ClickException(f"{error}.") from None
    click.echo(f"{staff_code(code)} may work at the phone desk ({staff.path}).")


def remove(code: str, *, file: Path | None) -> None:
    staff = _staff_file(file)
    try:
        found = staff.remove(staff_code(code) or code)
    except StaffFileError as error:
        raise click.ClickException(f"{error}.") from None
    click.echo(f"{code} was taken out." if found else f"{code} is not in {staff.path}.")


def show(*, file: Path | None) -> None:
    try:
        codes = _staff_file(file).codes
    except StaffFileError as error:
        raise click.ClickException(f"{error}.") from None
    click.echo("\n".join(codes) or "Nobody yet: `madoguchi phone-staff add P01`.")


def _staff_file(file: Path | None) -> StaffFile:
    """The file named, else the booking site's, else that of the demo in this folder.

    Raises SettingsError where none of them says which.
    """
    if file is not None:
        return StaffFile(file)
    name = "phone_staff_file"
    given = gather("booking", BookingSettings, os.environ, _demo()).get(name)
    if given is None:
        where = variable("booking", name)
        raise SettingsError(f"No staff file is set. Remedy: --file PATH, or set {where}.")
    return StaffFile(Path(str(given.value)).expanduser())


def _demo() -> Path | None:
    demo = DemoSettings().folder / "config" / "booking.toml"
    return demo if config_file(os.environ) is None and demo.exists() else None
