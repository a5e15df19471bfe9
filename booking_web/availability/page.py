"""The public page of free times: every venue, and the next days on which it has some."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from booking_web.availability.press import stamp
from booking_web.availability.state import Snapshot
from booking_web.desk import FreeDay, Venue
from booking_web.pages.rendering import Renderer

_MOST_ROWS: Final = 50
"""So that the page stays under 30 kB in every language, however many venues there are."""
_MOST_DAYS: Final = 20


@dataclass(frozen=True, kw_only=True)
class VenueDays:
    """`days` are the next with free times; `more` follow that are not shown."""

    venue: Venue
    days: list[FreeDay]
    more: int


def page_writer(renderer: Renderer, language: str) -> Callable[[Snapshot], bytes]:
    def write(snapshot: Snapshot) -> bytes:
        return renderer.render("free.html", language, _context(snapshot, language)).encode()

    return write


def _context(snapshot: Snapshot, language: str) -> Mapping[str, object]:
    most = min(_MOST_DAYS, max(1, _MOST_ROWS // max(1, len(snapshot.venues))))
    return {
        "path": "/free",
        "carried": f"?lang={language}",
        "venues": snapshot.venues,
        "signed_in": False,
        "found": [],
        "as_of": stamp(snapshot.as_of) if snapshot.as_of else "",
        "cut_off": snapshot.cut_off,
        "offers": [_of(snapshot, each, most) for each in snapshot.venues],
    }


def _of(snapshot: Snapshot, venue: Venue, most: int) -> VenueDays:
    free = [each for each in snapshot.free_days(venue_id=venue.venue_id) if each.times]
    return VenueDays(venue=venue, days=free[:most], more=max(0, len(free) - most))
