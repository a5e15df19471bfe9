"""What is done for counter stations and other machines with a reader."""

from datetime import datetime
from pathlib import Path

import click

FILE = click.Path(path_type=Path)


@click.command("station-pin")
@click.argument("code")
@click.option("--pin-file", type=FILE, help="Else asked on the terminal, or from stdin.")
def station_pin(*, code: str, pin_file: Path | None) -> None:
    """Give CODE, such as K01, a PIN for the counter stations; the office needs to know CODE."""
    from infra.cli.stations import give_pin  # noqa: PLC0415

    give_pin(code, pin_file=pin_file)


@click.command("pair")
@click.argument("process", type=click.Choice(["station", "pin-desk", "sealing-desk"]))
@click.argument("code")
def pair_machine(*, process: str, code: str) -> None:
    """Let the office know this machine's key; the page 端末 makes the one-time CODE."""
    from infra.cli.pairing import pair  # noqa: PLC0415

    pair(process, code)


@click.command("station-prepare")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def station_prepare(*, day: datetime) -> None:
    """Fetch DAY's parties for a station that will be without the network, while it stands."""
    from infra.cli.stations import prepare_day  # noqa: PLC0415

    prepare_day(day.date())


@click.command("station-key")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--journal", type=FILE, required=True, help="The station's journal file.")
def station_key(*, old: Path, new: Path, journal: Path) -> None:
    """Lock a station's journal with the key in NEW instead of OLD, while the station stands."""
    from counter_station.journal.strongbox import StrongBox  # noqa: PLC0415
    from counter_station.journal.taking_over import change_key  # noqa: PLC0415

    change_key(journal, StrongBox.read(old), StrongBox.read(new))
    click.echo(f"{journal} opens with {new} now. Set journal_key_path to it, then destroy {old}.")
