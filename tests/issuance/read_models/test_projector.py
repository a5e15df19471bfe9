"""Tables for looking at: each fact counts once, and the log alone makes them again."""

import asyncio
from datetime import date

import asyncpg
import pytest

from issuance.cases.state import Stage
from issuance.read_models import projector
from issuance.read_models.overview import TABLES, office_projector
from issuance.read_models.projector import Projector
from issuance.read_models.tables import Look, Put, Reading, Table
from tests.issuance.application.house import House

FILLED = ("case_overview", "visit_overview", "card_places", "offered_days", "booking_spans")
COUNTED = Table(name="office.day_counts", key=("day", "topic"))


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1, 2)
    await opened.offer()
    await opened.take_to(Stage.DELIVERED, 1, 2)
    return opened


async def tables(pool):
    return {name: sorted(map(repr, await pool.fetch(f"SELECT * FROM {name}"))) for name in TABLES}


async def test_rebuilding_gives_the_same_tables(house):
    before = await tables(house.log.pool)
    assert all(before[f"office.{name}"] for name in FILLED)
    await office_projector(house.log).rebuild()
    assert await tables(house.log.pool) == before


@pytest.mark.parametrize("facts", [1, 2, 7])
async def test_the_size_of_a_batch_makes_no_difference(house, monkeypatch, facts):
    before = await tables(house.log.pool)
    monkeypatch.setattr(projector, "BATCH_FACTS", facts)
    await office_projector(house.log).rebuild()
    assert await tables(house.log.pool) == before


@pytest.mark.parametrize("facts", [1, 3, 1000])
async def test_what_is_read_is_what_earlier_facts_left(house, monkeypatch, facts):
    """Every way of changing a row after every other, each fifth fact by SQL of its own."""

    def running(recorded):
        key = (date(2026, 1, 1), "sum")
        way = recorded.position * recorded.position % 11 % 5
        if way == 0:
            yield ("UPDATE office.day_counts SET n = n + 1 WHERE topic = 'sum'", ())
        elif way in {1, 3}:
            yield Put(table=COUNTED, key=key, added={"n": 1}, existing=way == 3)
        else:
            look = Look(table=COUNTED, key=key, columns=("n",))
            yield Reading(
                looks=(look,), then=lambda n: [Put(table=COUNTED, key=key, columns={"n": n + 1})]
            )

    monkeypatch.setattr(projector, "BATCH_FACTS", facts)
    last = await Projector(house.log, name="sum", tables=(), changes=(running,)).catch_up()
    query = "SELECT sum(n) FROM office.day_counts WHERE topic = 'sum'"
    assert await house.log.pool.fetchval(query) == last


async def test_several_readers_of_one_name_count_each_fact_once(house):
    before = await tables(house.log.pool)
    readers = [office_projector(house.log) for _ in range(4)]
    await readers[0].rebuild()
    await asyncio.gather(*(each.catch_up() for each in readers))
    assert await tables(house.log.pool) == before


async def test_a_batch_that_breaks_off_leaves_position_and_rows_as_they_were(house):
    def broken(recorded):
        yield ("INSERT INTO office.day_counts VALUES ('2026-01-01', $1, 1)", ("once",))
        if recorded.position >= 3:
            yield ("SELECT 1 / 0", ())

    reader = Projector(house.log, name="broken", tables=(), changes=(broken,))
    with pytest.raises(asyncpg.PostgresError):
        await reader.catch_up()
    rows = await house.log.pool.fetch("SELECT 1 FROM office.day_counts WHERE topic = 'once'")
    position = await house.log.pool.fetchval(
        "SELECT position FROM exchange.read_positions WHERE reader = 'broken'"
    )
    assert (rows, position) == ([], None)


async def test_the_tables_say_what_the_streams_say(house):
    for number in (1, 2):
        overview = await house.overview(number)
        case = await house.case(number)
        assert overview["stage"] == case.stage.value
        assert overview["card_serial"] == case.card_serial
        assert overview["missing"] is case.missing
