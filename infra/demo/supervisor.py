"""Starts the whole house in order, watches it, and stops it in reverse order."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from infra.demo.child import Child, Part
from infra.demo.config import write_configs
from infra.demo.database import HouseDatabase
from infra.demo.folder import alone_in, make_folder
from infra.demo.house import House, Mail
from infra.demo.ports import Ports
from infra.demo.progress import Progress, Silent
from infra.demo.readers import demo_readers
from infra.demo.staff import write_phone_staff
from infra.keys import make_keys
from infra.postgres.install import install

__all__ = ["House", "all_parts", "bare_house", "children", "running_house"]

TOGETHER: Sequence[Sequence[str]] = (
    ("booking", "office"),
    ("worker", "station", "pin-desk", "letters"),
)
"""What starts at the same time; the second group speaks to the first."""


@asynccontextmanager
async def running_house(
    folder: Path,
    ports: Ports,
    *,
    progress: Progress | None = None,
    parts: Sequence[Part] | None = None,
    admin_dsn: str | None = None,
    mail: Mail | None = None,
) -> AsyncGenerator[House]:
    """A house that runs as long as the block; what it keeps is in *folder*.

    `parts` are the processes to start, by default all. `admin_dsn` is a PostgreSQL that is
    already there; `mail` the server for letters. To import before the processes run, see
    `bare_house`.

    Raises:
        DemoError, PostgresError, SettingsError: in one plain line, why it cannot start.
    """
    show = progress or Silent()
    async with (
        bare_house(folder, ports, progress=show, admin_dsn=admin_dsn, mail=mail) as house,
        children(house, all_parts(house) if parts is None else parts, show),
    ):
        yield house


@asynccontextmanager
async def bare_house(
    folder: Path,
    ports: Ports,
    *,
    progress: Progress,
    admin_dsn: str | None = None,
    mail: Mail | None = None,
) -> AsyncGenerator[House]:
    """Keys, database and configuration stand; no process of ours runs yet."""
    folder = make_folder(folder)
    database = HouseDatabase(folder=folder / "postgres", configured=admin_dsn, say=progress.say)
    with alone_in(folder), demo_readers(folder / "virtual_cards") as readers:
        house = House(
            folder=folder,
            ports=ports,
            database=database,
            readers=readers,
            children={},
            mail=mail,
        )
        ports.require_free()
        with progress.step("Keys"):
            make_keys(house.keys)
        try:
            with progress.step("PostgreSQL"):
                await database.start()
            with progress.step("Databases, roles and schema"):
                await install(database.admin, house.passwords())
            write_phone_staff(house.folder)
            write_configs(house)
            yield house
        finally:
            await database.stop()


@asynccontextmanager
async def children(house: House, parts: Sequence[Part], progress: Progress) -> AsyncGenerator[None]:
    """Start the parts, group by group; stop them in reverse order at the end."""
    named = {part.name: part for part in parts}
    groups = [[named.pop(name) for name in group if name in named] for group in TOGETHER]
    async with AsyncExitStack() as stack:
        for group in [*groups, list(named.values())]:
            started = [_child(house, part, progress) for part in group]
            for child in started:
                house.children[child.part.name] = child
                stack.push_async_callback(child.stop)
            if started:
                with progress.step(", ".join(child.part.name for child in started)):
                    await _start_together(started)
        yield


def all_parts(house: House) -> list[Part]:
    """The processes as `madoguchi serve` runs them; letters only where there is a mail server."""
    names = [name for group in TOGETHER for name in group]
    return [_part(house, name) for name in names if name != "letters" or house.mail is not None]


def _part(house: House, name: str) -> Part:
    command = [sys.executable, "-m", "infra.cli.main", "serve", name]
    if name in {"worker", "pin-desk", "letters"}:
        return Part(name=name, command=command, health_file=house.health_file(name))
    return Part(name=name, command=command, health_url=f"{house.ports.url(name)}/health")


def _child(house: House, part: Part, progress: Progress) -> Child:
    return Child(
        part,
        environment=house.environment(part.name),
        log=house.logs / f"{part.name}.log",
        say=progress.say,
    )


async def _start_together(started: Sequence[Child]) -> None:
    outcomes = await asyncio.gather(*(each.start() for each in started), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
