"""pretix as its documentation runs it: gunicorn, task worker, Redis; PostgreSQL durable as ours.

All of it lies in a folder outside the repository, where loadtests/peers/install.sh put it.
"""

import time
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg
import click
import httpx

from infra.demo.ports import free_ports
from infra.peers.programs import Programs
from infra.postgres.server import PostgresServer
from infra.surge.crowd import ROOT
from infra.surge.houses.houses import DURABLE

SCRIPTS: Final = ROOT / "loadtests" / "peers"
_DATABASE: Final = "pretix"
_PATIENCE_SECONDS: Final = 300
"""A worker reads the whole program when it is asked for its first page."""
_CONFIGURATION: Final = """[pretix]
instance_name=peer
url={url}
currency=JPY
datadir={folder}/data
ecb_rates=off
[database]
backend=postgresql
name={database.database}
user={database.user}
password={database.password}
host={database.host}
port={database.port}
[redis]
location=redis://127.0.0.1:{redis}/0
sessions=true
[celery]
backend=redis://127.0.0.1:{redis}/1
broker=redis://127.0.0.1:{redis}/2
[mail]
from=peer@example.invalid
host=127.0.0.1
port={nowhere}
"""
"""Nobody listens for its mails: each is a refused connection instead of a delivery."""
_REDIS: Final = ("--bind", "127.0.0.1", "--save", "")


@dataclass(frozen=True, kw_only=True)
class Shop:
    """`told`: what the script that opened it says; `processes`: ids by name."""

    url: str
    told: str
    processes: Mapping[str, int]


@contextmanager
def running_pretix(folder: Path, workers: int) -> Generator[Shop]:
    """As many gunicorn workers and as many task processes; the data stay for the next time."""
    port, redis, nowhere = free_ports(3)
    url = f"http://127.0.0.1:{port}"
    (folder / "data").mkdir(exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer(folder=folder / "postgres", options=DURABLE))
        text = _CONFIGURATION.format(
            url=url,
            folder=folder,
            database=server.admin.to(_DATABASE),
            redis=redis,
            nowhere=nowhere,
        )
        _write_secretly(folder / "pretix.cfg", text)
        programs = Programs(stack, folder)
        cache = programs.start("redis/usr/bin/redis-server", *_REDIS, "--port", str(redis))
        programs.run("-m", "pretix", "migrate", "--skip-checks")
        told = programs.run(SCRIPTS / "shop.py").strip().rpartition("\n")[2]
        gunicorn = ("pretix.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(workers))
        patience = ("--timeout", str(_PATIENCE_SECONDS))
        celery = ("-A", "pretix.celery_app", "worker", "-c", str(workers), "-l", "error")
        site = programs.start("venv/bin/gunicorn", *gunicorn, *patience, "--log-level", "error")
        tasks = programs.start("venv/bin/celery", *celery)
        _wait_until_served(f"{url}/ward/cards/")
        processes = {"pretix": site, "celery": tasks, "redis": cache}
        yield Shop(url=url, told=told, processes={**processes, "postgres": server.pid or 0})


def _write_secretly(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


async def make_database(folder: Path) -> None:
    """An empty one for pretix, unless it is there."""
    with PostgresServer(folder=folder / "postgres", options=DURABLE) as server:
        connection = await asyncpg.connect(server.admin.dsn)
        try:
            if not await connection.fetchval(
                "SELECT true FROM pg_database WHERE datname = $1", _DATABASE
            ):
                await connection.execute(f"CREATE DATABASE {_DATABASE}")
        finally:
            await connection.close()


def _wait_until_served(url: str) -> None:
    click.echo("… waiting for its first page")
    ends = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < ends:
        try:
            if httpx.get(url, trust_env=False, timeout=_PATIENCE_SECONDS).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.5)
    raise RuntimeError("pretix did not start; see gunicorn.log in its folder")
