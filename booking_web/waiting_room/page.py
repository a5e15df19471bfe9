"""The page of those who wait: made once a language and minute, the figures set in each time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from booking_web.pages.rendering import Renderer
from booking_web.texts import ALL, N_
from booking_web.texts.marks import marked_up
from booking_web.timetable.venues import Venue
from booking_web.waiting_room.estimate import LONGEST_MINUTES
from booking_web.waiting_room.queue import Room

_ABOUT: Final = N_("約%(minutes)s分")
_LONGER: Final = N_("%(minutes)s分より長い")
_SOON: Final = N_("もうすぐです")
_MOST_KEPT: Final = 512
_Key = tuple[str, str, str, bool, bool, bool, int, int]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What differs from one who waits to the next."""

    before: str
    minutes: str
    percent: str
    waiting: str
    ticket: str


_SIGNS: Final = Figures(
    before="\ue010", minutes="\ue011", percent="\ue012", waiting="\ue013", ticket="\ue014"
)
"""Stand where the figures go; no text has such a sign (`texts.marks`)."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a page shows beside the figures."""

    language: str
    path: str
    said: str = ""
    """"lapsed", "used-up", "away", or nothing in particular."""
    gathering: bool = False
    placed: bool = False
    refreshes: bool = True


class WaitingPages:
    """Keeps finished pages in memory for as long as they are true."""

    def __init__(self, renderer: Renderer, venues: Callable[[], list[Venue]]) -> None:
        self._renderer, self._venues = renderer, venues
        self._made: dict[_Key, _Made] = {}
        self._minutes: dict[tuple[str, int], str] = {}

    def page(self, sight: Sight, room: Room, figures: Figures) -> bytes:
        made, values = self._cached(sight, room), _in_order(figures)
        pieces = list(made.pieces)
        for where, which in made.gaps:
            pieces[where] = values[which].encode()
        return b"".join(pieces)

    def minutes(self, language: str, minutes: int) -> str:
        """About so long, in words and with furigana; 0 is within seconds."""
        key = (language, minutes)
        if key not in self._minutes:
            self._minutes[key] = marked_up(_in_words(language, minutes))
        return self._minutes[key]

    def _cached(self, sight: Sight, room: Room) -> "_Made":
        key = (
            sight.language,
            sight.path,
            sight.said,
            sight.gathering,
            sight.placed,
            sight.refreshes,
            room.room_id,
            room.as_of.hour * 60 + room.as_of.minute,
        )
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            made = self._made[key] = _cut(self._render(sight, room))
        return made

    def _render(self, sight: Sight, room: Room) -> str:
        context: dict[str, object] = {
            "path": sight.path.partition("?")[0],
            "again": sight.path,
            "said": sight.said,
            "gathering": sight.gathering,
            "placed": sight.placed,
            "refreshes": sight.refreshes,
            "drawn": room.reason == "opening",
            "opens_at": room.opens_at,
            "as_of": room.as_of,
            "claim_minutes": _whole(room.claim),
            "window_minutes": _whole(room.window),
            "figures": _SIGNS,
            "venues": self._venues(),
            "venue_code": room.venue_code,
            "form_token": "",
            "signed_in": False,
            "found": [],
        }
        return self._renderer.render("waiting.html", sight.language, context)


def _in_words(language: str, minutes: int) -> str:
    if minutes == 0:
        return ALL[language](_SOON)
    msgid = _ABOUT if minutes <= LONGEST_MINUTES else _LONGER
    return ALL[language](msgid, minutes=min(minutes, LONGEST_MINUTES))


@dataclass(frozen=True, kw_only=True)
class _Made:
    """A page in pieces; `gaps` says where which figure goes."""

    pieces: tuple[bytes, ...]
    gaps: tuple[tuple[int, int], ...]


def _cut(html: str) -> _Made:
    signs = _in_order(_SIGNS)
    parts = re.split(f"([{''.join(signs)}])", html)
    gaps = tuple((where, signs.index(part)) for where, part in enumerate(parts) if part in signs)
    return _Made(pieces=tuple(part.encode() for part in parts), gaps=gaps)


def _in_order(figures: Figures) -> tuple[str, ...]:
    return (figures.before, figures.minutes, figures.percent, figures.waiting, figures.ticket)


def _whole(time: timedelta) -> int:
    return int(time / timedelta(minutes=1))
