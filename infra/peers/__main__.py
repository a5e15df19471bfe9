"""`make peers`: both in every round, bookings a second, ours ÷ theirs; loadtests/peers.md."""

import asyncio
import os
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import click

from infra.peers.figures import Found, write_figures
from infra.peers.pretix import make_database, running_pretix
from infra.peers.visits import Ours, Theirs, for_seconds
from infra.surge.crowd import ROOT
from infra.surge.houses.kinds import HOUSES
from infra.surge.watching.machine import machine
from loadtests.drills import load_drill

PAGE: Final = ROOT / "loadtests" / "peers.md"
PAIRS: Final = {
    "one request": ("surge", "book", "OrderApi", "book"),
    "a whole journey": ("journeys", "confirm", "Cart", "confirmation"),
}
"""By what is compared: our drill and its deed, their visitors and their deed."""
_FASTEST: Final = {"surge": 2_000, "journeys": 500}
"""More a second than will come: so many people are needed."""
_SLOTS: Final = 1_440


FOLDER: Final = click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True)


@click.command()
@click.option("--folder", type=FOLDER, required=True, help="Where pretix lies.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--seconds", type=click.IntRange(3), default=30, show_default=True, help="Of a visit."
)
@click.option("--users", type=click.IntRange(1), default=16, show_default=True)
@click.option("--only", type=click.Choice(list(PAIRS)), multiple=True, help="Not all of them.")
@click.option("--page", type=click.Path(path_type=Path), default=PAGE, show_default=True)
def main(
    *, folder: Path, rounds: int, seconds: int, users: int, only: tuple[str, ...], page: Path
) -> None:
    """Measure, and write the figures into the page between its marks."""
    workers = os.cpu_count() or 1
    asyncio.run(make_database(folder))
    with (
        tempfile.TemporaryDirectory(prefix="peers-") as ours,
        running_pretix(folder, workers) as shop,
    ):
        theirs = {
            name: Theirs(
                shop=shop, folder=folder, kind=kind, deed=deed, users=users, seconds=seconds
            )
            for name, (_, _, kind, deed) in PAIRS.items()
            if name in (only or PAIRS)
        }
        asyncio.run(_measure(theirs, Path(ours), rounds, page))


async def _measure(theirs: dict[str, Theirs], folder: Path, rounds: int, page: Path) -> None:
    async with AsyncExitStack() as stack:
        ours = {name: await _open(stack, name, folder, theirs[name], rounds) for name in theirs}
        houses = [each.house.processes for each in ours.values()]
        shops = [each.shop.processes for each in theirs.values()]
        pids = {str(pid): pid for part in (*houses, *shops) for pid in part.values()}
        found: Found = {name: [] for name in theirs}
        for number in range(rounds + 1):
            for name, pairs in found.items():
                click.echo(
                    f"… {name}, round {number} of {rounds}{'' if number else ': warming up'}"
                )
                mine = await asyncio.to_thread(ours[name].visit, pids)
                other = await asyncio.to_thread(theirs[name].visit, pids)
                if number:
                    pairs.append((mine, other))
        about = await machine(next(iter(ours.values())).house.booking.dsn)
    asked = next(iter(theirs.values()))
    crowd = f"{asked.users} visitors, {asked.seconds} s each time"
    write_figures(page, found, about, crowd)
    click.echo(f"The figures: {page}")


async def _open(stack: AsyncExitStack, name: str, folder: Path, their: Theirs, rounds: int) -> Ours:
    """Our site with people enough for all rounds."""
    drill, deed, _, _ = PAIRS[name]
    a_time = _FASTEST[drill] * their.seconds
    people = a_time * (rounds + 1)
    places = people // _SLOTS + 1
    ward = (f"ward.residents={people}", f"ward.slots={_SLOTS}", f"ward.places={places}")
    plan = for_seconds(load_drill(drill, changed=ward), users=their.users, seconds=their.seconds)
    (folder / drill).mkdir()
    click.echo(f"… our site, with {people:,} people")
    house = await stack.enter_async_context(HOUSES[plan.house](plan, folder / drill))
    return Ours(house=house, folder=folder / drill, deed=deed, a_time=a_time)


if __name__ == "__main__":
    main()
