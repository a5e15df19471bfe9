"""Follows the log and keeps the tables: many facts and the position in one transaction."""

from collections.abc import Callable, Iterable
from typing import Any

from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog, Transaction

Statement = tuple[str, tuple[object, ...]]
Changes = Callable[[Recorded[Any]], Iterable[Statement]]
"""What one fact does to one table."""

BATCH_FACTS = 1_000


class Projector:
    """One reader of the log. Its position moves with its rows, so each fact counts once."""

    def __init__(
        self, log: PostgresLog, *, name: str, tables: Iterable[str], changes: Iterable[Changes]
    ) -> None:
        self._log, self._name = log, name
        self._tables, self._changes = tuple(tables), tuple(changes)

    async def catch_up(self) -> int:
        """Apply everything up to the head of the log; return the position reached."""
        while True:
            position, applied = await self._apply_batch()
            if applied < BATCH_FACTS:
                return position

    async def rebuild(self) -> int:
        """Empty the tables and read the log from its beginning."""
        async with self._log.transaction() as tx:
            await self._position(tx)
            await tx.connection.execute(f"TRUNCATE {', '.join(self._tables)}")
            await self._move(tx, 0)
        return await self.catch_up()

    async def _apply_batch(self) -> tuple[int, int]:
        async with self._log.transaction() as tx:
            position = await self._position(tx)
            facts = await tx.follow(position, BATCH_FACTS)
            for recorded in facts:
                await self._apply(tx, recorded)
            if facts:
                position = facts[-1].position
                await self._move(tx, position)
            return position, len(facts)

    async def _apply(self, tx: Transaction, recorded: Recorded[Any]) -> None:
        for changes in self._changes:
            for statement, values in changes(recorded):
                await tx.connection.execute(statement, *values)

    async def _position(self, tx: Transaction) -> int:
        """The reader's position, held to the end of the transaction against a second reader."""
        position: int = await tx.connection.fetchval(
            "INSERT INTO exchange.read_positions AS p (reader, position) VALUES ($1, 0)"
            " ON CONFLICT (reader) DO UPDATE SET position = p.position RETURNING position",
            self._name,
        )
        return position

    async def _move(self, tx: Transaction, position: int) -> None:
        await tx.connection.execute(
            "UPDATE exchange.read_positions SET position = $2 WHERE reader = $1",
            *(self._name, position),
        )
