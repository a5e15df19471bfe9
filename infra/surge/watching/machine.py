"""Where and with what a drill was run: without this no figure means anything."""

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import asyncpg
import msgspec

from infra.surge.crowd import ROOT, locust

_SETTINGS: Final = (
    *("fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "data_checksums"),
    *("shared_buffers", "max_wal_size", "checkpoint_timeout", "max_connections"),
)
_SHOW: Final = """SELECT name, setting || coalesce(' ' || unit, '') FROM pg_settings
  WHERE name = ANY ($1) ORDER BY array_position($1, name)"""
_PROCESSOR: Final = "model name"


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the same for runs that may be compared. `settings` are PostgreSQL's."""

    name: str
    versions: dict[str, str]
    settings: dict[str, str]


async def machine(dsn: str) -> Machine:
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(_SHOW, list(_SETTINGS))
        postgres = str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()
    versions = {
        "Madoguchi": _ours(),
        "Python": platform.python_version(),
        "PostgreSQL": postgres,
        "Locust": _said(str(locust()), "--version").split(" from ")[0].removeprefix("locust "),
        "kernel": platform.release(),
    }
    versions |= {name: version(name) for name in ("litestar", "uvicorn", "uvloop", "asyncpg")}
    settings = {str(name): str(value) for name, value in rows}
    return Machine(name=machine_name(), versions=versions, settings=settings)


def machine_name() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    gigabytes = round(pages * size / 2**30)
    return f"{_processor()}, {os.cpu_count()} cores, {gigabytes} GiB"


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    named = (each.partition(":")[2].strip() for each in lines if each.startswith(_PROCESSOR))
    return next(named, platform.machine())


def _ours() -> str:
    """The version, and the commit where the program runs from its repository."""
    commit = _said("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    try:
        ours = version("madoguchi")
    except PackageNotFoundError:
        ours = "not installed"
    return f"{ours} ({commit})" if commit else ours


def _said(*command: str) -> str:
    """The first line; nothing where the program is missing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.partition("\n")[0] if done.returncode == 0 else ""
