"""The database goes away, and comes back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from infra.postgres.access import Access

_END = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@asynccontextmanager
async def closed(admin: Access) -> AsyncIterator[None]:
    """Nobody but us gets in meanwhile, and who is in is thrown out."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        await connection.execute(f'ALTER DATABASE "{admin.database}" CONNECTION LIMIT 0')
        await connection.execute(_END)
        yield
        await connection.execute(f'ALTER DATABASE "{admin.database}" CONNECTION LIMIT -1')
    finally:
        await connection.close()
