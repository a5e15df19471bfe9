"""Follows the log and keeps the tables: many facts and the position in one transaction."""

import asyncio
import gc
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

import asyncpg

from issuance.ledger.postgres import PostgresLog, Transaction, recorded_of
from issuance.read_models.pending import Pending
from issuance.read_models.rows import Rows, Types
from issuance.read_models.tables import Change, Changes, Tally, kinds_of

BATCH_FACTS = 50_000


@dataclass(frozen=True, kw_only=True)
class _Batch:
    """Facts after a position, up to `last`, as what they do to the tables."""

    after: int
    last: int
    changes: list[Change]

    @property
    def is_empty(self) -> bool:
        return self.last == self.after

    @property
    def is_full(self) -> bool:
        """There may be more. Positions have gaps where an append was given up."""
        return self.last - self.after >= BATCH_FACTS


class Projector:
    """One reader of the log. Its position moves with its rows, so each fact counts once."""

    def __init__(
        self,
        log: PostgresLog,
        *,
        name: str,
        tables: Iterable[str],
        changes: Iterable[Changes],
        tallies: Iterable[Tally] = (),
    ) -> None:
        self._log, self._name = log, name
        self._tables, self._tallies = tuple(tables), tuple(tallies)
        self._changes = {each: kinds_of(each) for each in changes}
        self._changes_of: dict[type, tuple[Changes, ...]] = {}
        self._types: Types = {}
        self._coming: asyncio.Task[_Batch] | None = None

    async def catch_up(self) -> int:
        """Apply everything up to the head of the log; return the position reached."""
        try:
            with _nothing_collected():
                return await self._followed()
        finally:
            if self._coming is not None:
                self._coming.cancel()
                self._coming = None

    async def _followed(self) -> int:
        batch = await self._prepared(await self._log.read_position(self._name))
        while True:
            position = await self._apply_batch(batch)
            if position == batch.last and not batch.is_full:
                return position
            batch = await self._next(position)

    async def _next(self, position: int) -> "_Batch":
        """What was prepared while the last batch was written, unless another reader went on."""
        coming, self._coming = self._coming, None
        if coming is not None and (batch := await coming).after == position:
            return batch
        return await self._prepared(position)

    async def rebuild(self) -> int:
        """Empty the tables and read the log from its beginning."""
        async with self._log.transaction() as tx:
            await self._position(tx)
            await tx.connection.execute(f"TRUNCATE {', '.join(self._tables)}")
            await self._move(tx, 0)
        return await self.catch_up()

    async def _prepared(self, after: int) -> "_Batch":
        """The facts after a position and what they do; thought out beside the event loop."""
        rows = await self._log.rows_after(after, BATCH_FACTS)
        return await asyncio.to_thread(self._thought_out, after, rows)

    def _thought_out(self, after: int, rows: list[asyncpg.Record]) -> "_Batch":
        facts = [recorded_of(row) for row in rows]
        changes = [
            each
            for recorded in facts
            for changes in self._of(recorded.fact)
            for each in changes(recorded)
        ]
        changes += (put for tally in self._tallies for put in tally(facts))
        return _Batch(after=after, last=facts[-1].position if facts else after, changes=changes)

    async def _apply_batch(self, batch: "_Batch") -> int:
        """Write it, if the reader still stands where it begins; return where the reader stands."""
        async with self._log.transaction() as tx:
            position = await self._position(tx)
            if position != batch.after or batch.is_empty:
                return position
            await self._write(tx, batch)
            await self._move(tx, batch.last)
            return batch.last

    async def _write(self, tx: Transaction, batch: "_Batch") -> None:
        pending = Pending(Rows(tx.connection, self._types))
        await pending.take(batch.changes)
        if batch.is_full:
            # While the database writes these, the next ones are thought out.
            self._coming = asyncio.create_task(self._prepared(batch.last))
        await pending.write()

    def _of(self, happened: object) -> tuple[Changes, ...]:
        """Who follows facts of this kind."""
        kind = type(happened)
        if (found := self._changes_of.get(kind)) is None:
            found = self._changes_of[kind] = tuple(
                each for each, kinds in self._changes.items() if not kinds or kind in kinds
            )
        return found

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
