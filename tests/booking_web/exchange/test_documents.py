"""The rules about documents: taken in once an edition, refused when they are something else."""

from datetime import timedelta

import msgspec
import pytest

from booking_web.documents.facts import DOCUMENTS, DocumentsPublished, evolve
from booking_web.documents.shelf import Shelf
from issuance.identity.publication import DOCUMENTS as OFFICE_DOCUMENTS
from issuance.ledger.batches import BatchRefusedError
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.desk.samples import NOW, VENUE
from tests.booking_web.documents.rules import body, rules
from tests.booking_web.exchange.samples import Office, Said, exchange_of


def published(edition: int = 1, **other: object) -> Said:
    return ("documents.published", DOCUMENTS, msgspec.json.decode(body(edition)) | other)


async def stored(log: PostgresLog) -> DocumentsPublished | None:
    async with log.transaction() as tx:
        return (await tx.read(DOCUMENTS, None, evolve)).state


def test_both_sides_know_the_same_stream():
    assert DOCUMENTS == OFFICE_DOCUMENTS


async def test_the_last_edition_stands(booking_log: PostgresLog):
    exchange, office = exchange_of(booking_log), Office()
    await exchange.take_in(office.say(published(1), published(2)), at=NOW)
    head = await booking_log.head()
    await exchange.take_in(office.say(published(2)), at=NOW)
    assert (await stored(booking_log), await booking_log.head()) == (rules(2), head)


@pytest.mark.parametrize(
    "said",
    [
        ("documents.published", VENUE, published()[2]),
        published(kinds="all"),
        published(posting=None),
        ("documents.published", DOCUMENTS, {}),
    ],
)
async def test_anything_else_refuses_the_batch(booking_log: PostgresLog, said: Said):
    with pytest.raises(BatchRefusedError):
        await exchange_of(booking_log).take_in(Office().say(said), at=NOW)
    assert await stored(booking_log) is None


async def test_the_shelf_sees_new_rules_and_outlives_the_database(booking_log: PostgresLog):
    exchange, office, now = exchange_of(booking_log), Office(), NOW
    shelf = Shelf(booking_log, lambda: now)
    assert await shelf.rules() is None
    await exchange.take_in(office.say(published(1)), at=NOW)
    now = NOW + timedelta(seconds=1)
    assert await shelf.rules() == rules(1)
    await exchange.take_in(office.say(published(2)), at=NOW)
    assert await shelf.rules() == rules(1)
    now = NOW.replace(minute=59)
    assert await shelf.rules() == rules(2)
    await booking_log.pool.close()
    now = NOW.replace(hour=23)
    assert await shelf.rules() == rules(2)
