"""How an installation is made and kept: settings, keys, databases, tables."""

import sys
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("process", required=False)
def settings(process: str | None) -> None:
    """Show the settings of one process or all, and where each comes from; secrets masked."""
    from infra.cli.show_settings import show_settings  # noqa: PLC0415

    show_settings(process)


@click.command()
@click.argument("folder", type=FILE)
def keys(folder: Path) -> None:
    """Make all keys of an installation in FOLDER; keys that are there stay."""
    from infra.keys import BELONGS_TO, make_keys  # noqa: PLC0415

    made = make_keys(folder)
    for name in made:
        click.echo(f"{folder / name}  for {', '.join(BELONGS_TO[name])}")
    click.echo(f"{len(made)} made, {len(BELONGS_TO) - len(made)} were there.")


@click.command()
@click.option("--all-wards", is_flag=True, help="Of every ward there is, one after another.")
@click.pass_obj
def migrate(folder: Path, *, all_wards: bool) -> None:
    """Make or update both databases, their roles and schemas."""
    if all_wards:
        from infra.cli.wards import update_all  # noqa: PLC0415

        sys.exit(update_all(folder))
    from infra.cli.migrate import migrate_databases  # noqa: PLC0415

    migrate_databases()


@click.command("rebuild-tables")
@click.option("--all-wards", is_flag=True, help="Of every ward there is, one after another.")
@click.pass_obj
def rebuild_tables(folder: Path, *, all_wards: bool) -> None:
    """Make the tables that pages show again from the log; pages are empty until it is done."""
    if all_wards:
        from infra.cli.wards import rebuild_all  # noqa: PLC0415

        sys.exit(rebuild_all(folder))
    from infra.cli import rebuild  # noqa: PLC0415

    rebuild.rebuild_tables()
