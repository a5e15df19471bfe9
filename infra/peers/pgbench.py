"""`make surge-ratios`: Locust's residents beside pgbench, turn about on one PostgreSQL.

By form against eight clients of pgbench, page and form against one: a booking a transaction each,
with the same durable settings. pgbench runs before and after each crowd, and counts as the mean of
both. In the end the auditor looks for every booking that a resident was told of.
"""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import click

from infra.bench.anchor import Anchor
from infra.bench.ratios import show, write_ratios
from infra.peers.turns import PAIRINGS, SLOTS, Pairing, Turns
from infra.peers.visits import Ours, for_seconds
from infra.surge.houses.houses import OpenHouse, booking_site
from loadtests.auditor import audit, read_journal
from loadtests.drills import Drill, load_drill
from loadtests.journal import journals

_DEED: Final = "book"


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option(
    "--seconds", type=click.IntRange(3), default=12, show_default=True, help="Of a crowd."
)
@click.option("--users", type=click.IntRange(1), default=100, show_default=True, help="At a time.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("surge-ratios.json"))
def main(*, rounds: int, seconds: int, users: int, out: Path) -> None:
    """Measure, print all figures, and write the ratios."""
    with tempfile.TemporaryDirectory(prefix="ratios-") as folder:
        try:
            turns = asyncio.run(_measure(rounds, seconds, users, Path(folder)))
        except RuntimeError as error:
            raise click.ClickException(str(error)) from error
    show(turns.figures, turns.ratios())
    write_ratios(out, turns.ratios())


async def _measure(rounds: int, seconds: int, users: int, folder: Path) -> Turns:
    """The first round only warms both."""
    a_time = {each: each.fastest * seconds for each in PAIRINGS}
    drill = _drill(sum(a_time.values()) * (rounds + 1), users, seconds)
    click.echo(f"… the site, with {drill.ward.residents:,} people")
    async with booking_site(drill, folder) as house:
        anchor = Anchor(house.booking, folder)
        await anchor.open(())
        share_out(folder, {each: people * (rounds + 1) for each, people in a_time.items()})
        crowds = {each: _crowd(each, house, folder, people) for each, people in a_time.items()}
        turns = Turns(anchor, crowds, seconds)
        for number in range(rounds + 1):
            click.echo(f"… round {number} of {rounds}{'' if number else ': warming up'}")
            await asyncio.to_thread(turns.round, warming=not number)
        click.echo("… audit")
        await _look_back(house, [each.folder for each in crowds.values()])
    return turns


def _drill(people: int, users: int, seconds: int) -> Drill:
    places = people // SLOTS + 1
    ward = (f"ward.residents={people}", f"ward.slots={SLOTS}", f"ward.places={places}")
    return for_seconds(load_drill("surge", changed=ward), users=users, seconds=seconds)


def share_out(folder: Path, shares: Mapping[Pairing, int]) -> None:
    """So many of the folder's residents for each pairing, in a folder of its own; nobody twice."""
    with (folder / "residents").open(encoding="ascii") as lines:
        head = next(lines)
        for pairing, share in shares.items():
            own = folder / pairing.scenario
            own.mkdir()
            (own / "residents").write_text(head + "".join(islice(lines, share)), encoding="ascii")


def _crowd(pairing: Pairing, house: OpenHouse, folder: Path, a_time: int) -> Ours:
    mine = replace(house, drill=replace(house.drill, scenario=pairing.scenario))
    return Ours(house=mine, folder=folder / pairing.scenario, deed=_DEED, a_time=a_time)


async def _look_back(house: OpenHouse, folders: list[Path]) -> None:
    """Raises RuntimeError: a booking is missing, or another rule of the log is broken."""
    visits = [visit for folder in folders for visit in sorted(folder.glob("visit-*"))]
    told = [line for visit in visits for path in journals(visit) for line in read_journal(path)]
    broken = [each for each in await audit(house.booking.dsn, told, house.since) if not each.holds]
    if broken:
        raise RuntimeError("; ".join(f"{each.rule}: {each.examples}" for each in broken))


if __name__ == "__main__":
    main()
