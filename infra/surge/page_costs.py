"""What each page of a journey costs the site: `python -m infra.surge.page_costs [--people N]`.

All people are led through one page before any of them opens the next; what the processes used
meanwhile, less what they use while nobody comes, is divided by the requests. CPU time, not time
by the clock: it holds on a machine that others use too, and for latency there are the drills.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import click
import httpx

from infra.surge.houses.houses import OpenHouse, booking_site
from infra.surge.watching.sampling import cpu_seconds
from loadtests.drills import load_drill
from loadtests.pages import Page

_AT_ONCE: Final = 16
_IDLE_SECONDS: Final = 3.0
_TIME: Final = "/book/time/"


@dataclass
class Walker:
    """A resident with a phone, and the page that is open on it."""

    client: httpx.AsyncClient
    person: Mapping[str, str]
    turn: int
    cookies: dict[str, str] = field(default_factory=dict[str, str])
    page: Page = field(default_factory=lambda: Page(200, "", b""))

    async def open(self, path: str) -> None:
        await self._ask("GET", path)

    async def send(self, path: str, fields: Mapping[str, str]) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        await self._ask("POST", path, form, urlencode({**self.page.hidden(), **fields}))

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str] = {}, body: str = ""
    ) -> None:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {
            **headers,
            "Cookie": held,
            "X-Forwarded-For": f"10.0.{self.turn // 250}.{self.turn % 250}",
        }
        answer = await self.client.request(method, path, headers=told, content=body)
        if answer.status_code not in {200, 303}:
            raise click.ClickException(f"{method} {path} was answered with {answer.status_code}")
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.page = Page(answer.status_code, answer.headers.get("location", ""), answer.content)


Step = Callable[[Walker], Awaitable[None]]


async def _sign_in(walker: Walker) -> None:
    person = walker.person
    born = {f"birthday-{part}": person[part] for part in ("year", "month", "day")}
    await walker.send("/book/who", {"number": person["number"], "birthday-era": "", **born})


async def _open_times(walker: Walker) -> None:
    days = walker.page.links(_TIME)
    await walker.open(days[walker.turn % len(days)])


async def _hold(walker: Walker) -> None:
    slots = walker.page.choices("slot")
    await walker.send("/book/time", {"slot": slots[walker.turn % len(slots)]})


STEPS: Final[Mapping[str, Step]] = {
    "first page": lambda walker: walker.open("/"),
    "number": lambda walker: walker.open("/book/who"),
    "sign in": _sign_in,
    "people": lambda walker: walker.open("/book/people"),
    "help": lambda walker: walker.open("/book/help"),
    "say what helps": lambda walker: walker.send("/book/help", {"spoken": "ja", "memo": ""}),
    "days": lambda walker: walker.open("/book/day"),
    "times": _open_times,
    "hold": _hold,
    "check": lambda walker: walker.open("/book/check"),
    "confirm": lambda walker: walker.send("/book/check", {}),
    "done": lambda walker: walker.open("/book/done"),
}


@click.command()
@click.option(
    "--people", default=1_000, help="Who come; the first half of them only warm the site."
)
def main(*, people: int) -> None:
    """Print microseconds of CPU a request, by page and by process."""
    with tempfile.TemporaryDirectory(prefix="page-costs-") as folder:
        asyncio.run(_measure(people, Path(folder)))


async def _measure(people: int, folder: Path) -> None:
    drill = load_drill("journeys", changed=(f"ward.residents={people}",))
    async with (
        booking_site(drill, folder) as house,
        httpx.AsyncClient(base_url=house.url) as client,
    ):
        lines = (folder / "residents").read_text(encoding="ascii").splitlines()
        names = lines[0].split()
        persons = [dict(zip(names, each.split(), strict=True)) for each in lines[1:]]
        walkers = [Walker(client, each, turn) for turn, each in enumerate(persons)]
        half = people // 2
        for step in STEPS.values():
            await _all(walkers[:half], step)
        idle = await _idle(house)
        _print(await _costs(house, walkers[half:], idle))


async def _idle(house: OpenHouse) -> Mapping[str, float]:
    """CPU seconds a second, by process."""
    before = _used(house)
    await asyncio.sleep(_IDLE_SECONDS)
    return {name: (used - before[name]) / _IDLE_SECONDS for name, used in _used(house).items()}


async def _costs(
    house: OpenHouse, walkers: list[Walker], idle: Mapping[str, float]
) -> Mapping[str, Mapping[str, float]]:
    """CPU seconds a request, by page and process."""
    costs: dict[str, Mapping[str, float]] = {}
    for name, step in STEPS.items():
        before, began = _used(house), time.monotonic()
        await _all(walkers, step)
        took, after = time.monotonic() - began, _used(house)
        costs[name] = {
            each: (used - before[each] - took * idle[each]) / len(walkers)
            for each, used in after.items()
        }
    return costs


async def _all(walkers: list[Walker], step: Step) -> None:
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(walker: Walker) -> None:
        async with turn:
            await step(walker)

    await asyncio.gather(*map(one, walkers))


def _used(house: OpenHouse) -> dict[str, float]:
    return {name: cpu_seconds(pid) for name, pid in house.processes.items()}


def _print(costs: Mapping[str, Mapping[str, float]]) -> None:
    processes = list(next(iter(costs.values())))
    click.echo(f"{'µs of CPU':<16}" + "".join(f"{each:>10}" for each in processes))
    for name, used in costs.items():
        click.echo(f"{name:<16}" + "".join(f"{used[each] * 1e6:>10,.0f}" for each in processes))
    sums = {each: sum(used[each] for used in costs.values()) for each in processes}
    click.echo(f"{'journey':<16}" + "".join(f"{sums[each] * 1e6:>10,.0f}" for each in processes))


if __name__ == "__main__":
    main()
