"""The open data (オープンデータ): free times as JSON and CSV, with fields that keep their names."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import StringIO
from typing import Annotated, Final

import msgspec

from booking_web.availability.days import OpenDay
from booking_web.availability.state import Snapshot
from booking_web.desk import Venue
from issuance.calendar import JST
from issuance.calendar.opening_rules import VenueKind

CSV_HEADINGS: Final = (
    "venue_code",
    "venue_name_ja",
    "venue_name_en",
    "starts_at",
    "minutes",
    "free",
)
_BOM: Final = b"\xef\xbb\xbf"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class OpenVenue(msgspec.Struct, frozen=True, kw_only=True):
    """A place where cards are handed over (受け取り場所)."""

    code: str
    kind: VenueKind
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str


class OpenTime(msgspec.Struct, frozen=True, kw_only=True):
    """A time that can still be booked; `free` people find a place, 0 when it is full."""

    venue: str
    """The code of the venue."""
    starts_at: Moment
    """With the offset of Japan's clock."""
    minutes: Count
    free: Count


class FreeTimes(msgspec.Struct, frozen=True, kw_only=True):
    """All times that can still be booked, by day, start and venue."""

    as_of: Moment | None
    """When the free places were last known to be true; null before they were known at all."""
    cut_off: bool
    """Whether they may no longer be true, because the site has lost its database."""
    venues: list[OpenVenue]
    times: list[OpenTime]


class Pieces:
    """What was written of a day, until something happens on it."""

    def __init__(self, write: Callable[[OpenDay, dict[object, Venue]], bytes]) -> None:
        self._write = write
        self._venues: dict[object, Venue] = {}
        self._written: dict[date, tuple[OpenDay, bytes]] = {}

    def of(self, snapshot: Snapshot) -> Iterable[bytes]:
        venues: dict[object, Venue] = {each.venue_id: each for each in snapshot.venues}
        before = self._written if venues == self._venues else {}
        self._venues, self._written = venues, {}
        for day in snapshot.days:
            known = before.get(day.day)
            if known is None or known[0] is not day:
                known = (day, self._write(day, venues))
            self._written[day.day] = known
            yield known[1]


def json_writer() -> Callable[[Snapshot], bytes]:
    pieces = Pieces(_json_of)

    def write(snapshot: Snapshot) -> bytes:
        head = FreeTimes(
            as_of=_local(snapshot.as_of),
            cut_off=snapshot.cut_off,
            venues=[_open(each) for each in snapshot.venues],
            times=[],
        )
        start, end = msgspec.json.encode(head).rsplit(b"[]", 1)
        days = b",\n".join(each for each in pieces.of(snapshot) if each)
        return start + b"[" + days + b"]" + end + b"\n"

    return write


def csv_writer() -> Callable[[Snapshot], bytes]:
    """With a BOM, so that Excel reads the Japanese; lines end as RFC 4180 wants."""
    pieces = Pieces(_csv_of)
    head = _BOM + ",".join(CSV_HEADINGS).encode() + b"\r\n"
    return lambda snapshot: head + b"".join(pieces.of(snapshot))


def _json_of(day: OpenDay, venues: dict[object, Venue]) -> bytes:
    times = [
        OpenTime(
            venue=venues[each.venue_id].code,
            starts_at=each.starts_at.astimezone(JST),
            minutes=each.minutes,
            free=each.free,
        )
        for each in day.times
        if each.venue_id in venues
    ]
    return msgspec.json.encode(times)[1:-1]


def _csv_of(day: OpenDay, venues: dict[object, Venue]) -> bytes:
    text = StringIO(newline="")
    rows = csv.writer(text)
    for each in day.times:
        if (venue := venues.get(each.venue_id)) is not None:
            names = map(_harmless, (venue.code, venue.name_ja, venue.name_en))
            starts_at = each.starts_at.astimezone(JST).isoformat()
            rows.writerow((*names, starts_at, each.minutes, each.free))
    return text.getvalue().encode()


def _open(venue: Venue) -> OpenVenue:
    return OpenVenue(
        code=venue.code,
        kind=venue.kind,
        name_ja=venue.name_ja,
        name_en=venue.name_en,
        address_ja=venue.address_ja,
        address_en=venue.address_en,
        phone=venue.phone,
    )


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(JST).replace(microsecond=0)


def _harmless(text: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
