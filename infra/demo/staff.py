"""The demo's staff. Their passwords are no secret: they are shown to whoever tries the demo."""

from collections.abc import Mapping
from pathlib import Path

from argon2 import PasswordHasher

from issuance.ledger.postgres import PostgresLog
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role

PASSWORDS: Mapping[str, str] = {
    "K01": "48151623",
    "K02": "42210815",
    "K03": "27182818",
    "K04": "31415926",
}
"""Four people: who verified an identity neither sets the PINs nor seals alone. Each may do all."""


async def hire_staff(log: PostgresLog) -> None:
    """Give them accounts in the office; those that are there get this password again."""
    for code, password in PASSWORDS.items():
        await add_staff(log.pool, code, password, Role)


def write_staff_file(path: Path) -> None:
    """Write the counter station's file of clerks, unless it is there."""
    if path.exists():
        return
    hasher = PasswordHasher()
    tables = (f'[{code}]\npin_hash = "{hasher.hash(word)}"\n' for code, word in PASSWORDS.items())
    half = path.with_suffix(".new")
    half.touch(mode=0o600)
    half.write_text("\n".join(tables), encoding="utf-8")
    half.replace(path)
