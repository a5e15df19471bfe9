"""What the gate needs to know of a request, read by hand: it is asked often."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from litestar.types.asgi_types import HTTPScope

from booking_web.pages.cookies import DRAFT, LANGUAGE, Cookies, brought
from booking_web.texts import LANGUAGES, language_asked
from booking_web.texts.languages import SOURCE
from booking_web.waiting_room.entrances import Entrance
from booking_web.waiting_room.queue import Room
from booking_web.waiting_room.tickets import cookie_of

_AUTO, _OFF, _LANG, _VENUE = "auto", "off", "lang", "venue"
_NO_QUERY: Final[dict[str, list[str]]] = {}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Somebody at an entrance, with what their browser brought."""

    of: Entrance
    method: str
    ticket: bytes | None
    draft: str | None
    language: str
    language_chosen: bool
    """With this very request: the choice has to be kept."""
    refreshes: bool
    """False: they do not want the page to come back by itself (WCAG 2.2.1)."""


def read_asking(scope: HTTPScope, of: Entrance, cookies: Cookies, room: Room) -> Asking:
    found = brought(scope)
    query = _query(scope["query_string"])
    asked = language_asked(query[_LANG][0]) if _LANG in query else None
    kept = found.get(cookies.name(LANGUAGE), "")
    ticket = found.get(cookies.name(cookie_of(room.room_id, room.venue_code)))
    return Asking(
        of=of,
        method=scope["method"],
        ticket=None if ticket is None else ticket.encode("latin-1"),
        draft=found.get(cookies.name(DRAFT)),
        language=asked or (kept if kept in LANGUAGES else SOURCE),
        language_chosen=asked is not None,
        refreshes=query.get(_AUTO, [""])[0] != _OFF,
    )


def venue_named(scope: HTTPScope) -> str:
    """The code of the venue in the address, "" without one."""
    return _query(scope["query_string"]).get(_VENUE, [""])[0]


def _query(query: bytes) -> dict[str, list[str]]:
    """Nothing of ours is long or many; what cannot be read was not meant for us."""
    if not query or len(query) > 200:
        return _NO_QUERY
    try:
        return parse_qs(query.decode("latin-1"), max_num_fields=8)
    except ValueError:
        return _NO_QUERY
