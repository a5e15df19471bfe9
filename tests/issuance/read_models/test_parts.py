"""Tables made in parts, by several processes: the same rows, whoever is killed on the way."""

import asyncio

import pytest

from issuance.cases.state import Stage
from issuance.read_models import projector, rebuilding
from issuance.read_models.overview import TABLES, office_projector
from issuance.read_models.rebuilding import Part, made_elsewhere, rebuild_office
from issuance.read_models.rows import Rows
from tests.issuance.application.house import House

PARTS = (0, 1)


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1, 2)
    await opened.offer()
    await opened.take_to(Stage.DELIVERED, 1, 2)
    return opened


async def tables(log):
    return {
        name: sorted(map(repr, await log.pool.fetch(f"SELECT * FROM {name}"))) for name in TABLES
    }


async def stopped_on_the_way(log, part):
    """As if the process that made it had been killed."""
    making = asyncio.create_task(office_projector(log).make_part(part))
    while not await log.read_position(("office/counter", "office/other")[part]):
        await asyncio.sleep(0.001)
    making.cancel()
    await asyncio.wait([making])
    assert making.cancelled()


async def test_parts_make_the_rows_that_one_reader_makes(house):
    before = await tables(house.log)
    await office_projector(house.log).begin()
    assert await tables(house.log) != before
    await asyncio.gather(*(office_projector(house.log).make_part(each) for each in PARTS))
    assert await office_projector(house.log).catch_up() == await house.log.head()
    assert await tables(house.log) == before


async def test_a_second_process_makes_its_part(house, issuance_access):
    before = await tables(house.log)
    await office_projector(house.log).begin()
    await made_elsewhere(Part(dsn=issuance_access.dsn, number=1))
    assert await house.log.read_position("office/other") == await house.log.head()
    assert await house.log.read_position("office/counter") == 0
    await office_projector(house.log).catch_up()
    assert await tables(house.log) == before


async def test_a_long_log_is_read_by_two_processes(house, issuance_access, monkeypatch):
    before = await tables(house.log)
    monkeypatch.setattr(rebuilding, "WORTH_A_PROCESS", 1)
    assert await rebuild_office(house.log, issuance_access.dsn) == await house.log.head()
    assert await tables(house.log) == before


async def test_a_process_that_cannot_begin_leaves_its_part_to_the_other(house, monkeypatch):
    before = await tables(house.log)
    monkeypatch.setattr(rebuilding, "WORTH_A_PROCESS", 1)
    await rebuild_office(house.log, "postgresql:///nowhere?host=/nowhere")
    assert await tables(house.log) == before


async def test_what_was_killed_on_the_way_is_finished_by_who_catches_up(house, monkeypatch):
    before = await tables(house.log)
    monkeypatch.setattr(projector, "BATCH_FACTS", 2)
    await office_projector(house.log).begin()
    for each in PARTS:
        await stopped_on_the_way(house.log, each)
    await office_projector(house.log).catch_up()
    assert await tables(house.log) == before


@pytest.mark.parametrize("alone", [True, False])
async def test_what_was_killed_on_the_way_can_be_begun_again(house, monkeypatch, alone):
    before = await tables(house.log)
    monkeypatch.setattr(projector, "BATCH_FACTS", 2)
    await office_projector(house.log).begin()
    await stopped_on_the_way(house.log, 0)
    again = office_projector(house.log)
    if alone:
        await again.rebuild()
    else:
        await again.begin()
        await again.catch_up()
    assert await tables(house.log) == before


async def test_many_at_once_count_each_fact_once(house, monkeypatch):
    before = await tables(house.log)
    monkeypatch.setattr(projector, "BATCH_FACTS", 3)
    await office_projector(house.log).begin()
    readers = [office_projector(house.log) for _ in range(3)]
    await asyncio.gather(
        *(office_projector(house.log).make_part(each) for each in PARTS),
        *(each.catch_up() for each in readers[1:]),
    )
    await readers[0].catch_up()
    assert await tables(house.log) == before


async def test_no_part_touches_a_row_of_another(house, monkeypatch):
    touched: dict[int, set[str]] = {each: set() for each in PARTS}
    now = 0

    def noting(kept):
        async def noted(rows, table, *rest):
            touched[now].add(table.name)
            return await kept(rows, table, *rest)

        return noted

    monkeypatch.setattr(Rows, "values", noting(Rows.values))
    monkeypatch.setattr(Rows, "write", noting(Rows.write))
    await office_projector(house.log).begin()
    for now in PARTS:
        await office_projector(house.log).make_part(now)
    assert touched[0] & touched[1] == {"office.measure_counts"}  # each adds to measures of its own
    assert touched[0] | touched[1] > {"office.tickets", "office.shipments", "office.case_days"}
