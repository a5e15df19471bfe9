"""窓口端末のパスキー: keys that staff registered at a station and sign in with at every one.

The office keeps public halves and hands them out with the list of the day; stations check.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from issuance.application import Order
from issuance.application.work import Facts, Work
from issuance.errors import Refusal
from issuance.ledger.postgres import Transaction
from issuance.office.staff.passkeys import MOST, TooManyPasskeysError
from issuance.office.staff.register import noted
from issuance.staffing.facts import StationPasskeyRegistered, StationPasskeyRemoved


class PasskeyKnownError(Refusal):
    """This key was registered before, by this person or another."""

    code = "passkey-known"


@dataclass(frozen=True, kw_only=True)
class StationPasskey:
    """`sign_count`: how often the key had signed when it was registered at `station`."""

    passkey_id: UUID
    staff_id: str
    station: str
    made_at: datetime
    credential_id: bytes = field(repr=False)
    public_key: bytes = field(repr=False)
    sign_count: int


class StationPasskeys:
    def __init__(self, work: Work) -> None:
        self._work, self._pool = work, work.log.pool

    async def of(self, staff_id: str) -> list[StationPasskey]:
        return (await self.by_staff()).get(staff_id, [])

    async def by_staff(self) -> Mapping[str, list[StationPasskey]]:
        """Every key, the oldest first, by the code of whose it is."""
        found: dict[str, list[StationPasskey]] = defaultdict(list)
        for row in await self._pool.fetch(_ALL):
            found[row["staff_id"]].append(StationPasskey(**dict(row)))
        return found

    async def register(self, order: Order, key: StationPasskey) -> None:
        """Keep a key that its owner, who gave their PIN, made at a station.

        Raises:
            PasskeyKnownError: somebody registered it before.
            TooManyPasskeysError: they have as many as one person may have.
        """

        async def work(tx: Transaction) -> Facts:
            if await tx.connection.fetchval(_COUNT, key.staff_id) >= MOST:
                raise TooManyPasskeysError
            kept = await tx.connection.fetchval(
                _INSERT, key.passkey_id, key.credential_id, key.staff_id, key.public_key,
                key.sign_count, key.station, key.made_at,
            )  # fmt: skip
            if kept is None:
                raise PasskeyKnownError
            made = StationPasskeyRegistered(
                staff_id=key.staff_id, passkey_id=key.passkey_id, station=key.station
            )
            return await noted(tx, order, key.staff_id, [made])

        await self._work.carry_out(order, work)

    async def remove(self, order: Order, staff_id: str, passkey_id: UUID) -> None:
        """Take a key away: stations know with their next list. A second time does nothing."""

        async def work(tx: Transaction) -> Facts:
            gone = await tx.connection.fetchval(_DELETE, passkey_id, staff_id)
            fact = StationPasskeyRemoved(staff_id=staff_id, passkey_id=passkey_id)
            return await noted(tx, order, staff_id, [fact] if gone else [])

        await self._work.carry_out(order, work)


_ALL: Final = """SELECT passkey_id, staff_id, station, made_at, credential_id, public_key,
    sign_count FROM office.station_passkeys ORDER BY made_at"""
_COUNT: Final = "SELECT count(*) FROM office.station_passkeys WHERE staff_id = $1"
_INSERT: Final = """INSERT INTO office.station_passkeys
    (passkey_id, credential_id, staff_id, public_key, sign_count, station, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING
    RETURNING passkey_id"""
_DELETE: Final = """DELETE FROM office.station_passkeys WHERE passkey_id = $1 AND staff_id = $2
    RETURNING passkey_id"""
