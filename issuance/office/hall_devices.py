"""Browsers in the hall: each is paired by a member of staff, for one venue and one use."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from issuance.office.pairing_codes import CODE_MINUTES, PairingRefusedError, digest_of, new_code

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


class HallUse(StrEnum):
    """What a browser in the hall is for."""

    KIOSK = "kiosk"
    DISPLAY = "display"


@dataclass(frozen=True, kw_only=True)
class HallDevice:
    """A browser that was let in (or may be, as long as its code holds)."""

    device_id: UUID
    venue_id: UUID
    kind: HallUse
    name: str
    paired_at: datetime | None
    seen_at: datetime | None


class HallDevices:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def offer(
        self, venue_id: UUID, kind: HallUse, *, name: str, by: str, at: datetime
    ) -> str:
        """A code to type on the new device; it is shown once and holds for ten minutes."""
        code = new_code()
        until = at + timedelta(minutes=CODE_MINUTES)
        await self._pool.execute(
            _OFFER, *(uuid4(), venue_id, kind.value, name, digest_of(code), until, by, at)
        )
        return code

    async def pair(self, code: str, at: datetime) -> tuple[str, HallUse]:
        """Let the browser in that sent the code: its token for the cookie, and its use.

        Raises:
            PairingRefusedError: the code is not good (any more).
        """
        token = secrets.token_urlsafe(32)
        row = await self._pool.fetchrow(_PAIR, *(digest_of(code), at, digest_of(token)))
        if row is None:
            raise PairingRefusedError
        return token, HallUse(row["kind"])

    async def of_token(self, token: str | None, at: datetime) -> HallDevice | None:
        """The device whose cookie this is; None if it was never paired or was ended."""
        if not token:
            return None
        row = await self._pool.fetchrow(_SEEN, digest_of(token), at)
        return None if row is None else _device(dict(row))

    async def all(self) -> list[HallDevice]:
        return [_device(dict(row)) for row in await self._pool.fetch(_ALL)]

    async def end(self, device_id: UUID, at: datetime) -> None:
        """The device is let in no more."""
        await self._pool.execute(_END, device_id, at)


def hall_form_token(secret: bytes, device: HallDevice) -> str:
    """Proof that a form came from a page of this device."""
    return hmac.digest(secret, b"hall" + device.device_id.bytes, "sha256").hex()


def _device(row: dict[str, object]) -> HallDevice:
    return HallDevice(**{**row, "kind": HallUse(str(row["kind"]))})  # type: ignore[arg-type]


_COLUMNS: Final = "device_id, venue_id, kind, name, paired_at, seen_at"
_OFFER: Final = """INSERT INTO office.hall_devices
    (device_id, venue_id, kind, name, code_digest, code_until, made_by, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"""
_PAIR: Final = """UPDATE office.hall_devices
    SET code_digest = NULL, token_digest = $3, paired_at = $2, seen_at = $2
    WHERE code_digest = $1 AND code_until > $2 AND ended_at IS NULL RETURNING kind"""
# Written at most once a minute: looking must cost nothing.
_SEEN: Final = f"""WITH found AS (SELECT {_COLUMNS} FROM office.hall_devices
      WHERE token_digest = $1 AND ended_at IS NULL),
    seen AS (UPDATE office.hall_devices SET seen_at = $2
      WHERE token_digest = $1 AND seen_at < $2::timestamptz - interval '1 minute')
    SELECT * FROM found"""  # noqa: S608 - our names
_ALL: Final = f"""SELECT {_COLUMNS} FROM office.hall_devices
    WHERE ended_at IS NULL AND paired_at IS NOT NULL ORDER BY kind, name, paired_at"""  # noqa: S608 - our names
_END: Final = "UPDATE office.hall_devices SET ended_at = $2 WHERE device_id = $1"
