"""Carries batches between the zones over HTTP, from inside outwards only."""

import httpx

from issuance.intake.bookings import BookingIntake
from issuance.ledger.exchange import Sender

OUTBOX, INBOX = "/exchange/outbox", "/exchange/inbox"
NO_CONTENT = 204


class Relay:
    """Fetches booking's batches and brings the office's, each in its order."""

    def __init__(
        self, client: httpx.AsyncClient, *, token: str, intake: BookingIntake, sender: Sender
    ) -> None:
        self._client, self._intake, self._sender = client, intake, sender
        self._headers = {"Authorization": f"Bearer {token}"}
        self._told: int | None = None
        """The last batch of the round before, which left nothing untold."""

    async def carry(self) -> int:
        """Carry what there is, both ways; return how many batches.

        Raises:
            httpx.HTTPError: the site is away or does not want it; the next round goes on there.
            BatchRefusedError: what the site handed out is not its next batch.
        """
        try:
            brought = await self._bring()
        finally:
            # What residents booked reaches the office also while the site refuses our news.
            fetched = await self._fetch()
        return brought + fetched

    async def _bring(self) -> int:
        """The site says which batch it has; we bring the ones after it."""
        told, self._told = self._told, None
        params = {} if told is None else {"told": told}
        reply = await self._client.get(INBOX, params=params, headers=self._headers)
        last: int = reply.raise_for_status().json()["last"]
        brought = 0
        while (envelope := await self._sender.envelope_after(last + brought)) is not None:
            reply = await self._client.post(
                INBOX,
                content=envelope,
                headers={**self._headers, "Content-Type": "application/json"},
            )
            reply.raise_for_status()
            brought += 1
        self._told = last + brought
        return brought

    async def _fetch(self) -> int:
        last, fetched = await self._intake.last_number(), 0
        while True:
            reply = await self._client.get(
                OUTBOX, params={"after": last + fetched}, headers=self._headers
            )
            if reply.raise_for_status().status_code == NO_CONTENT:
                return fetched
            await self._intake.take_in(reply.content)
            fetched += 1
