"""Wards of any size, written into a booking database by SQL, without asking the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import md5
from uuid import UUID

import asyncpg

from booking_web.timetable.facts import (
    AppointmentConfirmed,
    Fact,
    NoticeReleased,
    PlacesTaken,
    SlotOffered,
    VenueAnnounced,
)
from infra.postgres.access import Access
from infra.postgres.migrations import migrate
from infra.postgres.zones import BOOKING, make_database
from issuance.ledger.codec import encode
from issuance.ledger.facts import Recorded

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
_OPENS_AT = NOW + timedelta(days=7)
_ANNOUNCED_AT = datetime(2026, 10, 1, tzinfo=UTC)
"""Before whatever is measured, by any clock."""
_DEADLINE = date(2028, 3, 31)
_MINUTES = 10
_A_DAY = 48
_APPEND = "INSERT INTO ledger.stored_events (originator_id, originator_version, topic, state)"
_RELEASE = f"""{_APPEND}
  SELECT md5('notice ' || n)::uuid, 1, $1, $2
  FROM generate_series($3::int, $4::int - 1) AS n"""  # noqa: S608
_A_LOT = 100_000
"""Of notices released by one statement."""
_BOOK = f"""{_APPEND}
  SELECT w.stream, w.version, w.topic, convert_to(replace(replace(replace(convert_from(w.state,
      'UTF8'), $1, md5('notice ' || n)::uuid::text), $2, md5('party ' || n)::uuid::text),
      $3, md5('slot ' || n % $4)::uuid::text), 'UTF8')
  FROM generate_series(0, $5::int - 1) AS n CROSS JOIN LATERAL (VALUES
    (md5('notice ' || n)::uuid, 2, $6::text, $7::bytea),
    (md5('slot ' || n % $4)::uuid, 2 + n / $4, $8::text, $9::bytea)
  ) AS w (stream, version, topic, state)"""  # noqa: S608
_COUNT = """INSERT INTO booking.slot_places (slot_id, places, taken)
  SELECT md5('slot ' || n)::uuid, $2, $3 / $1 + (n < $3 % $1)::int
  FROM generate_series(0, $1::int - 1) AS n"""


@dataclass(frozen=True, kw_only=True)
class Ward:
    """`booked` notices have their appointment before the measuring begins."""

    name: str
    slots: int
    places: int
    booked: int = 0
    opens_at: datetime = _OPENS_AT
    """When its first slot begins."""

    @property
    def database(self) -> str:
        return f"bench_{self.name}"


FASTEST = 20_000
"""More bookings a second than any case will reach: so many people are needed."""


def slot_of(number: int) -> UUID:
    return _id("slot", number)


def notice_of(number: int) -> UUID:
    return _id("notice", number)


Progress = Callable[[str, int, int], None]
"""Told what is being made, how many there are by now, and of how many."""


def in_silence(what: str, done: int, of: int) -> None:
    """Of a ward so small that nobody waits for it."""


async def open_ward(
    ward: Ward, admin: Access, people: int, progress: Progress = in_silence
) -> None:
    """Make the ward's database, with appointments, and *people* who have none yet."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        await make_database(connection, BOOKING, ward.database)
    finally:
        await connection.close()
    await migrate(BOOKING, admin.to(ward.database))
    connection = await asyncpg.connect(admin.to(ward.database).dsn)
    try:
        await _fill(connection, ward, people, progress)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _fill(
    connection: asyncpg.Connection, ward: Ward, people: int, progress: Progress
) -> None:
    released = NoticeReleased(round=1, pickup_deadline=_DEADLINE)
    timetable: list[tuple[UUID, Fact]] = [(_VENUE_ID, _VENUE)]
    timetable += ((slot_of(n), _offer(n, ward)) for n in range(ward.slots))
    await connection.copy_records_to_table(
        "stored_events",
        schema_name="ledger",
        columns=["originator_id", "originator_version", "topic", "state"],
        records=[(stream_id, 1, *_stored(each)) for stream_id, each in timetable],
    )
    notices = ward.booked + people
    for first in range(0, notices, _A_LOT):
        progress("notices", first, notices)
        upto = min(first + _A_LOT, notices)
        await connection.execute(_RELEASE, *_stored(released), first, upto)
    await connection.execute(_COUNT, ward.slots, ward.places, ward.booked)
    if ward.booked:
        templates = [*_stored(_CONFIRMED), *_stored(PlacesTaken(party_id=_PARTY, count=1))]
        ids = [str(each) for each in (_NOTICE, _PARTY, _SLOT)]
        await connection.execute(_BOOK, *ids, ward.slots, ward.booked, *templates)


def _offer(number: int, ward: Ward) -> SlotOffered:
    day, nth = divmod(number, _A_DAY)
    starts_at = ward.opens_at + timedelta(days=day % 365, minutes=_MINUTES * nth)
    return SlotOffered(
        venue_id=_VENUE_ID, starts_at=starts_at, minutes=_MINUTES, places=ward.places
    )


def _stored(happened: Fact) -> tuple[str, bytes]:
    return encode(
        Recorded(stream_id=_SLOT, version=1, at=_ANNOUNCED_AT, by="office", fact=happened)
    )


def _id(kind: str, number: int) -> UUID:
    return UUID(bytes=md5(f"{kind} {number}".encode(), usedforsecurity=False).digest())


_NOTICE, _PARTY, _SLOT, _VENUE_ID = (UUID(int=each) for each in range(1, 5))
"""Stand-ins that the database replaces, and the venue's id."""
_CONFIRMED = AppointmentConfirmed(
    appointment_id=_PARTY,
    party_id=_PARTY,
    party_size=1,
    members=(_NOTICE,),
    slot_id=_SLOT,
    venue_id=_VENUE_ID,
    starts_at=_OPENS_AT,
    minutes=_MINUTES,
    language="ja",
    needs=(),
)
_VENUE = VenueAnnounced(
    code="K01",
    name_ja="葛西区民館",
    name_en="Kasai Hall",
    address_ja="江戸川区中葛西3-10-1",
    address_en="3-10-1 Naka-Kasai",
    phone="03-1234-5678",
)
