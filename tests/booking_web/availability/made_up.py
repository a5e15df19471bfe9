"""Snapshots of any size, without a desk."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from booking_web.availability import Snapshot
from booking_web.availability.days import open_day
from booking_web.desk import FreeTime, Venue
from issuance.calendar import office_time

AS_OF = datetime(2026, 11, 22, 1, 32, 5, tzinfo=UTC)
FIRST = date(2026, 12, 1)


def venue(number: int, name: str = "葛西区民館 カード受け取り窓口") -> Venue:
    return Venue(
        venue_id=UUID(int=number),
        code=f"V{number:02}",
        name_ja=name,
        name_en=f"Hall {number}, card counter",
        address_ja="江戸川区中葛西3-10-1",
        address_en="3-10-1 Naka-Kasai",
        phone="03-5678-1234",
    )


def time(number: int, day: date, nth: int, free: int) -> FreeTime:
    return FreeTime(
        slot_id=UUID(int=number * 1_000_000 + nth),
        venue_id=UUID(int=number),
        starts_at=office_time(day, 9) + timedelta(minutes=10 * nth),
        minutes=10,
        free=free,
        fits=free > 0,
    )


def snapshot(venues: int = 1, days: int = 2, times: int = 3, *, free: int = 4) -> Snapshot:
    opened = []
    for day in (FIRST + timedelta(days=n) for n in range(days)):
        found = [time(v, day, n, free) for n in range(times) for v in range(1, venues + 1)]
        opened.append(open_day(day, found))
    return Snapshot(
        as_of=AS_OF,
        cut_off=False,
        venues=[venue(each) for each in range(1, venues + 1)],
        days=opened,
    )
