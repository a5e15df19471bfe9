"""The group `ward` of the command `madoguchi`."""

from pathlib import Path

import click


@click.group("ward")
def ward() -> None:
    """Several wards in one installation, each with its own keys, databases and roles."""


@ward.command("add")
@click.argument("name")
@click.option("--code", required=True, help="The municipality's six digits.")
@click.option("--host", required=True, help="Its domain: yoyaku.HOST and office.HOST.")
@click.option("--port", type=click.IntRange(1024, 65000), required=True, help="Office: 10 more.")
@click.pass_obj
def ward_add(folder: Path, *, name: str, code: str, host: str, port: int) -> None:
    """Make keys, two databases with their roles, and a configuration file for a ward."""
    from infra.cli.wards import add  # noqa: PLC0415

    add(name, code=code, host=host, port=port, folder=folder)


@ward.command("list")
@click.pass_obj
def ward_list(folder: Path) -> None:
    """Show the wards, and which host name the proxy leads to which port."""
    from infra.cli.wards import show  # noqa: PLC0415

    show(folder)
