"""`madoguchi waiting-room …`: for the manager on the day of an opening."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
import click

from booking_web.settings import BookingSettings
from booking_web.timetable.facts import VenueAnnounced
from booking_web.waiting_room.draw import fingerprint, order
from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.room import at_pace, plan_for, plan_now
from booking_web.waiting_room.store import Store
from infra.settings import load
from issuance.calendar import JST
from issuance.ledger.facts import form_of
from issuance.ledger.postgres import PostgresLog


def show_status() -> int:
    """Print how each room stands; 0 while somebody has to wait, else 1."""
    return asyncio.run(_show_status())


def open_room(at: datetime | None, *, venue: str | None, per_minute: int | None) -> int:
    """Let new bookings wait from now on, or plan an opening with a draw; 1 if it cannot be."""
    return asyncio.run(_open(at, venue, per_minute))


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


async def _open(opens_at: datetime | None, venue: str | None, per_minute: int | None) -> int:
    at = datetime.now(UTC)
    if opens_at is not None and opens_at <= at:
        raise click.UsageError("--at lies in the past; without --at the room opens now.")
    async with _store() as (store, settings):
        if venue is not None and venue not in await _venue_codes(store):
            click.echo(f"No venue is announced as {venue}.", err=True)
            return 1
        plan = plan_for(settings, opens_at) if opens_at else plan_now(settings, at, by_manager=True)
        room_id = await store.open(at_pace(plan, venue_code=venue, per_minute=per_minute))
        found = next((each for each in await store.rooms(at) if each.room_id == room_id), None)
    if found is None:
        click.echo(f"room {room_id} is over: choose another moment.", err=True)
        return 1
    _say(found, at)
    return 0


async def _venue_codes(store: Store) -> set[str]:
    """Of all venues that the office ever announced to the booking site."""
    log = PostgresLog(store.pool)
    announced = await log.topics_until(await log.head(), [form_of(VenueAnnounced).topic])
    return {each.fact.code for each in announced}


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


def _of(room: Room) -> str:
    """What was set for this room alone."""
    venue = f"  venue {room.venue_code}" if room.venue_code else ""
    return venue + (f"  at most {room.most_rate * 60:.0f} a minute" if room.most_rate else "")


def _say(room: Room, at: datetime) -> None:
    opens = room.opens_at.astimezone(JST).isoformat(timespec="minutes")
    if room.gathers_at > at:
        since = room.gathers_at.astimezone(JST).isoformat(timespec="minutes")
        click.echo(f"room {room.room_id}{_of(room)}  planned  gathers from {since}, opens {opens}")
        return
    stage = "gathering" if room.drawn_at is None else "calling"
    click.echo(
        f"room {room.room_id}{_of(room)}  {room.reason}  {stage}  opens {opens}\n"
        f"  waiting {room.waiting:,} (drawn {room.drawn_waiting:,}, came {room.come_waiting:,})"
        f"  admitted {room.admitted:,}\n"
        f"  rate {room.rate:.1f} a second, called {room.advance:.1f} a second in the last minute"
    )
