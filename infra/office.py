"""The office's application object with its own connections, for commands and processes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Protocol

import asyncpg

from issuance.application import Issuance, Policy
from issuance.office.wiring import OfficeSecrets, build_issuance


class OfficeKeys(OfficeSecrets, Protocol):
    """The office's secrets and its database."""

    @property
    def dsn(self) -> str: ...


@asynccontextmanager
async def open_office(keys: OfficeKeys, policy: Policy | None = None) -> AsyncGenerator[Issuance]:
    """The office on its database, as long as the block runs."""
    async with asyncpg.create_pool(keys.dsn, min_size=1, max_size=4) as pool:
        yield build_issuance(pool, keys, policy)
