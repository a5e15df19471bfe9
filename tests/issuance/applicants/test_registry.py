import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest

from issuance.applicants.registry import (
    OnRecord,
    PersonErasedError,
    PersonUnknownError,
    Registry,
)
from issuance.applicants.vault import SealBrokenError, Vault, kek_id
from tests.issuance.applicants.people import HANAKO, LONG_NAME, applicant

OLD, NEW = b"o" * 32, b"n" * 32
REGISTRY = Registry(Vault(OLD))
PERSON, SOMEBODY_ELSE, NOBODY = UUID(int=1), UUID(int=2), UUID(int=99)
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def moved(person):
    return replace(person, postcode="1340083", address="東京都江戸川区中葛西３丁目２番１号")


async def test_persons_come_back_as_they_were_saved(issuance_db):
    async with issuance_db.acquire() as connection:
        saved = await REGISTRY.save(connection, [applicant(1), applicant(2, LONG_NAME)])
        assert saved == {PERSON, SOMEBODY_ELSE}
        assert await REGISTRY.load(connection, PERSON) == OnRecord(person=HANAKO, address_version=1)
        found = await REGISTRY.load_many(connection, [PERSON, SOMEBODY_ELSE, NOBODY])
        assert {each: record.person for each, record in found.items()} == {
            PERSON: HANAKO,
            SOMEBODY_ELSE: LONG_NAME,
        }
        assert await REGISTRY.application_id(connection, PERSON) == f"{1:023}"


async def test_saving_again_adds_nothing_and_changes_nothing(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1)])
        saved = await REGISTRY.save(connection, [applicant(1, LONG_NAME), applicant(2)])
        assert saved == {SOMEBODY_ELSE}
        assert (await REGISTRY.load(connection, PERSON)).person == HANAKO


async def test_nobody_to_save_is_nothing_to_do(issuance_db):
    async with issuance_db.acquire() as connection:
        assert await REGISTRY.save(connection, []) == set()


async def test_what_the_caller_rolls_back_was_never_saved(issuance_db):
    async with issuance_db.acquire() as connection:
        transaction = connection.transaction()
        await transaction.start()
        await REGISTRY.save(connection, [applicant(1)])
        await transaction.rollback()
        with pytest.raises(PersonUnknownError):
            await REGISTRY.load(connection, PERSON)


async def test_a_correction_raises_the_address_version_by_one(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1)])
        assert await REGISTRY.correct(connection, PERSON, moved) == 2
        assert await REGISTRY.correct(connection, PERSON, moved) == 2  # nothing changed
        renamed = await REGISTRY.correct(
            connection, PERSON, lambda person: replace(person, former_name=None)
        )
        assert renamed == 3
        record = await REGISTRY.load(connection, PERSON)
        assert record == OnRecord(
            person=replace(moved(HANAKO), former_name=None), address_version=3
        )
        assert await REGISTRY.application_id(connection, PERSON) == f"{1:023}"


async def test_no_correction_is_lost_to_another(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1)])

    async def correct(day):
        async with issuance_db.acquire() as connection, connection.transaction():
            return await REGISTRY.correct(
                connection,
                PERSON,
                lambda person: replace(
                    person, birth_on=date(2000, 1, day), alias=f"{person.alias or ''}{day};"
                ),
            )

    versions = await asyncio.gather(*(correct(day) for day in range(1, 9)))
    assert sorted(versions) == list(range(2, 10))
    async with issuance_db.acquire() as connection:
        alias = (await REGISTRY.load(connection, PERSON)).person.alias or ""
    assert sorted(alias.split(";")) == ["", *"12345678"]


async def test_an_erased_person_is_gone_for_good(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1), applicant(2)])
        assert await REGISTRY.erase(connection, PERSON, AT)
        for ask in (
            REGISTRY.load(connection, PERSON),
            REGISTRY.application_id(connection, PERSON),
            REGISTRY.correct(connection, PERSON, moved),
        ):
            with pytest.raises(PersonErasedError):
                await ask
        assert set(await REGISTRY.load_many(connection, [PERSON, SOMEBODY_ELSE])) == {SOMEBODY_ELSE}
        keys = await connection.fetch("SELECT person_id FROM office.person_keys")
        assert [row["person_id"] for row in keys] == [SOMEBODY_ELSE]


async def test_erasing_again_is_nothing_to_do_and_saving_brings_nobody_back(issuance_db):
    async with issuance_db.acquire() as connection:
        assert not await REGISTRY.erase(connection, NOBODY, AT)
        await REGISTRY.save(connection, [applicant(1)])
        assert await REGISTRY.erase(connection, PERSON, AT)
        assert not await REGISTRY.erase(connection, PERSON, AT)
        assert await REGISTRY.save(connection, [applicant(1)]) == set()
        with pytest.raises(PersonErasedError):
            await REGISTRY.load(connection, PERSON)


async def test_somebody_unknown_is_refused(issuance_db):
    async with issuance_db.acquire() as connection:
        for ask in (
            REGISTRY.load(connection, NOBODY),
            REGISTRY.correct(connection, NOBODY, moved),
            REGISTRY.application_id(connection, NOBODY),
        ):
            with pytest.raises(PersonUnknownError):
                await ask


async def test_a_value_moved_to_another_person_does_not_open(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1), applicant(2, LONG_NAME)])
        await connection.execute(
            "UPDATE office.persons SET address = (SELECT address FROM office.persons"
            " WHERE person_id = $1) WHERE person_id = $2",
            PERSON,
            SOMEBODY_ELSE,
        )
        with pytest.raises(SealBrokenError):
            await REGISTRY.load(connection, SOMEBODY_ELSE)


async def test_keys_move_to_a_new_key_encryption_key(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(number) for number in range(1, 6)])
        changing = Registry(Vault(NEW, older=[OLD]))
        moves = [await changing.rewrap_keys(connection, kek_id(OLD), 2) for _ in range(4)]
        assert moves == [2, 2, 1, 0]
        assert await changing.rewrap_keys(connection, kek_id(NEW), 2) == 0
        assert (await Registry(Vault(NEW)).load(connection, PERSON)).person == HANAKO


async def test_no_value_stands_in_the_database_in_clear(issuance_db):
    async with issuance_db.acquire() as connection:
        await REGISTRY.save(connection, [applicant(1)])
        rows = await connection.fetch(
            "SELECT persons::text, person_keys::text FROM office.persons, office.person_keys"
        )
    text = "".join(cell for row in rows for cell in row)
    assert len(text) > 500
    for value in (HANAKO.name, HANAKO.address, HANAKO.postcode, "1996-02-29", f"{1:023}"):
        assert value not in text
        assert value.encode().hex() not in text


async def test_the_programs_role_owns_nothing_here(issuance_db):
    async with issuance_db.acquire() as connection:
        for statement in ("TRUNCATE office.person_keys", "DROP TABLE office.persons CASCADE"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)


async def test_ten_thousand_persons_are_saved_in_seconds(issuance_db):
    async with issuance_db.acquire() as connection, connection.transaction():
        people = [applicant(number) for number in range(1, 10_001)]
        async with asyncio.timeout(10):
            assert len(await REGISTRY.save(connection, people)) == 10_000
