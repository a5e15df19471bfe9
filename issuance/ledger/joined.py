"""Several writers in one transaction: its commit is one for all, its log's lock is taken once."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from issuance.ledger.postgres import PostgresLog, Transaction

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


class JoinedLog(PostgresLog):
    """The log as seen from within a transaction that is under way.

    What each `transaction()` writes is all there or not at all, by a savepoint of its own; nothing
    of it stands before the surrounding transaction is committed.
    """

    def __init__(self, pool: "Pool", surrounding: Transaction) -> None:
        super().__init__(pool)
        self._surrounding = surrounding

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        async with self._surrounding.connection.transaction():
            yield self._surrounding
