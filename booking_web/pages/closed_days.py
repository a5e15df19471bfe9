"""休みの日 as a calendar to subscribe to (RFC 5545): public, the same for everybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import quote, urlsplit

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from booking_web.pages.calendar_file import escaped, folded, moment, venue_words
from booking_web.pages.visit import Visit
from booking_web.texts import Words
from booking_web.texts.marks import plain
from booking_web.timetable.venues import Venue
from issuance.calendar import office_date

PATH: Final = "/closed.ics"
_HEADERS: Final = {
    "content-disposition": 'inline; filename="closed.ics"',
    "cache-control": "public, max-age=3600",
    "vary": "Cookie",
}


@dataclass(frozen=True, kw_only=True)
class Closed:
    """A venue, and the days on which it is closed whatever its rules say."""

    venue: Venue
    days: tuple[date, ...]


@get(PATH)
async def closed_calendar(visit: NamedDependency[Visit]) -> Response[bytes]:
    """All venues, or `?venue=CODE`; `?lang=` says the language.

    Raises NotFoundException: there is no such venue.
    """
    code = visit.request.query_params.get("venue")
    chosen = [each for each in closed(visit) if code in (None, each.venue.code)]
    if code is not None and not chosen:
        raise NotFoundException
    host = urlsplit(visit.site.public_url).hostname or "localhost"
    file = closed_file(chosen, visit.words, host=host, now=visit.now)
    return Response(file, media_type="text/calendar; charset=utf-8", headers=_HEADERS)


def closed(visit: Visit) -> list[Closed]:
    """From today to the end of what can be booked."""
    first, desk = office_date(visit.now), visit.site.desk
    openings = desk.shown.openings
    return [
        Closed(venue=each, days=tuple(openings.closed_days(each.venue_id, first)))
        for each in desk.venues()
    ]


def subscription(visit: Visit, venue: Venue) -> str:
    """Where a calendar program finds a venue's closing days, in the reader's language."""
    return f"{PATH}?venue={quote(venue.code)}&lang={visit.language}"


def closed_file(all_closed: Iterable[Closed], words: Words, *, host: str, now: datetime) -> bytes:
    """An event for each venue and day; whoever subscribes loses what was withdrawn."""
    events = [
        line
        for each in all_closed
        for day in each.days
        for line in _event(each.venue, day, words, host, now)
    ]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//madoguchi//booking//JA",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:" + escaped(plain(words("窓口が休みの日"))),
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        *events,
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _event(venue: Venue, day: date, words: Words, host: str, now: datetime) -> Iterator[str]:
    """A whole day that takes nobody's time; its id says the venue and the day."""
    name, _ = venue_words(venue, words)
    yield "BEGIN:VEVENT"
    yield f"UID:closed-{venue.venue_id}-{day.isoformat()}@{host}"
    yield f"DTSTAMP:{moment(now)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield "SUMMARY:" + escaped(f"{plain(words('窓口が休みの日'))} ({name})")
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


HANDLERS = (closed_calendar,)
