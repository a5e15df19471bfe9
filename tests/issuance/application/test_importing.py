"""発送一覧の取り込み: a delivery list is taken in whole, once, or not at all."""

import asyncio
from dataclasses import replace

import pytest

from issuance.application.arrivals import CardsRefusedError
from tests.issuance.applicants.people import applicant
from tests.issuance.application.house import line, officer, serial_of
from tests.support.facts import OFFICERS


async def take_in(house, *lines):
    return await house.issuance.arrivals.expect_cards(officer(), lines)


async def counts(house):
    return {
        table: await house.log.pool.fetchval(f"SELECT count(*) FROM {table}")
        for table in ("ledger.stored_events", "office.cards", "office.persons")
    }


async def test_a_list_is_taken_in_with_its_people_and_boxes(house):
    assert await take_in(house, line(1), line(2), line(3, "B-0002")) == 3
    assert await counts(house) == {
        "ledger.stored_events": 5,
        "office.cards": 3,
        "office.persons": 3,
    }


async def test_the_same_list_again_adds_nothing(house):
    await take_in(house, line(1), line(2))
    before = await counts(house)
    assert await take_in(house, line(1), line(2)) == 0
    assert await counts(house) == before


async def test_a_longer_list_adds_what_is_new(house):
    await take_in(house, line(1))
    assert await take_in(house, line(1), line(2)) == 1


async def test_a_list_with_one_contradiction_leaves_nothing(house):
    await take_in(house, line(1), line(2))
    before = await counts(house)
    stolen = replace(line(9), expected=line(2).expected)
    second_card = replace(line(8), applicant=applicant(1))
    with pytest.raises(CardsRefusedError) as refusal:
        await take_in(house, line(3), stolen, line(4), second_card)
    assert refusal.value.refused == (
        (1, "card_serial", "serial-known"),
        (3, "application_id", "other-card"),
    )
    assert await counts(house) == before


async def test_nothing_is_slipped_into_an_open_box(house):
    await take_in(house, line(1))
    await house.issuance.arrivals.open_box(officer(), "B-0001", OFFICERS)
    before = await counts(house)
    with pytest.raises(CardsRefusedError) as refusal:
        await take_in(house, line(1), line(2))
    assert refusal.value.refused == ((1, "box", "box-opened"),)
    assert await counts(house) == before


async def test_the_same_list_twice_at_the_same_moment_counts_once(house):
    lines = [line(number) for number in range(1, 40)]
    new = await asyncio.gather(*(take_in(house, *lines) for _ in range(4)))
    assert sorted(new) == [0, 0, 0, 39]
    assert (await counts(house))["office.persons"] == 39


async def test_two_lists_that_overlap_crosswise_are_both_taken_in(house):
    """Each waits for the other's cards: one of them is given up by the database and tries again."""
    numbers = list(range(1, 60))
    await asyncio.gather(
        take_in(house, *(line(number) for number in numbers)),
        take_in(house, *(line(number) for number in reversed(numbers))),
    )
    assert (await counts(house))["office.cards"] == len(numbers)


async def test_two_lists_that_claim_one_card_do_not_both_get_it(house):
    other = replace(line(2), expected=line(1).expected)
    answers = await asyncio.gather(
        take_in(house, line(1)), take_in(house, other), return_exceptions=True
    )
    assert sorted(map(str, answers)) == ["1", "cards-refused"]
    assert (await counts(house))["office.persons"] == 1


async def test_no_person_is_in_the_log(house):
    await take_in(house, line(1))
    person = applicant(1).person
    stored = b"".join(
        row["state"] for row in await house.log.pool.fetch("SELECT state FROM ledger.stored_events")
    )
    assert serial_of(1).encode() in stored
    for personal in (person.name, person.address, person.postcode, f"{1:023}"):
        assert personal.encode() not in stored
