"""The office's two doors to the booking site; both are opened from the office's side."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from booking_web.exchange.intake import Intake
from booking_web.exchange.outgoing import translate
from booking_web.queue import places
from booking_web.refusals import DeskAwayError
from booking_web.timetable.policy import Policy
from issuance.ledger.away import AWAY
from issuance.ledger.exchange import Receiver, Sender
from issuance.ledger.postgres import PostgresLog


class Exchange:
    """Takes in the office's batches and hands out our own."""

    def __init__(
        self,
        log: PostgresLog,
        *,
        private_key: Ed25519PrivateKey,
        office_public_key: Ed25519PublicKey,
        policy: Policy,
    ) -> None:
        self._log, self._policy = log, policy
        self._sender = Sender(log, private_key, name="booking", translate=translate)
        self._receiver = Receiver(office_public_key, sender="office")

    async def take_in(self, data: bytes, *, at: datetime) -> int:
        """Apply the office's next batch whole, or refuse it with nothing applied; its number.

        Raises:
            BatchRefusedError: not the batch that must come next, or not understood. With the
                reason "replayed" it was applied before, and the office may go on.
            DeskAwayError: the database is away, and it is not known whether it was applied.
        """
        async with _or_away(), self._log.transaction() as tx:
            batch = await self._receiver.open(tx, data)
            await tx.lock()
            await Intake(tx, self._policy, at).apply(batch)
        return batch.number

    async def last_taken_in(self) -> int:
        """The number of the office's last batch that was applied; 0 before the first."""
        async with _or_away(), self._log.transaction() as tx:
            return await self._receiver.last_number(tx)

    async def hear(self, *, at: datetime) -> None:
        """We have all that the office has told: what we show of it is as of now."""
        async with _or_away(), self._log.transaction() as tx:
            await places.hear(tx, at)

    async def envelope_after(self, number: int) -> bytes | None:
        """Our batch that follows *number*, or None while there is no news.

        Raises:
            DeskAwayError: the database is away.
        """
        async with _or_away():
            return await self._sender.envelope_after(number)


@asynccontextmanager
async def _or_away() -> AsyncGenerator[None]:
    try:
        yield
    except AWAY as fault:
        raise DeskAwayError from fault
