"""The log of facts on PostgreSQL, over asyncpg."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from issuance.errors import ConcurrentChangeError, KeyReusedError
from issuance.ledger.codec import decode, encode
from issuance.ledger.facts import F, Recorded, S, Stream

if TYPE_CHECKING:
    Connection = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]

STREAM_GREW = "ML001"
LAST_POSITION = 2**63 - 1
"""No log is longer."""
_COLUMNS = "originator_id, originator_version, notification_id, topic, state"
_READ = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE originator_id = ANY($1) ORDER BY originator_id, originator_version"""  # noqa: S608
_READ_VOUCHED = f"""WITH barrier AS MATERIALIZED (SELECT ledger.write_barrier())
    SELECT {_COLUMNS} FROM ledger.stored_events CROSS JOIN barrier
    WHERE originator_id = $1 ORDER BY originator_version"""  # noqa: S608
_FOLLOW = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE notification_id > $1 ORDER BY notification_id LIMIT $2"""  # noqa: S608
_FOLLOW_UPTO = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE notification_id > $1 AND notification_id <= $3
    ORDER BY notification_id LIMIT $2"""  # noqa: S608
_FOLLOW_TOPICS = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE notification_id > $1 AND topic = ANY($3)
    ORDER BY notification_id LIMIT $2"""  # noqa: S608
_TOPICS_UNTIL = f"""SELECT {_COLUMNS} FROM ledger.stored_events
    WHERE notification_id <= $1 AND topic = ANY($2) ORDER BY notification_id"""  # noqa: S608
_READ_POSITION = "SELECT position FROM exchange.read_positions WHERE reader = $1"
_HEAD = "SELECT coalesce(max(notification_id), 0) FROM ledger.stored_events"


async def leave_as_it_is(_connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """For `create_pool(reset=…)`: nothing here outlives a transaction, so nothing is to be undone.

    asyncpg's own reset is a round trip after each use.
    """


class Transaction:
    """One PostgreSQL transaction: what it reads, appends and writes beside the log is one act."""

    def __init__(self, connection: "Connection") -> None:
        self.connection = connection

    async def read(self, stream_id: UUID, initial: S, evolve: Callable[[S, F], S]) -> Stream[S, F]:
        return (await self.read_many([stream_id], initial, evolve))[stream_id]

    async def read_many(
        self, stream_ids: Sequence[UUID], initial: S, evolve: Callable[[S, F], S]
    ) -> dict[UUID, Stream[S, F]]:
        """Every stream asked for, an empty one for an id nothing is known of."""
        history: defaultdict[UUID, list[Recorded[F]]] = defaultdict(list)
        for row in await self.connection.fetch(_READ, list(stream_ids)):
            recorded: Recorded[Any] = recorded_of(row)
            history[recorded.stream_id].append(recorded)
        return {
            each: Stream[S, F](each, initial, evolve).replay(history[each]) for each in stream_ids
        }

    async def history(self, stream_id: UUID) -> list[Recorded[Any]]:
        return [recorded_of(row) for row in await self.connection.fetch(_READ, [stream_id])]

    async def histories(self, stream_ids: Sequence[UUID]) -> dict[UUID, list[Recorded[Any]]]:
        """As `history`, of each stream asked for."""
        found: dict[UUID, list[Recorded[Any]]] = {each: [] for each in stream_ids}
        for row in await self.connection.fetch(_READ, list(stream_ids)):
            recorded: Recorded[Any] = recorded_of(row)
            found[recorded.stream_id].append(recorded)
        return found

    async def lock(self) -> None:
        """Take the log's lock now and keep it to the end of the transaction."""
        await self.connection.execute("SELECT ledger.take_lock()")

    async def follow(self, after: int, limit: int) -> list[Recorded[Any]]:
        return [recorded_of(row) for row in await self.connection.fetch(_FOLLOW, after, limit)]

    async def append(self, recorded: Iterable[Recorded[Any]]) -> list[int]:
        """Append facts of any number of streams; return their positions in the log.

        Raises:
            ConcurrentChangeError: a stream does not stand where the writer read it; the
                transaction must be given up.
        """
        batch = list(recorded)
        if not batch:
            return []
        topics, states = zip(*map(encode, batch), strict=True)
        ids, versions = [each.stream_id for each in batch], [each.version for each in batch]
        try:
            positions: list[int] = await self.connection.fetchval(
                "SELECT ledger.append_facts($1, $2, $3, $4)", ids, versions, topics, states
            )
        except asyncpg.PostgresError as error:
            if error.sqlstate == STREAM_GREW:
                raise ConcurrentChangeError from error
            raise
        return positions

    async def earlier_answer(self, key: str, digest: bytes) -> bytes | None:
        """What was answered to this command before, confirmed anew by a WAL record.

        Raises:
            KeyReusedError: the key was used for another command.
        """
        row = await self.connection.fetchrow("SELECT * FROM ledger.earlier_answer($1)", key)
        if row is None:
            return None
        if row["digest"] != digest:
            raise KeyReusedError
        answer: bytes = row["answer"]
        return answer

    async def remember_answer(self, key: str, digest: bytes, answer: bytes) -> None:
        """Keep the answer in the transaction of its facts.

        Raises:
            ConcurrentChangeError: the same command was answered at the same moment.
        """
        try:
            await self.connection.execute(
                "SELECT ledger.remember_answer($1, $2, $3)", key, digest, answer
            )
        except asyncpg.UniqueViolationError as error:
            raise ConcurrentChangeError from error

    async def confirm(self) -> None:
        """Let what was read be confirmed: the commit now waits for WAL of its own."""
        await self.connection.execute("SELECT ledger.write_barrier()")


