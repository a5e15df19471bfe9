"""The appointment as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta
from typing import Final

from booking_web.desk import Venue
from booking_web.texts import Words
from booking_web.texts.marks import plain
from booking_web.timetable.notices import Appointment

_LONGEST_LINE_BYTES: Final = 75
_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)


def calendar_file(
    appointment: Appointment, venue: Venue | None, words: Words, *, host: str, now: datetime
) -> bytes:
    """One event with a reminder the day before; taken again after a move, it replaces the old."""
    start, minutes = appointment.place.starts_at, appointment.place.minutes
    number = plain(words("予約番号"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//madoguchi//booking//JA",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{appointment.party.party_id}@{host}",
        # Nobody counts the moves; minutes passed grow just as well.
        f"SEQUENCE:{int((now - _EPOCH) / timedelta(minutes=1))}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(start + timedelta(minutes=minutes))}",
        "SUMMARY:" + _escaped(plain(words("マイナンバーカードの受け取り"))),
        "DESCRIPTION:" + _escaped(f"{number}: {appointment.reference}"),
        *_location(venue, words),
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:" + _escaped(plain(words("明日はマイナンバーカードの受け取りです"))),
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _location(venue: Venue | None, words: Words) -> list[str]:
    if venue is None:
        return []
    name, address = venue_words(venue, words)
    return [f"LOCATION:{_escaped(f'{name}, {address}')}"]


def venue_words(venue: Venue, words: Words) -> tuple[str, str]:
    """Name and address in the language of the page."""
    if words.language.reads_japanese:
        return venue.name_ja, venue.address_ja
    return venue.name_en, venue.address_en


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Lines of at most 75 bytes, never cut inside a character."""
    parts = [b""]
    for sign in line:
        if len(parts[-1]) + len(sign.encode()) > _LONGEST_LINE_BYTES:
            parts.append(b" ")
        parts[-1] += sign.encode()
    return b"\r\n".join(parts)
