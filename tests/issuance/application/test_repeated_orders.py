"""The same order again is answered as the first time; a key stands for one order only."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from uuid import UUID

import pytest

from issuance.application import Order
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from issuance.errors import KeyReusedError
from issuance.visits import line
from issuance.visits.line_facts import HoldReason
from tests.issuance.application.house import STATION, WAITED, House, clerk, officer

KEY = "journal:0001"


async def twice(house: House, order: Callable[[], Awaitable[None]]) -> int:
    """Give the order twice; return how many facts the second time added."""
    await order()
    head = await house.log.head()
    await order()
    return await house.log.head() - head


async def test_every_keyed_order_counts_once(house):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    counter, visit_id = house.issuance.counter, house.visit_id
    note = house.issuance.line.note
    hold = partial(line.hold, station=STATION, reason=HoldReason.STEPPED_OUT)
    orders: list[Callable[[str], Awaitable[None]]] = [
        lambda key: counter.arrive(clerk(key=key), visit_id),
        lambda key: counter.call(clerk(key=key), visit_id, STATION),
        lambda key: counter.call_off(clerk(key=key), visit_id, STATION),
        lambda key: counter.call(clerk(key=key), visit_id, STATION),
        lambda key: note(clerk(key=key), visit_id, hold),
        lambda key: note(clerk(key=key), visit_id, line.bring_back),
        lambda key: counter.call(clerk(key=key), visit_id, STATION),
        lambda key: note(clerk(key=key), visit_id, partial(line.recall, station=STATION)),
        lambda key: note(clerk(key=key), visit_id, partial(line.recall, station=STATION)),
        lambda key: counter.miss(clerk(WAITED, key=key), visit_id),
    ]
    for number, order in enumerate(orders):
        assert await twice(house, partial(order, f"k{number}")) == 0
    head = await house.log.head()
    for number, order in enumerate(orders):  # the whole journal is sent again, late
        await order(f"k{number}")
    assert await house.log.head() == head


async def test_a_repeat_is_answered_even_where_the_rule_would_refuse_by_now(house):
    await house.expect(1)
    await house.take_to(Stage.STORED, 1)
    notices = house.issuance.notices
    await notices.send(officer(key=KEY), UUID(int=1))
    await house.book(1)
    await notices.send(officer(key=KEY), UUID(int=1))
    with pytest.raises(WrongStageError):
        await notices.send(officer(), UUID(int=1))
    assert (await house.topics(1)).count("notice-sent") == 1


async def test_the_same_order_five_times_at_once_counts_once(house):
    await house.expect(1)
    await house.take_to(Stage.BOOKED, 1)
    await asyncio.gather(
        *(house.issuance.counter.arrive(clerk(key=KEY), house.visit_id) for _ in range(5))
    )
    assert (await house.topics(1)).count("checked-in") == 1


async def test_a_key_cannot_be_used_for_something_else(house):
    await house.expect(1)
    order = officer(key=KEY)
    await house.issuance.arrivals.scan_card(order, "B-0001", "412345600000001")
    other = replace(order, digest=sha256(b"another body").digest())
    with pytest.raises(KeyReusedError):
        await house.issuance.arrivals.complete_setup(other, UUID(int=1), "T1")
    assert await house.stage(1) is Stage.ARRIVED


async def test_a_refused_order_may_be_given_again_under_its_key(house):
    """A refusal is not an answer to be kept: what is refused now may be possible later."""
    await house.expect(1)
    order = Order(by="staff:B01", at=officer().at, key=KEY)
    with pytest.raises(WrongStageError):
        await house.issuance.arrivals.complete_setup(order, UUID(int=1), "T1")
    await house.scan(1)
    await house.issuance.arrivals.complete_setup(order, UUID(int=1), "T1")
    assert await house.stage(1) is Stage.SET_UP


async def test_an_order_that_changes_nothing_is_confirmed_by_wal_too(house, issuance_owner_db):
    await house.expect(1)
    await house.scan(1)
    owner = issuance_owner_db
    for key in (None, KEY, KEY):
        before = await owner.fetchval("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")
        head = await house.log.head()
        await house.issuance.arrivals.scan_card(officer(key=key), "B-0001", "412345600000001")
        flushed = await owner.fetchval("SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn")
        assert flushed > before
        assert await house.log.head() == head
