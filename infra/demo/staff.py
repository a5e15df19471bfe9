"""The demo's staff. Their passwords are no secret: they are shown to whoever tries the demo."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from booking_web.phone_desk.staff import StaffFile
from issuance.ledger.postgres import PostgresLog
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.staff.station_pins import set_station_pin

PASSWORDS: Mapping[str, str] = {
    "K01": "48151623",
    "K02": "42210815",
    "K03": "27182818",
    "K04": "31415926",
}
"""Four people: who verified an identity neither sets the PINs nor seals alone. Each may do all
of a card's course."""
ADMIN: Final = "K09"
"""Who looks after the accounts, and sees no case."""
ADMIN_PASSWORD: Final = "16180339"  # noqa: S105 - no secret, as above
ALL_WORK: Final = frozenset(Role) - {Role.AUDITOR, Role.TENANT_ADMIN}


async def hire_staff(log: PostgresLog) -> None:
    """Give them accounts in the office; those that are there get this password again."""
    for code, password in PASSWORDS.items():
        await add_staff(log.pool, code, password, ALL_WORK)
        await set_station_pin(log.pool, code, password)
    await add_staff(log.pool, ADMIN, ADMIN_PASSWORD, [Role.TENANT_ADMIN])


PHONE_STAFF = "P01"
"""Who works at the demo's phone desk; known to the booking site alone."""


def write_phone_staff(folder: Path) -> None:
    """Make a password for the phone desk and enter it, unless that was done before."""
    kept, file = folder / "phone_staff.password", folder / "phone_staff.toml"
    if kept.exists() and file.exists():
        return
    password = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(10))
    kept.touch(mode=0o600)
    kept.write_text(password + "\n", encoding="utf-8")
    StaffFile(file).save(PHONE_STAFF, password)


def phone_password(folder: Path) -> str:
    return (folder / "phone_staff.password").read_text(encoding="utf-8").strip()
