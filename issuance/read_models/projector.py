"""Follows the log and keeps the tables: many facts and the position in one transaction."""

import gc
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any

from issuance.ledger.facts import Recorded, form_of
from issuance.ledger.postgres import PostgresLog, Transaction
from issuance.read_models.pending import Pending
from issuance.read_models.rows import Rows, Types
from issuance.read_models.tables import Changes, Followed, Tally

BATCH_FACTS = 10_000


class Projector:
    """One reader of the log. Its position moves with its rows, so each fact counts once."""

    def __init__(
        self,
        log: PostgresLog,
        *,
        name: str,
        tables: Iterable[str],
        changes: Iterable[Changes | Followed],
        tallies: Iterable[Tally] = (),
    ) -> None:
        self._log, self._name = log, name
        self._tables, self._tallies = tuple(tables), tuple(tallies)
        self._changes = tuple(_followed(each) for each in changes)
        self._changes_of: dict[type, tuple[Changes, ...]] = {}
        self._types: Types = {}

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
            if facts:
                await self._apply(tx, facts)
                position = facts[-1].position
                await self._move(tx, position)
            return position, len(facts)

    async def _apply(self, tx: Transaction, facts: list[Recorded[Any]]) -> None:
        with _nothing_collected():
            await self._write(tx, facts)

    async def _write(self, tx: Transaction, facts: list[Recorded[Any]]) -> None:
        pending = Pending(Rows(tx.connection, self._types))
        done = [
            each
            for recorded in facts
            for changes in self._of(recorded.fact)
            for each in changes(recorded)
        ]
        await pending.foresee(done)
        for each in done:
            await pending.take(each)
        for tally in self._tallies:
            for put in tally(facts):
                await pending.take(put)
        await pending.write()

    def _of(self, happened: object) -> tuple[Changes, ...]:
        """Who follows facts of this kind."""
        kind = type(happened)
        if (found := self._changes_of.get(kind)) is None:
            subject = form_of(kind).topic.partition(".")[0]
            found = self._changes_of[kind] = tuple(
                each.changes for each in self._changes if not each.of or subject in each.of
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
    """All of a batch lives to its end: looking for circles in it was half of the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _followed(changes: Changes | Followed) -> Followed:
    return changes if isinstance(changes, Followed) else Followed(changes=changes)
