"""The appointment as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from booking_web.texts import Words
from booking_web.texts.marks import plain
from booking_web.texts.services import matters_of
from booking_web.timetable.notices import Appointment
from booking_web.timetable.outcomes import reference_of
from booking_web.timetable.venues import Venue

_LONGEST_LINE_BYTES: Final = 75


@dataclass(frozen=True, kw_only=True)
class Event:
    """What the calendar holds; a greater `sequence` replaces what it has under the same id."""

    party_id: UUID
    starts_at: datetime
    minutes: int
    sequence: int
    cancelled: bool = False
    services: tuple[str, ...] = ("collect",)
    """What for, by code."""
    organizer: str = ""
    """The office's own e-mail address, where the file comes by mail."""


def event_of(appointment: Appointment, services: Iterable[str] = ("collect",)) -> Event:
    return Event(
        party_id=appointment.party.party_id,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        sequence=appointment.moves,
        services=tuple(sorted(services)),
    )


def calendar_file(
    event: Event, venue: Venue | None, words: Words, *, host: str, now: datetime
) -> bytes:
    """One event with a reminder the day before; taken again after a move, it replaces the old."""
    ends_at = event.starts_at + timedelta(minutes=event.minutes)
    number = plain(words("予約番号"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//madoguchi//booking//JA",
        "METHOD:" + method_of(event),
        "BEGIN:VEVENT",
        f"UID:{event.party_id}@{host}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{moment(now)}",
        f"DTSTART:{moment(event.starts_at)}",
        f"DTEND:{moment(ends_at)}",
        "SUMMARY:" + escaped(plain(_summary(event, words))),
        "DESCRIPTION:" + escaped(f"{number}: {reference_of(event.party_id)}"),
        *([f"ORGANIZER:mailto:{event.organizer}"] if event.organizer else []),
        *_location(venue, words),
        *(["STATUS:CANCELLED"] if event.cancelled else _alarm(event, words)),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) + b"\r\n" for line in lines)


def method_of(event: Event) -> str:
    """RFC 5546 sections 3.2.1 and 3.2.5."""
    return "CANCEL" if event.cancelled else "PUBLISH"


def _summary(event: Event, words: Words) -> str:
    if event.services == ("collect",):
        return words("マイナンバーカードの受け取り")
    return words.listed(each.name for each in matters_of(words, event.services))


def _alarm(event: Event, words: Words) -> list[str]:
    collecting = event.services == ("collect",)
    tomorrow = words("明日はマイナンバーカードの受け取りです") if collecting else ""
    tomorrow = tomorrow or words("明日は予約の日です: %(what)s", what=_summary(event, words))
    return [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:" + escaped(plain(tomorrow)),
        "TRIGGER:-P1D",
        "END:VALARM",
    ]


def _location(venue: Venue | None, words: Words) -> list[str]:
    if venue is None:
        return []
    name, address = venue_words(venue, words)
    return [f"LOCATION:{escaped(f'{name}, {address}')}"]


def venue_words(venue: Venue, words: Words) -> tuple[str, str]:
    """Name and address in the language of the page."""
    if words.language.reads_japanese:
        return venue.name_ja, venue.address_ja
    return venue.name_en, venue.address_en


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Lines of at most 75 bytes, never cut inside a character."""
    parts = [b""]
    for sign in line:
        if len(parts[-1]) + len(sign.encode()) > _LONGEST_LINE_BYTES:
            parts.append(b" ")
        parts[-1] += sign.encode()
    return b"\r\n".join(parts)
