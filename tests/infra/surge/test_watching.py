"""The look at PostgreSQL ends with the drill, however that ends."""

import asyncio

import asyncpg
import pytest

from infra.surge.watching.server_side import watching

NOBODY = "http://127.0.0.1:9"
_END = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class PowerCutError(Exception):
    """What ends a drill in the middle."""


async def power_cut(dsn: str) -> None:
    async with watching(dsn, NOBODY) as seen:
        while not seen.looks:
            await asyncio.sleep(0.01)
        raise PowerCutError


async def lost_database(dsn: str) -> None:
    async with watching(dsn, NOBODY) as seen:
        while not seen.looks:
            await asyncio.sleep(0.01)
        connection = await asyncpg.connect(dsn)
        await connection.execute(_END)
        await connection.close()
        await asyncio.sleep(0.3)


async def test_whatever_ends_the_drill_is_what_is_told(booking_admin):
    others = asyncio.all_tasks()
    with pytest.raises(PowerCutError):
        await power_cut(booking_admin.dsn)
    assert asyncio.all_tasks() == others


async def test_postgresql_that_went_away_is_told_in_one_sentence(booking_admin):
    with pytest.raises(RuntimeError, match="PostgreSQL went away while people were there"):
        await lost_database(booking_admin.dsn)
