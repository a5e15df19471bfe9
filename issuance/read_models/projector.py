"""Follows the log and keeps the tables: many facts and the position in one transaction."""

import asyncio
import gc
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from issuance.ledger.postgres import LAST_POSITION, PostgresLog, Transaction
from issuance.read_models.batches import Batch, Followers
from issuance.read_models.pending import Pending
from issuance.read_models.rows import Rows, Types
from issuance.read_models.tables import Changes, Tally

BATCH_FACTS = 100_000
"""Fewer cost the database more for each; these take up to 400 MB of a process."""
UNFINISHED = -1
"""The position of a reader whose tables are being made by others, part by part."""


class Projector:
    """One reader of the log. Its position moves with its rows, so each fact counts once."""

    def __init__(
        self,
        log: PostgresLog,
        *,
        name: str,
        changes: Iterable[Changes],
        tables: Iterable[str] = (),
        tallies: Iterable[Tally] = (),
    ) -> None:
        self._log, self._name = log, name
        self._tables, self._followers = tuple(tables), Followers(changes, tallies)
        self._types: Types = {}
        self._coming: asyncio.Task[Batch] | None = None
        self._upto = LAST_POSITION

    async def catch_up(self, upto: int = LAST_POSITION) -> int:
        """Apply everything up to the head of the log, or up to a position before it.

        Returns the position reached, UNFINISHED where others make the tables.
        """
        self._upto = upto
        try:
            with _nothing_collected():
                return await self._followed()
        finally:
            if self._coming is not None:
                self._coming.cancel()
                self._coming = None

    async def _followed(self) -> int:
        position = await self._log.read_position(self._name)
        while position != UNFINISHED:
            batch = await self._next(position)
            position = await self._apply_batch(batch)
            if position == batch.last and not batch.is_full:
                break
        return position

    async def _next(self, position: int) -> Batch:
        """What was prepared while the last batch was written, unless another reader went on."""
        coming, self._coming = self._coming, None
        if coming is not None and (batch := await coming).after == position:
            return batch
        return await self._prepared(position)

    async def empty(self, tx: Transaction) -> None:
        """Empty the tables, while the transaction holds the positions of all who write them."""
        if self._tables:
            await tx.connection.execute(f"TRUNCATE {', '.join(self._tables)}")

    async def _prepared(self, after: int) -> Batch:
        """The facts after a position and what they do; thought out beside the event loop."""
        limit = BATCH_FACTS
        rows = await self._log.rows_after(after, limit, self._upto)
        return await asyncio.to_thread(self._followers.batch, after, rows, limit=limit)

    async def _apply_batch(self, batch: Batch) -> int:
        """Write it, if the reader still stands where it begins; return where the reader stands."""
        async with self._log.transaction() as tx:
            position = await self.position(tx)
            if position != batch.after or batch.is_empty:
                return position
            await self._write(tx, batch)
            await self.move(tx, batch.last)
            return batch.last

    async def _write(self, tx: Transaction, batch: Batch) -> None:
        pending = Pending(Rows(tx.connection, self._types))
        await pending.take(batch.changes)
        if batch.is_full:
            # While the database writes these, the next ones are thought out.
            self._coming = asyncio.create_task(self._prepared(batch.last))
        await pending.write()

    async def position(self, tx: Transaction) -> int:
        """The reader's position, held to the end of the transaction against a second reader."""
        position: int = await tx.connection.fetchval(
            "INSERT INTO exchange.read_positions AS p (reader, position) VALUES ($1, 0)"
            " ON CONFLICT (reader) DO UPDATE SET position = p.position RETURNING position",
            self._name,
        )
        return position

    async def move(self, tx: Transaction, position: int) -> None:
        """Set the reader to another place, while the transaction holds its `position`."""
        await tx.connection.execute(
            "UPDATE exchange.read_positions SET position = $2 WHERE reader = $1",
            *(self._name, position),
        )


@contextmanager
def _nothing_collected() -> Generator[None]:
    """A batch lives to its end and holds no circles: looking for them was half of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
