"""A small ward on a real log: venue, slots and notices as the office announced them."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from booking_web.desk import Desk
from booking_web.desk.places import keep_places
from booking_web.timetable.books import Books
from booking_web.timetable.facts import NoticeReleased, SlotOffered, VenueAnnounced, slot_id_of
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import new_slot
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import PostgresLog

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MORNING_AT = NOW + timedelta(days=3)
VENUE = UUID("d3b0a1e0-0000-4000-8000-000000000001")
MORNING = slot_id_of(VENUE, MORNING_AT)
NOON = slot_id_of(VENUE, MORNING_AT + timedelta(hours=2))
STARTS = (MORNING_AT, MORNING_AT + timedelta(hours=2))
POLICY = Policy()

_SPACE = UUID("d3b0a1e0-0000-4000-8000-000000000003")
_VENUE = VenueAnnounced(
    code="K01",
    name_ja="葛西区民館",
    name_en="Kasai Hall",
    address_ja="江戸川区中葛西3-10-1",
    address_en="3-10-1 Nakakasai",
    phone="03-1234-5678",
)


def notice_of(number: int) -> UUID:
    return uuid5(_SPACE, str(number))


async def open_ward(
    log: PostgresLog, *, places: int, notices: int, starts: Sequence[datetime] = STARTS
) -> None:
    """One venue, slots of so many places (two, if not said otherwise), and notices released."""
    offered = [
        SlotOffered(venue_id=VENUE, starts_at=starts_at, minutes=10, places=places)
        for starts_at in starts
    ]
    released = NoticeReleased(round=1, pickup_deadline=date(2027, 2, 20))
    recorded = [
        _first(VENUE, _VENUE),
        *(_first(slot_id_of(VENUE, each.starts_at), each) for each in offered),
        *(_first(notice_of(number), released) for number in range(notices)),
    ]
    slots = {each: new_slot(each) for each in (slot_id_of(VENUE, at) for at in starts)}
    entries = [(slot_id_of(VENUE, each.starts_at), each) for each in offered]
    closed = Books(slots=slots, notices={})
    opened, _ = closed.write(entries, at=NOW, by="office")
    async with log.transaction() as tx:
        await tx.append(recorded)
        await keep_places(tx, closed, opened)


def free(desk: Desk, slot_id: UUID = MORNING, at: datetime = NOW) -> int:
    """Places the desk shows as free."""
    shown = desk.slot(slot_id, at=at)
    assert shown is not None
    return shown.free


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what the desk does by itself; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.01)


async def taken(log: PostgresLog, slot_id: UUID = MORNING) -> int:
    """Places taken, as the table counts them."""
    places: int = await log.pool.fetchval(
        "SELECT taken FROM booking.slot_places WHERE slot_id = $1", slot_id
    )
    return places


async def booked(log: PostgresLog) -> int:
    """Bookings, as the stored facts count them."""
    facts: int = await log.pool.fetchval(
        "SELECT count(*) FROM ledger.stored_events WHERE topic = 'appointment.confirmed'"
    )
    return facts


@asynccontextmanager
async def opened(log: PostgresLog, now: datetime = NOW, **how: int) -> AsyncGenerator[Desk]:
    """A desk with a clock that stands still, closed at the end."""
    desk = Desk(log, policy=POLICY, clock=lambda: now, **how)
    await desk.start()
    try:
        yield desk
    finally:
        await desk.stop()


def _first(stream_id: UUID, fact: object) -> Recorded[object]:
    return Recorded(stream_id=stream_id, version=1, at=NOW, by="office", fact=fact)
