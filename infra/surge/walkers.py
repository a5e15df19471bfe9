"""Residents who walk through the booking site step by step, over a few bare lines."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

import click

from infra.surge.bare_lines import Line
from loadtests.pages import Page

_TIME: Final = "/book/time/"
_CHECK: Final = "/book/check"


@dataclass
class Walker:
    """A resident with a phone, and the page that is open on it. `turn`: the how-manieth."""

    person: Mapping[str, str]
    turn: int
    days: int = 0
    """Among so many days this one chose."""
    cookies: dict[str, str] = field(default_factory=dict[str, str])
    page: Page = field(default_factory=lambda: Page(200, "", b""))

    async def open(self, line: Line, path: str) -> None:
        await self._ask(line, f"GET {path} HTTP/1.1\r\n")

    async def send(self, line: Line, path: str, fields: Mapping[str, str]) -> None:
        form = urlencode({**self.page.hidden(), **fields}).encode("ascii")
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        await self._ask(line, f"POST {path} HTTP/1.1\r\n{kind}", form)

    async def _ask(self, line: Line, head: str, body: bytes = b"") -> None:
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = f"Cookie: {held}\r\nX-Forwarded-For: 10.0.{self.turn // 250}.{self.turn % 250}\r\n"
        status, headers, content = await line.ask(head + told, body)
        if status not in {200, 303}:
            raise click.ClickException(f"{head.partition(' HTTP')[0]} was answered with {status}")
        for name, value in headers:
            if name == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
        self.page = Page(status, dict(headers).get("location", ""), content)


Step = Callable[[Walker, Line], Awaitable[None]]


def _opening(path: str) -> Step:
    return lambda walker, line: walker.open(line, path)


def _sending(path: str, **fields: str) -> Step:
    return lambda walker, line: walker.send(line, path, fields)


async def _sign_in(walker: Walker, line: Line) -> None:
    person = walker.person
    born = {f"birthday-{part}": person[part] for part in ("year", "month", "day")}
    told = {"number": person["number"], "birthday-era": "", **born}
    await walker.send(line, "/book/who", told)


async def _open_times(walker: Walker, line: Line) -> None:
    days = walker.page.links(_TIME)
    walker.days = len(days)
    await walker.open(line, days[walker.turn % len(days)])


async def _hold(walker: Walker, line: Line) -> None:
    """People spread evenly: over the days first, then over the times of each."""
    slots = walker.page.choices("slot")
    slot = slots[walker.turn // walker.days % len(slots)]
    await walker.send(line, "/book/time", {"slot": slot})
    if walker.page.location != _CHECK:
        raise click.ClickException(
            f"person {walker.turn + 1} was refused a hold (led to {walker.page.location}): somebody"
            " else has the last place of that time. Remedy: fewer --people"
        )


STEPS: Final[Mapping[str, Step]] = {
    "first page": _opening("/"),
    "number": _opening("/book/who"),
    "sign in": _sign_in,
    "people": _opening("/book/people"),
    "help": _opening("/book/help"),
    "say what helps": _sending("/book/help", spoken="ja", memo=""),
    "days": _opening("/book/day"),
    "times": _open_times,
    "hold": _hold,
    "check": _opening(_CHECK),
    "confirm": _sending(_CHECK),
    "done": _opening("/book/done"),
}


async def walk(walkers: list[Walker], step: Step, over: list[Line]) -> None:
    """All of them take the step; each line is busy until nobody is left."""
    waiting = iter(walkers)

    async def serve(line: Line) -> None:
        for walker in waiting:
            await step(walker, line)

    async with asyncio.TaskGroup() as tasks:
        for line in over:
            tasks.create_task(serve(line))
