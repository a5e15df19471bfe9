"""`madoguchi waiting-room`: what a manager does on the day of an opening."""

import asyncio
import sys
import tempfile
from asyncio.subprocess import PIPE
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from booking_web.timetable.facts import VenueAnnounced
from booking_web.waiting_room.store import Plan, Store
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.pages.office import settings_for

PROJECT = Path(__file__).parents[2]
SECRETS = (
    *("session_secret", "csrf_secret", "birthday_key", "exchange_private_key"),
    *("office_public_key", "exchange_token", "dsn", "look", "public_url"),
)


async def waiting_room(dsn: str, *words: str) -> tuple[int | None, str]:
    """The command in a process of its own, with the booking site's settings."""
    settings = settings_for(dsn)
    environment = {"PYTHONPATH": str(PROJECT), "PATH": "/usr/bin:/bin"}
    for name in SECRETS:
        value = getattr(settings, name)
        text = b64encode(value).decode() if isinstance(value, bytes) else str(value)
        environment[f"MADOGUCHI_BOOKING_{name.upper()}"] = text
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.cli.main", "waiting-room", *words),
        stdout=PIPE,
        stderr=PIPE,
        cwd=tempfile.gettempdir(),
        env=environment,
    )
    said, complained = await process.communicate()
    return process.returncode, said.decode() + complained.decode()


async def test_a_manager_opens_looks_and_closes(booking_access, booking_db):
    code, said = await waiting_room(booking_access.dsn, "status")
    assert (code, said) == (1, "No waiting room is open or planned.\n")
    code, said = await waiting_room(booking_access.dsn, "open")
    assert code == 0
    (room,) = await Store(booking_db).rooms(datetime.now(UTC))
    assert room.reason == "manager"
    await Store(booking_db).step_up(room.room_id, [uuid4() for _ in range(1_234)], room.as_of)
    code, said = await waiting_room(booking_access.dsn, "status")
    assert code == 0
    assert f"room {room.room_id}  manager  calling" in said
    assert "waiting 1,234 (drawn 0, came 1,234)  admitted 0" in said
    code, said = await waiting_room(booking_access.dsn, "close")
    assert code == 0
    assert "is closed" in said
    assert (await waiting_room(booking_access.dsn, "close"))[0] == 1


async def test_an_opening_is_planned_in_japans_time_and_taken_back(booking_access, booking_db):
    code, said = await waiting_room(booking_access.dsn, "open", "--at", "2099-12-01T09:00")
    assert code == 0
    assert "planned  gathers from 2099-12-01T08:30+09:00, opens 2099-12-01T09:00+09:00" in said
    (room,) = await Store(booking_db).rooms(datetime.now(UTC))
    assert room.opens_at == datetime(2099, 12, 1, 0, 0, tzinfo=UTC)
    code, said = await waiting_room(booking_access.dsn, "open", "--at", "2020-12-01T09:00")
    assert code == 2
    assert "lies in the past" in said
    assert (await waiting_room(booking_access.dsn, "close", str(room.room_id)))[0] == 0


async def test_a_draw_can_be_checked_and_a_changed_place_is_found(
    booking_access, booking_db, booking_owner_db
):
    at, store = datetime.now(UTC), Store(booking_db)
    plan = Plan(
        reason="opening",
        gathers_at=at - timedelta(hours=1),
        opens_at=at,
        window=timedelta(minutes=15),
        claim=timedelta(minutes=3),
        rate=10,
    )
    room_id = await store.open(plan)
    await store.step_up(room_id, [uuid4() for _ in range(40)], at)
    assert (await waiting_room(booking_access.dsn, "check-draw", str(room_id)))[0] == 1
    await store.draw(room_id, at)
    code, said = await waiting_room(booking_access.dsn, "check-draw", str(room_id))
    assert code == 0
    assert "40 drawn, 0 moved back since, all others stand where the draw put them" in said
    await booking_owner_db.execute(
        "UPDATE booking.waiting_tickets SET place = 41 - place WHERE place IN (1, 40)"
    )
    code, said = await waiting_room(booking_access.dsn, "check-draw", str(room_id))
    assert code == 1
    assert "NOT all" in said


async def test_an_opening_has_its_venue_its_moment_and_its_pace(booking_access, booking_db):
    opening = ("open", "--at", "2099-12-02T09:00", "--per-minute", "90")
    code, said = await waiting_room(booking_access.dsn, *opening, "--venue", "NOWHERE")
    assert (code, said) == (1, "No venue is announced as NOWHERE.\n")
    kasai = VenueAnnounced(
        code="KASAI", name_ja="葛西", name_en="Kasai", address_ja="", address_en="", phone=""
    )
    log = PostgresLog(booking_db)
    said_at = datetime.now(UTC)
    fact = Recorded(stream_id=uuid4(), version=1, at=said_at, by="office", fact=kasai)
    async with log.transaction() as tx:
        await tx.append([fact])
    code, said = await waiting_room(booking_access.dsn, *opening, "--venue", "KASAI")
    assert code == 0
    assert "venue KASAI  at most 90 a minute  planned" in said
    assert (await waiting_room(booking_access.dsn, *opening))[0] == 0
    assert (await waiting_room(booking_access.dsn, *opening, "--venue", "KASAI"))[0] == 0
    rooms = await Store(booking_db).rooms(datetime.now(UTC))
    assert [(each.venue_code, each.rate, each.most_rate) for each in rooms] == [
        ("KASAI", 1.5, 1.5),
        (None, 1.5, 1.5),
    ]
