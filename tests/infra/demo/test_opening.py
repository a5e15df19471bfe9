"""What the demo's office did before: there is somebody to book for, and work that is left."""

from datetime import UTC, datetime

import pytest

from counter_station.virtual.keeping import KeptCard
from infra.demo.cards import make_cards
from infra.demo.opening import (
    LEFT_ON_THE_SHELF,
    make_sample,
    offer_places,
    ready_to_book,
    sample_cases,
    take_in_delivery,
    work_through_first_box,
)
from infra.office import open_office
from infra.processes import BackOfficeSettings
from issuance.calendar import office_date

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
async def issuance(issuance_access):
    secret = b"0123456789abcdef0123456789abcdef"
    settings = BackOfficeSettings(
        dsn=issuance_access.dsn,
        application_id_secret=secret,
        notice_secret=secret,
        birthday_key=secret,
        applicants_key=secret,
    )
    async with open_office(settings) as opened:
        yield opened


async def open_for_business(issuance, folder):
    make_sample(issuance, folder, cases=60, seed=1, today=office_date(NOW))
    new = await take_in_delivery(issuance, folder, NOW)
    cases = sample_cases(issuance, folder)
    await offer_places(issuance, NOW)
    await work_through_first_box(issuance, cases, NOW)
    return new, cases


async def test_gives_three_grown_ups_of_different_households_to_book_for(issuance, tmp_path):
    new, cases = await open_for_business(issuance, tmp_path / "sample")
    ready = await ready_to_book(issuance, cases)
    assert new == 60
    assert [each.family_size for each in ready] == [1, 3, 1]
    assert all(each.age >= 18 and not each.changed for each in ready)


async def test_leaves_cards_without_notice_and_a_box_to_open(issuance, issuance_db, tmp_path):
    await open_for_business(issuance, tmp_path / "sample")
    count = "SELECT count(*) FROM ledger.stored_events WHERE topic = $1"
    stored = await issuance_db.fetchval(count, "case.card-stored")
    assert stored == 50
    assert await issuance_db.fetchval(count, "case.notice-sent") == stored - LEFT_ON_THE_SHELF
    assert await issuance_db.fetchval(count, "case.card-expected") == 60


async def test_a_second_start_adds_nothing(issuance, issuance_log, tmp_path):
    await open_for_business(issuance, tmp_path / "sample")
    before = await issuance_log.head()
    new, _ = await open_for_business(issuance, tmp_path / "sample")
    assert (new, await issuance_log.head()) == (0, before)


async def test_each_virtual_card_is_the_one_of_the_delivery_list(issuance, tmp_path):
    make_sample(issuance, tmp_path / "sample", cases=12, seed=1, today=office_date(NOW))
    await take_in_delivery(issuance, tmp_path / "sample", NOW)
    cases = sample_cases(issuance, tmp_path / "sample")
    (tmp_path / "cards").mkdir()
    ids = [case.case_id for case in cases[:3]]
    for _twice in range(2):
        await make_cards(issuance, tmp_path / "cards", ids)
    for case in cases[:3]:
        data = KeptCard.open(tmp_path / "cards" / f"{case.card_serial}.json").card.memory.data
        assert data.holder is not None
        assert data.holder.birth_date == f"{case.birth_on:%Y%m%d}"
        assert data.municipality == issuance.work.policy.tenant[:5]
