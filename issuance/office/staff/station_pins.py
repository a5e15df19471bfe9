"""窓口端末の暗証番号: what staff sign in with at a station, also while the office is away.

A PIN of its own, so that a stolen station says nothing about the office's passwords.
"""

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher

from issuance.office.staff.accounts import roles_of, staff_code
from issuance.office.staff.roles import HAND_OVER, Role

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_HASHER: Final = PasswordHasher()
_PIN: Final = re.compile(r"[0-9]{6,12}")
MAY_SERVE: Final = HAND_OVER
"""Whoever has one of these roles may sign in at a station."""


@dataclass(frozen=True, kw_only=True)
class StationClerk:
    """Somebody who may work at a station today."""

    staff_id: str
    pin_hash: str = field(repr=False)
    supervisor: bool


async def set_station_pin(pool: "Pool", staff_id: str, pin: str) -> None:
    """Give somebody a PIN for the stations; they know it from the next list on.

    Raises ValueError for anything but 6 to 12 digits of more than one kind, or an unknown code.
    """
    code = staff_code(staff_id)
    if code is None or not _PIN.fullmatch(pin) or len(set(pin)) == 1:
        raise ValueError(
            "a code such as K01 and a PIN of 6 to 12 digits, not all equal, are needed"
        )
    hashed = await asyncio.to_thread(_HASHER.hash, pin)
    if not await pool.fetchval(_SAVE, code, hashed):
        raise ValueError(f"nobody in the office has the code {code}")


async def clerks_of_stations(pool: "Pool") -> list[StationClerk]:
    """The list that is released to stations: active people with a fitting role and a PIN."""
    rows = await pool.fetch(_LIST)
    found = [(row, roles_of(row["roles"])) for row in rows]
    return [
        StationClerk(
            staff_id=row["staff_id"],
            pin_hash=row["pin_hash"],
            supervisor=Role.SUPERVISOR in roles,
        )
        for row, roles in found
        if not roles.isdisjoint(MAY_SERVE)
    ]


_SAVE = """INSERT INTO office.station_pins (staff_id, pin_hash)
    SELECT staff_id, $2 FROM office.staff WHERE staff_id = $1 AND active
    ON CONFLICT (staff_id) DO UPDATE SET pin_hash = $2, set_at = now() RETURNING staff_id"""
_LIST = """SELECT s.staff_id, s.roles, p.pin_hash FROM office.staff AS s
    JOIN office.station_pins AS p USING (staff_id) WHERE s.active ORDER BY s.staff_id"""
