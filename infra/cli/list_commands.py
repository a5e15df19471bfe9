"""Lists that go in and out as files: deliveries, changes, counts, invitations, made-up wards."""

import sys
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command("sample-ward")
@click.option("--cases", type=click.IntRange(1, 1_000_000), default=100, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--out", type=FILE, required=True, help="Folder for the lists and notices.csv.")
def sample_ward(*, cases: int, seed: int, out: Path) -> None:
    """Write delivery lists of made-up people."""
    from infra.cli.ward import write_sample_ward  # noqa: PLC0415

    write_sample_ward(cases=cases, seed=seed, out=out)


@click.command("import-delivery")
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_delivery(files: tuple[Path, ...]) -> None:
    """Take in delivery lists; each file wholly or, with a report by line, not at all."""
    from infra.cli.ward import import_delivery_files  # noqa: PLC0415

    sys.exit(import_delivery_files(files))


@click.command("import-counts")
@click.argument("file", type=FILE)
@click.option("--source", default="", help="Named on the planning page; else the file's name.")
@click.option("--prefix", default="", help="Before the column's name, such as edogawa_.")
def import_counts(*, file: Path, source: str, prefix: str) -> None:
    """Take in published monthly counts of cards issued, as history for planning."""
    from infra.cli.past_counts import import_counts as take_in  # noqa: PLC0415

    sys.exit(take_in(file, source=source, prefix=prefix))


@click.command("import-changes")
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_changes(files: tuple[Path, ...]) -> None:
    """Take in changes of the resident record: who moved, left or died."""
    from infra.cli.ward import import_change_files  # noqa: PLC0415

    sys.exit(import_change_files(files))


@click.command("invite")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="File for the numbers: UTF-8 CSV.")
def invite(*, file: Path, out: Path) -> None:
    """Invite people to renew, reset a PIN, apply or consult; write their numbers to OUT."""
    from infra.cli.ward import invite_people  # noqa: PLC0415

    sys.exit(invite_people(file, out))
