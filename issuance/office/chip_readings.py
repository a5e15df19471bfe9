"""What lies on the sealing desks' readers right now: serial and certificates, free of a PIN."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from issuance.errors import Refusal

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

FRESH: Final = timedelta(minutes=2)
"""Older, and the card may lie somewhere else by now."""
_KEEP: Final = """INSERT INTO office.chip_readings
    (desk, card_serial, signature_certificate, authentication_certificate, read_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (desk) DO UPDATE
    SET card_serial = $2, signature_certificate = $3, authentication_certificate = $4,
      read_at = $5"""
_FRESH: Final = """SELECT desk, card_serial, signature_certificate AS signature,
    authentication_certificate AS authentication, read_at
    FROM office.chip_readings WHERE read_at >= $1 ORDER BY desk"""


class ReadingGoneError(Refusal):
    """No reader has seen this card just now."""

    code = "reading-gone"


@dataclass(frozen=True, kw_only=True)
class ChipReading:
    """One card on one reader."""

    desk: str
    card_serial: str
    signature: bool
    authentication: bool
    read_at: datetime


class ChipReadings:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def keep(self, reading: ChipReading) -> None:
        """The reader's last card; the one before is forgotten."""
        seen = (reading.desk, reading.card_serial, reading.signature, reading.authentication)
        await self._pool.execute(_KEEP, *seen, reading.read_at)

    async def fresh(self, now: datetime) -> list[ChipReading]:
        rows = await self._pool.fetch(_FRESH, now - FRESH)
        return [ChipReading(**dict(row)) for row in rows]

    async def of_card(self, card_serial: str, now: datetime) -> ChipReading | None:
        """The card, if it lies on a reader."""
        seen = [each for each in await self.fresh(now) if each.card_serial == card_serial]
        return max(seen, key=lambda each: each.read_at, default=None)
