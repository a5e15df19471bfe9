"""待合室: many workers keep one room, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID, uuid4

import asyncpg
import pytest

from booking_web.waiting_room.draw import fingerprint, order
from booking_web.waiting_room.room import CALM, WaitingRoom, at_pace, plan_for, plan_now
from booking_web.waiting_room.settings import WaitingRoomSettings
from booking_web.waiting_room.store import Plan, Store
from booking_web.waiting_room.tickets import Lane, Ticket
from infra.postgres.access import Access
from tests.booking_web.waiting_room.rooms import CLAIM, OPENS, WINDOW, first_come, opening
from tests.support.postgres import pool

EARLY = OPENS - timedelta(minutes=5)
RATE = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = EARLY

    def __call__(self) -> datetime:
        return self.now


class House:
    """Two workers, each with its own connections, on one database."""

    def __init__(self, stores: list[Store], clock: Clock) -> None:
        self.clock, self.stores = clock, stores
        settings = WaitingRoomSettings(waiting_rate=RATE, waiting_most_rate=RATE)
        self.workers = [WaitingRoom(store, settings, clock) for store in stores]

    async def open(self, plan: Plan) -> int:
        """Opened by one worker, known to all."""
        room_id = await self.stores[0].open(plan)
        await self.everybody()
        return room_id

    async def everybody(self) -> None:
        """All workers look round at the same time."""
        await asyncio.gather(*(each.look_round() for each in self.workers))

    async def pass_(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.now += timedelta(seconds=1)
            await self.everybody()

    async def arrive(self, room_id: int, count: int) -> list[UUID]:
        """At both workers by turns."""
        ids = [uuid4() for _ in range(count)]
        await self.step_up(room_id, ids)
        return ids

    async def step_up(self, room_id: int, ids: list[UUID]) -> dict[UUID, Ticket]:
        told = await asyncio.gather(
            *(self.workers[nth % 2].door.step_up(room_id, each) for nth, each in enumerate(ids))
        )
        return {each.ticket_id: each for each in told if each is not None}


@pytest.fixture
async def house(booking_access: Access) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        pools = [await stack.enter_async_context(pool(booking_access)) for _ in range(2)]
        yield House([Store(each) for each in pools], Clock())


async def test_who_was_there_before_is_drawn_once_and_by_the_published_key(house: House):
    room_id = await house.open(opening())
    tickets = await house.arrive(room_id, 300)
    house.clock.now = OPENS
    await house.everybody()
    done = await asyncio.gather(*(store.draw(room_id, OPENS) for store in house.stores))
    assert done == [None, None]  # the first round did it
    drawn = await house.stores[0].published(room_id)
    assert drawn is not None
    (room,) = await house.stores[1].rooms(OPENS)
    assert drawn.fingerprint == fingerprint(tickets)
    assert drawn.commitment == room.commitment
    places = await house.stores[1].drawn_tickets(room_id)
    assert [places[each] for each in order(drawn.key, tickets)] == list(range(1, 301))


async def test_nothing_is_drawn_before_the_opening(house: House):
    room_id = await house.open(opening())
    await house.arrive(room_id, 3)
    assert await house.stores[0].draw(room_id, OPENS - timedelta(seconds=1)) is None
    assert await house.stores[0].published(room_id) is None


async def test_who_steps_up_while_it_is_drawn_is_either_drawn_or_comes_later(house: House):
    """Arrivals and the draw at the same moment: nobody is left without a lane and a place."""
    room_id = await house.open(opening())
    before = await house.arrive(room_id, 50)
    house.clock.now = OPENS
    more = [uuid4() for _ in range(200)]

    async def come(nth: int) -> None:
        await asyncio.sleep(nth / 20_000)
        await house.workers[nth % 2].door.step_up(room_id, more[nth])

    drawing = asyncio.create_task(house.stores[0].draw(room_id, OPENS))
    await asyncio.gather(*(come(nth) for nth in range(200)), drawing)
    told = await house.step_up(room_id, [*before, *more])
    (room,) = await house.stores[0].rooms(OPENS)
    by_lane = {lane: sorted(t.place or 0 for t in told.values() if t.lane is lane) for lane in Lane}
    assert by_lane[Lane.DRAWN] == list(range(1, room.drawn_last + 1))
    assert by_lane[Lane.COME] == list(range(1, room.come_last + 1))
    assert room.drawn_last + room.come_last == 250


async def test_two_workers_call_no_faster_than_one(house: House):
    room_id = await house.open(first_come(EARLY))
    tickets = await house.arrive(room_id, 500)
    await house.pass_(10)
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert room.come_called == 10 * RATE
    told = await house.step_up(room_id, tickets)
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert room.admitted == sum(each.until is not None for each in told.values()) == 10 * RATE


async def test_nobody_is_admitted_twice_whatever_tabs_and_workers_they_use(house: House):
    room_id = await house.open(first_come(EARLY))
    (mine,) = await house.arrive(room_id, 1)
    await house.pass_(1)
    told = await asyncio.gather(
        *(house.workers[nth % 2].door.step_up(room_id, mine) for nth in range(40))
    )
    assert {each.until for each in told if each} == {house.clock.now + WINDOW}
    house.clock.now += timedelta(minutes=5)
    again = await house.step_up(room_id, [mine])
    assert again[mine].until == told[0].until if told[0] else None
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert room.admitted == 1


async def test_who_does_not_come_in_time_goes_behind_the_others_of_their_lane(house: House):
    """The drawn lane keeps its people: they stand behind the drawn, before all who came later."""
    room_id = await house.open(opening())
    await house.arrive(room_id, 60)
    house.clock.now = OPENS
    await house.everybody()
    places = await house.stores[0].drawn_tickets(room_id)
    asleep = next(each for each, place in places.items() if place == 1)
    later = await house.arrive(room_id, 5)
    await house.pass_(1)  # calls ten
    house.clock.now += CLAIM
    await house.everybody()
    told = (await house.step_up(room_id, [asleep]))[asleep]
    assert (told.lane, told.lapses, told.until) == (Lane.DRAWN, 1, None)
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert told.place == 61 == room.drawn_last
    assert 0 < room.position(told.lane, told.place) < room.position(Lane.COME, 1)
    assert (await house.step_up(room_id, later))[later[0]].lapses == 0


async def test_places_nobody_claimed_are_given_to_others(house: House):
    room_id = await house.open(first_come(EARLY))
    tickets = await house.arrive(room_id, 2_000)
    await house.pass_(5)
    house.clock.now += CLAIM
    await house.pass_(6)
    (room,) = await house.stores[0].rooms(house.clock.now)
    told = await house.step_up(room_id, tickets)
    admitted = sum(each.until is not None for each in told.values())
    # 50 lapsed: their admissions came back. After the pause a turn stands for two seconds.
    assert room.come_called == 50 + 50 + 10 * 7
    assert admitted == 50 + 10 * 7
    assert sum(each.lapses for each in told.values()) == 50


async def test_the_called_who_come_late_find_no_admission_that_was_given_away(house: House):
    room_id = await house.open(first_come(EARLY))
    (mine,) = await house.arrive(room_id, 1)
    await house.pass_(1)
    house.clock.now += CLAIM - timedelta(seconds=1)
    still = (await house.step_up(room_id, [mine]))[mine]
    assert still.until is not None


async def test_a_room_nobody_waits_in_ends_by_itself_and_all_go_through(house: House):
    await house.open(plan_now(house.workers[0].settings, house.clock.now, by_manager=False))
    await house.everybody()
    assert all(each.current for each in house.workers)
    await house.pass_(int(CALM.total_seconds()) + 2)
    await house.everybody()
    assert [each.current for each in house.workers] == [None, None]


async def test_a_managers_room_stays_until_the_manager_closes_it(house: House):
    room_id = await house.open(first_come(EARLY))
    await house.pass_(int(CALM.total_seconds()) + 5)
    assert all(each.current for each in house.workers)
    assert await house.stores[0].end(room_id, house.clock.now)
    assert not await house.stores[0].end(room_id, house.clock.now)
    await house.everybody()
    assert [each.current for each in house.workers] == [None, None]
    assert await house.step_up(room_id, [uuid4()]) == {}


async def test_a_desk_that_refuses_opens_the_room(house: House):
    worker = house.workers[0]
    for _ in range(worker.settings.waiting_shed_threshold):
        worker.measuring.note_shed(monotonic())
    await house.everybody()
    await house.everybody()
    assert {each.current.reason for each in house.workers if each.current} == {"busy"}


async def test_an_opening_counts_more_than_a_time_of_overrun(house: House):
    await house.open(first_come(OPENS - timedelta(hours=1)))
    opened = await house.open(opening())
    await house.everybody()
    assert {each.current.room_id for each in house.workers if each.current} == {opened}


async def test_the_openings_of_the_settings_are_planned_once(house: House, booking_access: Access):
    async with pool(booking_access) as connections:
        store = Store(connections)
        settings = WaitingRoomSettings(waiting_openings=(OPENS,))
        workers = [WaitingRoom(store, settings, house.clock) for _ in range(3)]
        await asyncio.gather(*(each.look_round() for each in workers))
        (room,) = await store.rooms(EARLY)
        assert (room.reason, room.opens_at) == ("opening", OPENS)
        await store.end(room.room_id, EARLY)
        await WaitingRoom(store, settings, house.clock).look_round()
        assert await store.rooms(EARLY) == []  # a manager ended it: no worker opens it again
        assert await store.open(plan_for(settings, OPENS)) == room.room_id


async def test_slow_answers_of_any_worker_slow_the_room(house: House):
    room_id = await house.open(first_come(EARLY))
    await house.arrive(room_id, 5_000)
    await house.everybody()
    house.workers[1].measuring.lag = 2.0
    await house.pass_(20)
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert room.rate == pytest.approx(RATE * 0.7**4, rel=0.35)
    assert room.rate < RATE / 2
    house.workers[1].measuring.lag = 0.0
    await house.pass_(60)
    (room,) = await house.stores[0].rooms(house.clock.now)
    assert room.rate > RATE * 0.8


async def test_the_program_may_not_look_at_the_draw_nor_write_places(booking_db: asyncpg.Pool):
    for statement in (
        "SELECT promised FROM booking.waiting_draws",
        "UPDATE booking.waiting_tickets SET place = 1",
        "INSERT INTO booking.waiting_calls DEFAULT VALUES",
        "UPDATE booking.waiting_rooms SET rate = 1000",
        "DELETE FROM booking.waiting_tickets",
        "SELECT booking.chance()",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await booking_db.execute(statement)


async def test_an_opening_of_twenty_thousand(house: House):
    """Everybody before nine; one in ten never comes back; the server can do 400 a second."""
    people, rate, clock = 20_000, 400.0, house.clock
    store = house.stores[0]
    settings = WaitingRoomSettings(waiting_rate=rate, waiting_most_rate=rate)
    house.workers = [WaitingRoom(each, settings, clock) for each in house.stores]
    room_id = await house.open(plan_for(settings, OPENS))
    loop = asyncio.get_running_loop()
    began = loop.time()
    tickets = await house.arrive(room_id, people)
    arrived = people / (loop.time() - began)
    clock.now = OPENS
    await house.everybody()
    places = await store.drawn_tickets(room_id)
    in_order = sorted(tickets, key=lambda each: places[each] or 0)
    admitted, called, seconds, began = 0, 0, 0, loop.time()
    while called < people:
        await house.pass_(1)
        seconds += 1
        (room,) = await store.rooms(clock.now)
        here = [each for each in in_order[called : room.drawn_called] if each.int % 10]
        told = await house.step_up(room_id, here)
        assert all(each.until for each in told.values())
        admitted, called = admitted + len(told), room.drawn_called
        assert admitted <= rate * seconds
    print(  # noqa: T201
        f"{arrived:,.0f} arrivals/s; {people:,} called in {seconds} s of the clock, "
        f"{people / (loop.time() - began):,.0f} admissions/s could be made"
    )
    assert seconds == people / rate
    (room,) = await store.rooms(clock.now)
    assert room.admitted == admitted == sum(bool(each.int % 10) for each in tickets)
    assert arrived > 1_000


async def test_each_venues_room_keeps_its_own_pace(house: House):
    """Two venues open at the same moment; the settings would let in more than either."""
    plans = [at_pace(opening(), venue_code=code, per_minute=pace) for code, pace in PACES.items()]
    rooms = [await house.open(each) for each in plans]
    assert len(set(rooms)) == 2
    for room_id in rooms:
        await house.arrive(room_id, 100)
    house.clock.now = OPENS
    await house.everybody()
    await house.pass_(10)
    for worker in house.workers:
        assert worker.current is None
        called = {code: room.drawn_called for code, room in worker.of_venues.items()}
        assert {code: count <= PACES[code] / 6 + 2 for code, count in called.items()} == {
            "KASAI": True,
            "KOIWA": True,
        }
        assert called["KASAI"] > called["KOIWA"] > 0
    await house.stores[0].end(rooms[0], house.clock.now)
    await house.everybody()
    assert set(house.workers[0].of_venues) == {"KOIWA"}


PACES = {"KASAI": 240, "KOIWA": 60}
