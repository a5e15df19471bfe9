"""`python -m issuance.read_models`: is told a part as JSON, and makes its tables."""

import asyncio
import sys
from importlib import import_module

import asyncpg
import msgspec

from issuance.ledger.postgres import PostgresLog
from issuance.read_models.overview import office_projector
from issuance.read_models.rebuilding import Part

# Whoever reads the whole log has to know the facts, too, that no table follows.
import_module("issuance.application")


async def _make(part: Part) -> None:
    async with asyncpg.create_pool(part.dsn, min_size=1, max_size=2) as pool:
        await office_projector(PostgresLog(pool)).make_part(part.number)


def main() -> None:
    asyncio.run(_make(msgspec.json.decode(sys.stdin.buffer.read(), type=Part)))


if __name__ == "__main__":
    main()
