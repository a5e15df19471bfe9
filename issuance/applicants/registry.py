"""Persons in the database: saved, read, corrected, erased, always in the caller's transaction."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from issuance.applicants import statements
from issuance.applicants.groups import UNKNOWN, Group, group_of
from issuance.applicants.person import Person, Sex
from issuance.applicants.sealing import (
    APPLICATION_ID,
    FIELDS,
    Applicant,
    open_person,
    seal_applicant,
    seal_person,
)
from issuance.applicants.vault import PersonKey, Vault, WrappedKey
from issuance.errors import NotFoundError, Refusal

if TYPE_CHECKING:
    from asyncpg import Connection as PlainConnection
    from asyncpg import Record
    from asyncpg.pool import PoolConnectionProxy

    Connection = PoolConnectionProxy[Record] | PlainConnection[Record]


class PersonUnknownError(NotFoundError):
    """Nobody was ever saved under this id."""

    code = "person-unknown"


class PersonErasedError(Refusal):
    """The person's data was erased; the key is gone and nobody can read it any more."""

    code = "person-erased"


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """A person as known now, and how often that was corrected."""

    person: Person
    address_version: int
    """1 when saved, one more with each correction; envelopes are checked against it."""


class Registry:
    """The register of applicants. Every method runs in the transaction of its connection."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def save(self, connection: "Connection", applicants: Iterable[Applicant]) -> set[UUID]:
        """Save those not known yet, any number at once; return the ids that are new.

        Who is known, even as erased, stays as they are: saving the same list again adds nothing.
        """
        sealed = {each.person_id: self._locked(each) for each in applicants}
        columns = [
            [values[field] for values, _ in sealed.values()] for field in (APPLICATION_ID, *FIELDS)
        ]
        rows = await connection.fetch(statements.SAVE_PERSONS, list(sealed), *columns)
        saved: list[UUID] = [row["person_id"] for row in rows]
        keys = [sealed[person_id][1] for person_id in saved]
        await connection.execute(
            statements.SAVE_KEYS,
            saved,
            [key.key_id for key in keys],
            [key.kek_id for key in keys],
            [key.wrapped for key in keys],
        )
        return set(saved)

    async def load(self, connection: "Connection", person_id: UUID) -> OnRecord:
        """One person; raises PersonUnknownError or PersonErasedError."""
        row = await connection.fetchrow(statements.LOAD, [person_id])
        return self._on_record(_present(row))

    async def load_many(
        self, connection: "Connection", person_ids: Collection[UUID]
    ) -> dict[UUID, OnRecord]:
        """Those of them that are known and not erased, for lists."""
        rows = await connection.fetch(statements.LOAD, list(person_ids))
        return {row["person_id"]: self._on_record(row) for row in rows if row["erased_at"] is None}

    async def counted(
        self, connection: "Connection", person_ids: Collection[UUID], on: date
    ) -> Counter[Group]:
        """How many of them are of which age and sex on that day; only the counts leave this room.

        Who was erased counts too, in a group without age and sex.
        """
        rows = await connection.fetch(statements.FOR_COUNTING, list(person_ids))
        return Counter(self._group(row, on) for row in rows)

    async def application_id(self, connection: "Connection", person_id: UUID) -> str:
        """The 23 digits of the person's card application; raises as `load` does."""
        row = _present(await connection.fetchrow(statements.LOAD, [person_id]))
        return self._key(row).open(APPLICATION_ID, row[APPLICATION_ID])

    async def correct(
        self, connection: "Connection", person_id: UUID, change: Callable[[Person], Person]
    ) -> int:
        """Apply *change* to the person as known now; return the address version.

        The row is held to the end of the transaction, so no correction is lost to another. A
        change that changes nothing leaves the version as it is. Raises as `load` does.
        """
        row = _present(await connection.fetchrow(statements.HOLD, person_id))
        record = self._on_record(row)
        corrected = change(record.person)
        if corrected == record.person:
            return record.address_version
        sealed = seal_person(self._key(row), corrected)
        version: int = await connection.fetchval(
            statements.CORRECT, person_id, *(sealed[field] for field in FIELDS)
        )
        return version

    async def erase(self, connection: "Connection", person_id: UUID, at: datetime) -> bool:
        """Destroy the person's key and empty the row; whether there was anything left to erase.

        Backups keep the wrapped key until they age out; retiring its key-encryption key ends that.
        """
        await connection.execute(statements.DESTROY_KEY, person_id)
        return await connection.fetchval(statements.ERASE, person_id, at) is not None

    async def rewrap_keys(self, connection: "Connection", kek_id: str, limit: int) -> int:
        """Move up to *limit* keys off an old key-encryption key; return how many moved."""
        if kek_id == self._vault.current:
            return 0
        rows = await connection.fetch(statements.KEYS_UNDER, kek_id, limit)
        moved = [self._vault.rewrap(row["person_id"], _wrapped_key(row)) for row in rows]
        await connection.execute(
            statements.REWRAP,
            [key.key_id for key in moved],
            [key.kek_id for key in moved],
            [key.wrapped for key in moved],
        )
        return len(moved)

    def _group(self, row: "Record", on: date) -> Group:
        if row["erased_at"] is not None:
            return UNKNOWN
        key = self._key(row)
        birth_on = date.fromisoformat(key.open("birth_on", row["birth_on"]))
        return group_of(birth_on, Sex(key.open("sex", row["sex"])), on)

    def _locked(self, applicant: Applicant) -> tuple[dict[str, bytes], WrappedKey]:
        key, wrapped = self._vault.new_key(applicant.person_id)
        return seal_applicant(key, applicant), wrapped

    def _key(self, row: "Record") -> PersonKey:
        return self._vault.open_key(row["person_id"], _wrapped_key(row))

    def _on_record(self, row: "Record") -> OnRecord:
        person = open_person(self._key(row), {field: row[field] for field in FIELDS})
        return OnRecord(person=person, address_version=row["address_version"])


def _present(row: "Record | None") -> "Record":
    if row is None:
        raise PersonUnknownError
    if row["erased_at"] is not None:
        raise PersonErasedError
    return row


def _wrapped_key(row: "Record") -> WrappedKey:
    return WrappedKey(key_id=row["key_id"], kek_id=row["kek_id"], wrapped=row["wrapped"])
