"""kill -9 of a worker: whoever was told a place has it, at any other worker."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from uuid import UUID

from booking_web.waiting_room.store import Store
from infra.postgres.access import Access
from tests.booking_web.waiting_room.rooms import OPENS, first_come


async def start(access: Access, room_id: int) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.booking_web.waiting_room.worker_at_the_door", str(room_id)),
        env={**os.environ, "MADOGUCHI_TEST_DSN": access.dsn},
        stdout=PIPE,
    )


async def kill_after(process: Process, told: int) -> dict[UUID, int]:
    """Everything the worker had told before it was killed in the middle of its work."""
    assert process.stdout is not None
    lines = [await process.stdout.readline() for _ in range(told)]
    process.kill()
    rest = await process.stdout.read()
    assert await process.wait() == -9
    whole = b"".join(lines) + rest[: rest.rfind(b"\n") + 1]
    pairs = [line.split() for line in whole.decode().splitlines()]
    return {UUID(ticket): int(place) for ticket, place in pairs}


async def test_every_place_that_was_told_stands(booking_access: Access, booking_db):
    store = Store(booking_db)
    room_id = await store.open(first_come())
    workers = [await start(booking_access, room_id) for _ in range(2)]
    first, second = await asyncio.gather(*(kill_after(each, 200) for each in workers))
    assert not set(first.values()) & set(second.values())
    told = await store.step_up(room_id, [*first, *second], OPENS)
    assert {each.ticket_id: each.place for each in told.values()} == first | second
    (room,) = await store.rooms(OPENS)
    places = await booking_db.fetch("SELECT place FROM booking.waiting_tickets ORDER BY place")
    assert [row["place"] for row in places] == list(range(1, room.come_last + 1))
