"""お知らせ: what the office wants everybody to read, from a file it may change at any time.

    [[announcement]]
    urgent = true                          # on top of every page; else on the first page and /news
    show_from = 2026-12-01T00:00:00+09:00
    show_until = 2026-12-21T00:00:00+09:00
    first_on = 2026-12-20                  # the days it is about, shown beside the text
    last_on = 2026-12-20
    [announcement.text]
    ja = "12月20日は、システムの点検のため、カードの手続きができません。"
    en = "..."

A language without a text shows the Japanese one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Annotated, Final

import msgspec
import structlog

from booking_web.texts import Words
from booking_web.texts.marks import coded

_LOOK_EVERY_SECONDS: Final = 5.0
_MARKS: Final = dict.fromkeys(map(ord, "《》｜⟦⟧"))
_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_log = structlog.get_logger("announcements")


class Announcement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One announcement, in every language that the office wrote."""

    show_from: _Moment
    show_until: _Moment
    text: Mapping[str, _Text]
    urgent: bool = False
    first_on: date | None = None
    last_on: date | None = None

    def __post_init__(self) -> None:
        if "ja" not in self.text:
            raise ValueError("an announcement needs its Japanese text")


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    announcement: tuple[Announcement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Said:
    """An announcement in the reader's language, and the days it is about."""

    title: str
    span: str
    urgent: bool


class Board:
    """Shows what is due; a file that cannot be read changes nothing of what is shown."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._all: tuple[Announcement, ...] = ()
        self._looked_at, self._stamp = float("-inf"), -1

    def now(self, words: Words, at: datetime) -> list[Said]:
        """Urgent ones first."""
        self._look()
        due = [each for each in self._all if each.show_from <= at < each.show_until]
        return [_said(each, words) for each in sorted(due, key=lambda each: not each.urgent)]

    def _look(self) -> None:
        if self._path is None or monotonic() - self._looked_at < _LOOK_EVERY_SECONDS:
            return
        self._looked_at = monotonic()
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp != self._stamp:
                self._all = read(self._path)
                self._stamp = stamp
        except (OSError, ValueError) as fault:
            _log.warning("announcements.unreadable", kind=type(fault).__name__)


def read(path: Path) -> tuple[Announcement, ...]:
    """Raises OSError, or ValueError for what is no such file."""
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File).announcement


def _said(announcement: Announcement, words: Words) -> Said:
    text = announcement.text.get(words.code, "").translate(_MARKS)
    if not text:
        japanese = announcement.text["ja"].translate(_MARKS)
        text = japanese if words.language.tag == "ja" else coded(f"⟦{japanese}⟧")
    return Said(title=text, span=_span(announcement, words), urgent=announcement.urgent)


def _span(announcement: Announcement, words: Words) -> str:
    first, last = announcement.first_on, announcement.last_on
    if first is None or last is None or first == last:
        on = first or last
        return "" if on is None else words.full_day(on)
    return f"{words.full_day(first)} – {words.full_day(last)}"
