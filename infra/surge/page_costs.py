"""What each page of a journey costs the site: `python -m infra.surge.page_costs [--people N]`.

All people are led through one page before any of them opens the next; what the processes used
meanwhile, less what they use while nobody comes, is divided by the requests. CPU time, not time
by the clock: it holds on a machine that others use too, and for latency there are the drills.

Only of a busy site does a figure mean anything: one that waits for its client is woken for every
single request, and each then costs two to three times as much. So several bare connections ask at
once, and how busy the site was is printed: where that is far below 1 the figures are too high.
"""

import asyncio
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from infra.surge.bare_lines import Line, lines
from infra.surge.houses.houses import OpenHouse, booking_site
from infra.surge.walkers import STEPS, Step, Walker, walk
from infra.surge.watching.sampling import cpu_seconds
from loadtests.drills import load_drill

_AT_ONCE: Final = 32
_IDLE_SECONDS: Final = 3.0
_TIMES_OF_A_DAY: Final = 48
"""Of the seeded ward. The page of days shows a month, which may have but one day left."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one page: CPU seconds a request, and cores in use meanwhile; both by process."""

    request: Mapping[str, float]
    cores: Mapping[str, float]


@click.command()
@click.option(
    "--people", default=1_000, help="Who come; the first half of them only warm the site."
)
def main(*, people: int) -> None:
    """Print microseconds of CPU a request, by page and by process."""
    with tempfile.TemporaryDirectory(prefix="page-costs-") as folder:
        try:
            asyncio.run(_measure(people, Path(folder)))
        except* click.ClickException as several:
            raise several.exceptions[0] from None


async def _measure(people: int, folder: Path) -> None:
    """One process of the site: so few connections would not keep several equally busy."""
    places = 1 + people // _TIMES_OF_A_DAY
    changed = (f"ward.residents={people}", f"ward.places={places}", "site_processes=1")
    drill = load_drill("journeys", changed=changed)
    async with booking_site(drill, folder) as house, lines(house.url, _AT_ONCE) as over:
        walkers = _walkers(folder)
        half = people // 2
        for step in STEPS.values():
            await walk(walkers[:half], step, over)
        idle = await _idle(house)
        _print(
            {
                name: await _cost(house, walkers[half:], step, over, idle)
                for name, step in STEPS.items()
            }
        )


def _walkers(folder: Path) -> list[Walker]:
    names, *people = (line.split() for line in _lines(folder / "residents"))
    return [Walker(dict(zip(names, each, strict=True)), turn) for turn, each in enumerate(people)]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines()


async def _idle(house: OpenHouse) -> Mapping[str, float]:
    """CPU seconds a second, by process."""
    before = _used(house)
    await asyncio.sleep(_IDLE_SECONDS)
    return {name: (used - before[name]) / _IDLE_SECONDS for name, used in _used(house).items()}


async def _cost(
    house: OpenHouse, walkers: list[Walker], step: Step, over: list[Line], idle: Mapping[str, float]
) -> Cost:
    before, began = _used(house), time.monotonic()
    await walk(walkers, step, over)
    passed = time.monotonic() - began
    used = {name: after - before[name] for name, after in _used(house).items()}
    return Cost(
        request={
            name: max(0.0, spent - idle[name] * passed) / len(walkers)
            for name, spent in used.items()
        },
        cores={name: spent / passed for name, spent in used.items()},
    )


def _used(house: OpenHouse) -> dict[str, float]:
    return {name: cpu_seconds(pid) for name, pid in house.processes.items()}


def _print(costs: Mapping[str, Cost]) -> None:
    processes = list(next(iter(costs.values())).request)
    click.echo(_row("µs of CPU", processes) + "      busy: site")
    for name, each in costs.items():
        click.echo(_row(name, _micro(each.request, processes)) + f"{each.cores['site']:>16.2f}")
    sums = {each: sum(cost.request[each] for cost in costs.values()) for each in processes}
    click.echo(_row("journey", _micro(sums, processes)))


def _micro(seconds: Mapping[str, float], processes: list[str]) -> list[str]:
    return [f"{seconds[each] * 1e6:,.0f}" for each in processes]


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<16}" + "".join(f"{each:>10}" for each in cells)


if __name__ == "__main__":
    main()
