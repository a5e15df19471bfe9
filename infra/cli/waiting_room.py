"""`madoguchi waiting-room …`: for the manager on the day of an opening."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
import click

from booking_web.settings import BookingSettings
from booking_web.waiting_room.draw import fingerprint, order
from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.room import plan_for, plan_now
from booking_web.waiting_room.store import Store
from infra.settings import load
from issuance.calendar import JST


def show_status() -> int:
    """Print how each room stands; 0 while somebody has to wait, else 1."""
    return asyncio.run(_show_status())


def open_room(at: datetime | None) -> int:
    """Let new bookings wait from now on, or plan an opening with a draw."""
    return asyncio.run(_open(at))


def close_room(room_id: int | None) -> int:
    """Let everybody through; 1 if nobody had to wait."""
    return asyncio.run(_close(room_id))


def check_draw(room_id: int) -> int:
    """Draw again from what was published; 0 if everybody stands where that says."""
    return asyncio.run(_check_draw(room_id))


@asynccontextmanager
async def _store() -> AsyncGenerator[tuple[Store, BookingSettings]]:
    """Raises SettingsError: the booking site has no settings here."""
    settings = load("booking", BookingSettings, os.environ)
    async with asyncpg.create_pool(settings.dsn, min_size=0, max_size=1) as pool:
        yield Store(pool), settings


async def _show_status() -> int:
    async with _store() as (store, _):
        at = datetime.now(UTC)
        rooms = await store.rooms(at)
    for room in rooms:
        _say(room, at)
    if not rooms:
        click.echo("No waiting room is open or planned.")
    return 0 if any(room.gathers_at <= at for room in rooms) else 1


async def _open(opens_at: datetime | None) -> int:
    at = datetime.now(UTC)
    if opens_at is not None and opens_at <= at:
        raise click.UsageError("--at lies in the past; without --at the room opens now.")
    async with _store() as (store, settings):
        plan = plan_for(settings, opens_at) if opens_at else plan_now(settings, at, by_manager=True)
        room_id = await store.open(plan)
        found = next((each for each in await store.rooms(at) if each.room_id == room_id), None)
    if found is None:
        click.echo(f"room {room_id} is over: choose another moment.", err=True)
        return 1
    _say(found, at)
    return 0


async def _close(room_id: int | None) -> int:
    at = datetime.now(UTC)
    async with _store() as (store, _):
        rooms = [each.room_id for each in await store.rooms(at) if each.gathers_at <= at]
        ending = [room_id] if room_id is not None else rooms
        ended = [each for each in ending if await store.end(each, at)]
    for each in ended:
        click.echo(f"room {each} is closed; everybody goes on within two seconds.")
    if not ended:
        click.echo("No waiting room was open.")
    return 0 if ended else 1


async def _check_draw(room_id: int) -> int:
    async with _store() as (store, _):
        drawn, tickets = await store.published(room_id), await store.drawn_tickets(room_id)
    if drawn is None:
        click.echo(f"room {room_id}: nothing was drawn.")
        return 1
    moved = [each for each, place in tickets.items() if (place or 0) > len(tickets)]
    again = {ticket: nth for nth, ticket in enumerate(order(drawn.key, tickets), start=1)}
    wrong = [each for each, place in tickets.items() if again[each] != place and each not in moved]
    right = drawn.fingerprint == fingerprint(tickets) and not wrong
    click.echo(f"promise  {drawn.commitment.hex()}\nkey      {drawn.key.hex()}")
    click.echo(
        f"{len(tickets)} drawn, {len(moved)} moved back since, "
        f"{'all' if right else 'NOT all'} others stand where the draw put them."
    )
    return 0 if right else 1


def _say(room: Room, at: datetime) -> None:
    opens = room.opens_at.astimezone(JST).isoformat(timespec="minutes")
    if room.gathers_at > at:
        since = room.gathers_at.astimezone(JST).isoformat(timespec="minutes")
        click.echo(f"room {room.room_id}  planned  gathers from {since}, opens {opens}")
        return
    stage = "gathering" if room.drawn_at is None else "calling"
    click.echo(
        f"room {room.room_id}  {room.reason}  {stage}  opens {opens}\n"
        f"  waiting {room.waiting:,} (drawn {room.drawn_waiting:,}, came {room.come_waiting:,})"
        f"  admitted {room.admitted:,}\n"
        f"  rate {room.rate:.1f} a second, called {room.advance:.1f} a second in the last minute"
    )
