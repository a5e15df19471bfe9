"""Sending the log's news to the other zone, and taking in what the other zone sent."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from issuance.ledger.batches import FIRST, Batch, Item, open_batch, sign_batch
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog, Transaction

MOST_FACTS = 2_000
Translate = Callable[[Transaction, list[Recorded[Any]]], Awaitable[Iterable[Item]]]


class Sender:
    """Turns new facts into batches. A batch once made never changes, however often it is asked for.

    `translate` says what of the facts concerns the other zone; it may read beside the log.
    """

    def __init__(
        self, log: PostgresLog, key: Ed25519PrivateKey, *, name: str, translate: Translate
    ) -> None:
        self._log, self._key, self._name, self._translate = log, key, name, translate

    async def prepare(self) -> bool:
        """Make the next batch if there is news; say whether there may be more."""
        async with self._log.transaction() as tx:
            await tx.connection.execute("SELECT pg_advisory_xact_lock(hashtext('sent_batches'))")
            number, upto, previous = await _last(tx, "sent_batches")
            facts = await tx.follow(upto, MOST_FACTS)
            items = tuple(await self._translate(tx, facts))
            if not items and len(facts) < MOST_FACTS:
                return False
            batch = Batch(
                sender=self._name,
                number=number + 1,
                previous=previous,
                upto=facts[-1].position,
                items=items,
            )
            envelope, digest = sign_batch(batch, self._key)
            await tx.connection.execute(
                "INSERT INTO exchange.sent_batches (number, upto, digest, envelope)"
                " VALUES ($1, $2, $3, $4)",
                *(batch.number, batch.upto, digest, envelope),
            )
            return len(facts) == MOST_FACTS

    async def envelope_after(self, number: int) -> bytes | None:
        """The batch that follows *number*, signed, or None while there is none."""
        while await self.prepare():
            pass
        envelope: bytes | None = await self._log.pool.fetchval(
            "SELECT envelope FROM exchange.sent_batches WHERE number = $1", number + 1
        )
        return envelope


class Receiver:
    """Takes in the other zone's batches, each exactly once and in order."""

    def __init__(self, key: Ed25519PublicKey, *, sender: str) -> None:
        self._key, self._sender = key, sender

    async def last_number(self, tx: Transaction) -> int:
        return (await _last(tx, "received_batches"))[0]

    async def open(self, tx: Transaction, data: bytes) -> Batch:
        """Check the batch and note its number in the caller's transaction.

        Whoever calls this applies the items in the same transaction, or gives it up.

        Raises:
            BatchRefusedError: it is not the batch that must come next.
        """
        await tx.connection.execute("SELECT pg_advisory_xact_lock(hashtext('received_batches'))")
        number, upto, previous = await _last(tx, "received_batches")
        batch, digest = open_batch(
            data,
            self._key,
            sender=self._sender,
            number=number + 1,
            previous=previous,
            after=upto,
        )
        await tx.connection.execute(
            "INSERT INTO exchange.received_batches (number, upto, digest) VALUES ($1, $2, $3)",
            *(batch.number, batch.upto, digest),
        )
        return batch


async def _last(tx: Transaction, table: str) -> tuple[int, int, bytes]:
    row = await tx.connection.fetchrow(
        f"SELECT number, upto, digest FROM exchange.{table} ORDER BY number DESC LIMIT 1"  # noqa: S608
    )
    return (row["number"], row["upto"], row["digest"]) if row else (0, 0, FIRST)
