"""The sealing desk (封入台): a back-office PC whose reader tells the office which card lies on it.

It reads what anybody may read (serial, certificates); the two officers close the envelope on the
office's page. It writes nothing on any card and knows no PIN.
"""

import asyncio

import httpx
import structlog

from counter_station.cards.my_number_card import MyNumberCard
from counter_station.office_key import way_in
from counter_station.readers.connection import CardError, CardPresence, CardTransport
from infra.card_reader import open_reader
from infra.processes import SealingDeskSettings

log = structlog.get_logger("sealing-desk")
_TOLD_AGAIN_ROUNDS = 30
"""A card that stays on the reader is told again, since the office forgets readings soon."""


async def run(settings: SealingDeskSettings, told: asyncio.Event) -> None:
    """Serve the reader until told to end."""
    way, headers = way_in(settings.token, settings.office_key_path), {"X-Station": settings.station}
    with httpx.Client(
        base_url=settings.office_url, timeout=10, auth=way, headers=headers
    ) as office:
        desk = SealingDesk(open_reader(settings.reader), office, settings.poll_seconds)
        while not told.is_set():
            await asyncio.to_thread(desk.serve)
            if settings.health_file is not None:
                settings.health_file.touch()


class SealingDesk:
    """One reader and what lies on it."""

    def __init__(
        self, reader: tuple[CardTransport, str], office: httpx.Client, poll_seconds: float
    ) -> None:
        self._transport, self._reader = reader
        self._office, self._poll_seconds = office, poll_seconds
        self._seen = CardPresence(present=False, count=-1)
        self._rounds = 0

    def serve(self) -> None:
        """Wait a moment for a card and tell of it; never raises a card's or the network's fault."""
        now = self._transport.wait(self._reader, self._seen, timeout_seconds=self._poll_seconds)
        self._rounds = 0 if now != self._seen else self._rounds + 1
        self._seen = now
        if not now.present or self._rounds % _TOLD_AGAIN_ROUNDS:
            return
        try:
            self._tell()
        except CardError as fault:
            log.warning("card-not-read", code=fault.code)
        except httpx.HTTPError:
            self._rounds = -1  # told again at once
            log.warning("office-away")

    def _tell(self) -> None:
        with self._transport.open(self._reader) as link:
            reading = MyNumberCard(link).read()
        told = {
            "card_serial": reading.record.serial,
            "signature_certificate": reading.certificates.signature,
            "authentication_certificate": reading.certificates.authentication,
        }
        self._office.post("/api/sealing-desk/card", json=told).raise_for_status()
        log.info("card-told")