class PostgresLog:
    """Reads and appends facts; every write runs in a `transaction()`."""

    def __init__(self, pool: "Pool") -> None:
        self.pool = pool

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        async with self.pool.acquire() as connection, connection.transaction():
            yield Transaction(connection)

    async def read(
        self, stream_id: UUID, initial: S, evolve: Callable[[S, F], S], *, vouched: bool = False
    ) -> Stream[S, F]:
        """One stream in one round trip; *vouched*: what is there, as `Transaction.confirm`."""
        if vouched:
            rows = await self.pool.fetch(_READ_VOUCHED, stream_id)
        else:
            rows = await self.pool.fetch(_READ, [stream_id])
        return Stream[S, F](stream_id, initial, evolve).replay(map(recorded_of, rows))

    async def follow_topics(
        self, after: int, topics: Sequence[str], limit: int
    ) -> list[Recorded[Any]]:
        """As `follow`, only the facts stored under these names."""
        rows = await self.pool.fetch(_FOLLOW_TOPICS, after, limit, topics)
        return [recorded_of(row) for row in rows]

    async def topics_until(self, position: int, topics: Sequence[str]) -> list[Recorded[Any]]:
        """All facts under these names up to a position: for names that are seldom used."""
        rows = await self.pool.fetch(_TOPICS_UNTIL, position, topics)
        return [recorded_of(row) for row in rows]

    async def follow(self, after: int, limit: int = 1_000) -> list[Recorded[Any]]:
        """The facts after a position, in order and without gaps."""
        return [recorded_of(row) for row in await self.pool.fetch(_FOLLOW, after, limit)]

    async def rows_after(
        self, after: int, limit: int, upto: int = LAST_POSITION
    ) -> list[asyncpg.Record]:
        """As `follow`, still as stored; `recorded_of` reads them, in whatever thread."""
        return await self.pool.fetch(_FOLLOW_UPTO, after, limit, upto)

    async def read_position(self, reader: str) -> int:
        """How far a reader has come; 0 for one that never read."""
        found: int | None = await self.pool.fetchval(_READ_POSITION, reader)
        return found or 0

    async def head(self) -> int:
        """The last position of the log; 0 while it is empty."""
        head: int = await self.pool.fetchval(_HEAD)
        return head


def recorded_of(row: asyncpg.Record) -> Recorded[Any]:
    """A row of the log: stream, version, position, topic, state."""
    return decode(row[0], row[1], row[2], row[3], row[4])
