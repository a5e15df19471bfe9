"""`madoguchi …`: everything an installation is started and looked after with.

Each command imports what it needs when it runs, so that help and mistakes answer at once.
"""

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import click

from infra.cli.cards import readers, virtual_card
from infra.cli.pin_key_commands import pin_key
from infra.cli.staff_commands import phone_staff, staff
from infra.cli.waiting_room_commands import waiting_room
from infra.cli.ward_commands import ward

FILE = click.Path(path_type=Path)
LARGEST_MAIL_BYTES: Final = 1_000_000


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="madoguchi")
@click.option("--ward", "ward_name", help="Work for this ward of several (`madoguchi ward list`).")
@click.option(
    "--wards", "wards_folder", type=FILE, default="wards", show_default=True, help="Their folder."
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


@cli.command()
@click.option("--again", is_flag=True, help="Try the dead ones again that still make sense.")
def letters(*, again: bool) -> None:
    """Show how many letters wait, were sent, or are dead, and why; no address is shown."""
    from infra.cli.letters import show_letters  # noqa: PLC0415

    sys.exit(show_letters(again=again))


@cli.command()
@click.option("--log", default="booking", show_default=True, help="The log in that database.")
@click.option("--journal", type=FILE, multiple=True, help="What clients noted as acknowledged.")
@click.option("--since", type=int, help="The log's position before these clients began.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def audit(*, log: str, journal: tuple[Path, ...], since: int | None, as_json: bool) -> None:
    """Judge a log by SQL of its own; the database is MADOGUCHI_AUDIT_DSN.

    Ends with 0 when every rule holds, 1 when one is broken, 2 when nothing could be judged.
    """
    from infra.cli.audit import audit_log  # noqa: PLC0415

    sys.exit(audit_log(log, journal, since, as_json=as_json))


@cli.command()
@click.option("--residents", type=click.IntRange(1), required=True, help="Who book, all of them.")
@click.option("--minutes", type=click.FloatRange(min=0.1), required=True, help="In so much time.")
@click.option("--peak", type=click.FloatRange(min=1), default=1.0, show_default=True)
@click.option("--use", type=click.FloatRange(0.1, 1), default=0.7, show_default=True)
@click.option("--slowest-ms", type=click.FloatRange(min=1), default=500.0, show_default=True)
@click.option("--measured", type=FILE, default="surge-curve.json", show_default=True)
def capacity(
    *,
    residents: int,
    minutes: float,
    peak: float,
    use: float,
    slowest_ms: float,
    measured: Path,
) -> None:
    """What a surge would take: processes, cores, PostgreSQL, by the curve of this machine.

    --peak: how many times the average the busiest minute brings. --use: the share of a core to
    plan with. --slowest-ms: p99 of a booking must keep within it.
    """
    from infra.cli.capacity import POOL, show_capacity  # noqa: PLC0415
    from infra.surge.capacity.planning import Wanted  # noqa: PLC0415

    wanted = Wanted(
        residents=residents,
        minutes=minutes,
        peak=peak,
        use=use,
        slowest_ms=slowest_ms,
        pool=POOL,
    )
    show_capacity(measured, wanted)


@cli.command("letters-returned")
@click.argument("mail", type=click.File("rb"), default="-")
def letters_returned(mail: BinaryIO) -> None:
    """Take in a delivery failure report (from the mail server, on standard input)."""
    from infra.cli.letters import note_returned  # noqa: PLC0415

    note_returned(mail.read(LARGEST_MAIL_BYTES + 1))


@cli.command()
@click.argument("process", required=False)
def settings(process: str | None) -> None:
    """Show the settings of one process or all, and where each comes from; secrets masked."""
    from infra.cli.show_settings import show_settings  # noqa: PLC0415

    show_settings(process)


@cli.command()
@click.argument("folder", type=FILE)
def keys(folder: Path) -> None:
    """Make all keys of an installation in FOLDER; keys that are there stay."""
    from infra.keys import BELONGS_TO, make_keys  # noqa: PLC0415

    made = make_keys(folder)
    for name in made:
        click.echo(f"{folder / name}  for {', '.join(BELONGS_TO[name])}")
    click.echo(f"{len(made)} made, {len(BELONGS_TO) - len(made)} were there.")


@cli.command("station-pin")
@click.argument("code")
@click.option("--pin-file", type=FILE, help="Else asked on the terminal, or from stdin.")
def station_pin(*, code: str, pin_file: Path | None) -> None:
    """Give CODE, such as K01, a PIN for the counter stations; the office needs to know CODE."""
    from infra.cli.stations import give_pin  # noqa: PLC0415

    give_pin(code, pin_file=pin_file)


@cli.command("pair")
@click.argument("process", type=click.Choice(["station", "pin-desk", "sealing-desk"]))
@click.argument("code")
def pair_machine(*, process: str, code: str) -> None:
    """Let the office know this machine's key; the page 端末 makes the one-time CODE."""
    from infra.cli.pairing import pair  # noqa: PLC0415

    pair(process, code)


@cli.command("station-prepare")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
def station_prepare(*, day: datetime) -> None:
    """Fetch DAY's parties for a station that will be without the network, while it stands."""
    from infra.cli.stations import prepare_day  # noqa: PLC0415

    prepare_day(day.date())


@cli.command("station-key")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--journal", type=FILE, required=True, help="The station's journal file.")
def station_key(*, old: Path, new: Path, journal: Path) -> None:
    """Lock a station's journal with the key in NEW instead of OLD, while the station stands."""
    from counter_station.journal.strongbox import StrongBox  # noqa: PLC0415
    from counter_station.journal.taking_over import change_key  # noqa: PLC0415

    change_key(journal, StrongBox.read(old), StrongBox.read(new))
    click.echo(f"{journal} opens with {new} now. Set journal_key_path to it, then destroy {old}.")


@cli.command()
@click.option("--all-wards", is_flag=True, help="Of every ward there is, one after another.")
@click.pass_obj
def migrate(folder: Path, *, all_wards: bool) -> None:
    """Make or update both databases, their roles and schemas."""
    if all_wards:
        from infra.cli.wards import update_all  # noqa: PLC0415

        sys.exit(update_all(folder))
    from infra.cli.migrate import migrate_databases  # noqa: PLC0415

    migrate_databases()


@cli.command("rebuild-tables")
@click.option("--all-wards", is_flag=True, help="Of every ward there is, one after another.")
@click.pass_obj
def rebuild_tables(folder: Path, *, all_wards: bool) -> None:
    """Make the tables that pages show again from the log; pages are empty until it is done."""
    if all_wards:
        from infra.cli.wards import rebuild_all  # noqa: PLC0415

        sys.exit(rebuild_all(folder))
    from infra.cli import rebuild  # noqa: PLC0415

    rebuild.rebuild_tables()


@cli.command("sample-ward")
@click.option("--cases", type=click.IntRange(1, 1_000_000), default=100, show_default=True)
@click.option("--seed", type=int, default=2026, show_default=True)
@click.option("--out", type=FILE, required=True, help="Folder for the lists and notices.csv.")
def sample_ward(*, cases: int, seed: int, out: Path) -> None:
    """Write delivery lists of made-up people."""
    from infra.cli.ward import write_sample_ward  # noqa: PLC0415

    write_sample_ward(cases=cases, seed=seed, out=out)


@cli.command("import-delivery")
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_delivery(files: tuple[Path, ...]) -> None:
    """Take in delivery lists; each file wholly or, with a report by line, not at all."""
    from infra.cli.ward import import_delivery_files  # noqa: PLC0415

    sys.exit(import_delivery_files(files))


@cli.command("import-counts")
@click.argument("file", type=FILE)
@click.option("--source", default="", help="Named on the planning page; else the file's name.")
@click.option("--prefix", default="", help="Before the column's name, such as edogawa_.")
def import_counts(*, file: Path, source: str, prefix: str) -> None:
    """Take in published monthly counts of cards issued, as history for planning."""
    from infra.cli.past_counts import import_counts as take_in  # noqa: PLC0415

    sys.exit(take_in(file, source=source, prefix=prefix))


@cli.command("import-changes")
@click.argument("files", type=FILE, nargs=-1, required=True)
def import_changes(files: tuple[Path, ...]) -> None:
    """Take in changes of the resident record: who moved, left or died."""
    from infra.cli.ward import import_change_files  # noqa: PLC0415

    sys.exit(import_change_files(files))


@cli.command("invite")
@click.argument("file", type=FILE)
@click.option("--out", type=FILE, required=True, help="File for the numbers: UTF-8 CSV.")
def invite(*, file: Path, out: Path) -> None:
    """Invite people to renew, reset a PIN, apply or consult; write their numbers to OUT."""
    from infra.cli.ward import invite_people  # noqa: PLC0415

    sys.exit(invite_people(file, out))


for each in (ward, staff, phone_staff, pin_key, waiting_room, readers, virtual_card):
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
