"""The office's tables made again from the log, those of a long log by two processes."""

import asyncio
import os
import sys
from contextlib import suppress
from typing import Final

import msgspec

from issuance.ledger.postgres import PostgresLog
from issuance.read_models.overview import office_projector

PARTS: Final = 2
"""Processes that make the tables of a long log."""
WORTH_A_PROCESS: Final = 300_000
"""Facts; with fewer, a second process is hardly there before the first is done."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What the second process is told. `dsn` holds a password: it goes through a pipe."""

    dsn: str
    number: int


async def rebuild_office(log: PostgresLog, dsn: str) -> int:
    """Make all tables again; return the position they stand at. *dsn*: of the log's database."""
    projector = office_projector(log)
    if await log.head() < WORTH_A_PROCESS:
        return await projector.rebuild()
    await projector.begin()
    elsewhere = asyncio.create_task(made_elsewhere(Part(dsn=dsn, number=1)))
    try:
        await projector.make_part(0)
        await elsewhere
    finally:
        elsewhere.cancel()
        await asyncio.wait([elsewhere])
    return await projector.catch_up()


async def made_elsewhere(part: Part) -> None:
    """In a process of its own. What it leaves undone is made by whoever catches up."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "issuance.read_models"),
        stdin=asyncio.subprocess.PIPE,
        # What a driver says may name values of a row.
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    try:
        await process.communicate(msgspec.json.encode(part))
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
