"""The groups `staff` and `phone-staff` of the command `madoguchi`: who may sign in where."""

from pathlib import Path

import click

FILE = click.Path(path_type=Path)
PASSWORD_FILE = click.option(
    "--password-file", type=FILE, help="Else asked on the terminal, or from stdin."
)


@click.group("staff")
def staff() -> None:
    """The office's accounts: the first administrator is made here, all others on the pages."""


@staff.command("add")
@click.argument("code")
@click.option("--role", "roles", multiple=True, default=("tenant-admin",), show_default=True)
@PASSWORD_FILE
def staff_add(*, code: str, roles: tuple[str, ...], password_file: Path | None) -> None:
    """Open an account for CODE, such as K01, with a password to be changed at once."""
    from infra.cli.staff import add  # noqa: PLC0415
    from issuance.office.staff.roles import Role  # noqa: PLC0415

    if unknown := set(roles) - {role.value for role in Role}:
        raise click.UsageError(f"no such role: {', '.join(sorted(unknown))}")
    add(code, roles, password_file=password_file)


@staff.command("reset-password")
@click.argument("code")
@PASSWORD_FILE
def staff_reset_password(*, code: str, password_file: Path | None) -> None:
    """Give CODE a password to be changed at once, for an administrator who is locked out."""
    from infra.cli.staff import reset_password  # noqa: PLC0415

    reset_password(code, password_file=password_file)


@staff.command("list")
def staff_list() -> None:
    """Show the codes and their roles."""
    from infra.cli.staff import show  # noqa: PLC0415

    show()


@click.group("phone-staff")
def phone_staff() -> None:
    """Who may work at the phone desk (電話予約窓口): codes and passwords in its staff file."""


STAFF_FILE = click.option(
    "--file", type=FILE, help="The staff file; else the booking site's phone_staff_file."
)


@phone_staff.command("add")
@click.argument("code")
@PASSWORD_FILE
@STAFF_FILE
def add_phone_staff(*, code: str, password_file: Path | None, file: Path | None) -> None:
    """Enter CODE, such as P01, or give it another password; its sessions end."""
    from infra.cli.phone_staff import add  # noqa: PLC0415

    add(code, password_file=password_file, file=file)


@phone_staff.command("remove")
@click.argument("code")
@STAFF_FILE
def remove_phone_staff(*, code: str, file: Path | None) -> None:
    """Take CODE out; its sessions end at once."""
    from infra.cli.phone_staff import remove  # noqa: PLC0415

    remove(code, file=file)


@phone_staff.command("list")
@STAFF_FILE
def list_phone_staff(*, file: Path | None) -> None:
    """Show the codes."""
    from infra.cli.phone_staff import show  # noqa: PLC0415

    show(file=file)
