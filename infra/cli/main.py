"""`madoguchi …`: everything an installation is started and looked after with.

Each command imports what it needs when it runs, so that help and mistakes answer at once.
"""

import os
import sys
from pathlib import Path

import click

from infra.cli.cards import readers, virtual_card
from infra.cli.installing_commands import keys, migrate, rebuild_tables, settings
from infra.cli.letter_commands import letters, letters_returned
from infra.cli.list_commands import (
    import_changes,
    import_counts,
    import_delivery,
    invite,
    sample_ward,
)
from infra.cli.pin_key_commands import pin_key
from infra.cli.staff_commands import phone_staff, staff
from infra.cli.station_commands import pair_machine, station_key, station_pin, station_prepare
from infra.cli.surge_commands import audit, capacity
from infra.cli.waiting_room_commands import waiting_room
from infra.cli.ward_commands import ward


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="madoguchi")
@click.option("--ward", "ward_name", help="Work for this ward of several (`madoguchi ward list`).")
@click.option(
    "--wards",
    "wards_folder",
    type=click.Path(path_type=Path),
    default="wards",
    show_default=True,
    help="Their folder.",
)
@click.pass_context
def cli(context: click.Context, ward_name: str | None, wards_folder: Path) -> None:
    """Hand out My Number Cards with a ten-minute visit; the card follows by post."""
    context.obj = wards_folder
    if ward_name is not None:
        from infra.settings import CONFIG_VARIABLE  # noqa: PLC0415
        from infra.wards import config_of  # noqa: PLC0415

        os.environ[CONFIG_VARIABLE] = str(config_of(wards_folder, ward_name))


@cli.command()
@click.option("--once", is_flag=True, help="Drive one resident and one family through, then end.")
def demo(*, once: bool) -> None:
    """Run the whole house on this machine with made-up people."""
    if once:
        from infra.demo.once import main as drive  # noqa: PLC0415

        sys.exit(drive())
    from infra.demo.show import main as show  # noqa: PLC0415

    sys.exit(show())


@cli.command()
@click.argument("name")
def serve(name: str) -> None:
    """Run one process: booking, office, worker, letters, station, pin-desk, sealing-desk."""
    from infra.cli.serve import serve_process  # noqa: PLC0415

    serve_process(name)


_OTHERS = (
    *(settings, keys, migrate, rebuild_tables, ward),
    *(sample_ward, import_delivery, import_counts, import_changes, invite),
    *(staff, phone_staff, station_pin, pair_machine, station_prepare, station_key, pin_key),
    *(letters, letters_returned, waiting_room, audit, capacity),
    *(readers, virtual_card),
)
for each in _OTHERS:
    cli.add_command(each)


def main() -> None:
    """The command's entry; what people can mend is said in one line, without a traceback."""
    try:
        cli()
    except Exception as error:
        if not _is_for_people(error) or os.environ.get("MADOGUCHI_TRACEBACK"):
            raise
        click.echo(f"madoguchi: {error}", err=True)
        sys.exit(2)


def _is_for_people(error: Exception) -> bool:
    from counter_station.virtual.kinds import PersonFileError  # noqa: PLC0415
    from infra.demo.errors import DemoError  # noqa: PLC0415
    from infra.postgres.errors import PostgresError  # noqa: PLC0415
    from infra.settings import SettingsError  # noqa: PLC0415
    from issuance.errors import Refusal  # noqa: PLC0415

    return isinstance(error, DemoError | PersonFileError | PostgresError | SettingsError | Refusal)


if __name__ == "__main__":
    main()
