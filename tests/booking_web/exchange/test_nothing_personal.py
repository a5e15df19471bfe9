"""The booking database holds no name, no address, no birthday and no Individual Number."""

import re
from datetime import date, timedelta

import pytest

from booking_web.notices import Identification, Limit
from booking_web.refusals import NotRecognisedError
from booking_web.timetable.commands import Book, Cancel, Hold, Wishes
from booking_web.timetable.facts import Need
from issuance.ledger.guard import holds_individual_number
from tests.booking_web.desk.samples import MORNING, MORNING_AT, NOON, NOW, opened
from tests.booking_web.exchange.samples import (
    BIRTHDAY,
    BIRTHDAY_KEY,
    Office,
    exchange_of,
    id_of,
    number_of,
    places,
    released,
    venue,
)

# Every column the zone has. Whoever adds one says here that it holds nothing personal.
COLUMNS = {
    "booking.buckets": {"key", "level", "at"},
    "booking.contacts": {
        "bring",
        "since",
        "party_id",
        "notice_id",
        "sealed",
        "language",
        "forget_at",
    },
    "booking.letter_cards": {
        *("notice_id", "party_id", "venue_id", "starts_at", "minutes", "keep_until"),
        "posted_on",
    },
    "booking.letter_visits": {
        *("party_id", "coming", "venue_id", "starts_at", "minutes", "sequence"),
    },
    "booking.letters": {
        *("number", "letter_id", "party_id", "position", "kind", "people", "sequence"),
        *("venue_id", "starts_at", "minutes", "due_at", "useless_at", "state", "attempts"),
        *("trouble", "settled_at"),
    },
    "booking.failures": {"key", "failures", "since", "locked_until"},
    "booking.congestion": {"longest_since", "told_at", "usual_minutes", "venue_id", "waiting"},
    "booking.notices": {
        *("notice_id", "number", "birthday_check", "pickup_deadline", "round", "withdrawn"),
    },
    "booking.person_views": {"notice_id", "viewed_at", "role", "section", "purpose"},
    "booking.office_heard": {"only_row", "at"},
    "booking.queue_places": {"party_id", "ahead", "called", "counter", "told_at"},
    # A session and its calls: a staff code, ids of notices, the last four signs of their numbers.
    "booking.phone_desk_calls": {"began_at", "call_id", "notice_ids", "session_hash", "tails"},
    "booking.phone_desk_sessions": {
        *("began_at", "credential", "seen_at", "session_hash", "staff_code"),
    },
    "booking.timetable_snapshots": {"form", "position", "slots"},
    # Tickets are random; nobody in the waiting room has named a number yet.
    "booking.waiting_calls": {
        *("call_id", "called_at", "claimed", "first", "lane", "last", "over", "room_id"),
    },
    "booking.waiting_draws": {"added", "fingerprint", "promised", "room_id"},
    "booking.waiting_rooms": {
        *("adapted_at", "admitted", "claim_seconds", "come_called", "come_last", "commitment"),
        *("crowded_at", "drawn_at", "drawn_called", "drawn_last", "ended_at", "gathered"),
        *("gathers_at", "opens_at", "rate", "reason", "room_id", "tokens", "turned_at"),
        *("window_seconds", "venue_code", "most_rate"),
    },
    "booking.waiting_tickets": {"lane", "lapses", "place", "room_id", "ticket_id", "until"},
    "booking.worker_loads": {"answers_per_second", "noted_at", "p95_seconds", "shed", "worker"},
    "booking.slot_places": {"slot_id", "places", "taken"},
    "exchange.read_positions": {"reader", "position"},
    "exchange.received_batches": {"number", "upto", "digest", "received_at"},
    "exchange.sent_batches": {"number", "upto", "digest", "envelope", "made_at"},
    "ledger.answered_commands": {"key", "digest", "answer", "answered_at", "asked_again"},
    "ledger.stored_events": {
        *("originator_id", "originator_version", "topic", "state", "notification_id"),
    },
    "public.schema_migrations": {"version", "checksum", "applied_at"},
}


async def columns(db) -> dict[str, set[str]]:
    rows = await db.fetch(
        "SELECT table_schema || '.' || table_name AS place, column_name"
        " FROM information_schema.columns"
        " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["place"], set()).add(row["column_name"])
    return found


async def test_there_is_no_column_for_anything_personal(booking_owner_db):
    assert await columns(booking_owner_db) == COLUMNS


async def use_everything(log) -> None:
    exchange, office = exchange_of(log), Office()
    later = MORNING_AT + timedelta(hours=2)
    people = [released(each) for each in range(1, 6)]
    await exchange.take_in(office.say(venue(), places(3), places(3, later), *people), at=NOW)
    limit = Limit(failures=5, lock=timedelta(minutes=30))
    door = Identification(log, birthday_key=BIRTHDAY_KEY, per_number=limit, per_origin=limit)
    await door.identify(number_of(1), BIRTHDAY, origin="203.0.113.7", at=NOW)
    with pytest.raises(NotRecognisedError):
        await door.identify(number_of(2), date(1999, 9, 9), origin="203.0.113.7", at=NOW)
    async with opened(log) as desk:
        wishes = Wishes(language="en", needs=(Need.WHEELCHAIR,))
        party = (id_of(1), id_of(2))
        await desk.submit(Book(notice_ids=party, slot_id=MORNING, wishes=wishes), key="a", at=NOW)
        await desk.submit(Hold(notice_ids=(id_of(3),), slot_id=NOON), key="b", at=NOW)
        await desk.submit(Cancel(notice_id=id_of(2)), key="c", at=NOW)
    await exchange.envelope_after(0)


async def values(db) -> list[str]:
    """Everything stored anywhere, as text; bytes as they would be read."""
    found: list[str] = []
    for table in COLUMNS:
        for row in await db.fetch(f"TABLE {table}"):
            for value in row.values():
                raw = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                found.append(raw)
    return found


async def test_no_value_is_a_birthday_an_address_or_an_individual_number(
    booking_log, booking_owner_db
):
    await use_everything(booking_log)
    stored = await values(booking_owner_db)
    assert len(stored) > 100
    for text in stored:
        assert "1987-02-28" not in text
        assert "1999-09-09" not in text
        assert "203.0.113.7" not in text
        words = re.findall(r'"([^"]*)"', text)
        assert not any(holds_individual_number(word) for word in words if not _is_id(word))


async def test_facts_hold_no_notice_number(booking_log, booking_owner_db):
    await use_everything(booking_log)
    states = await booking_owner_db.fetch("SELECT state FROM ledger.stored_events")
    everything = b"".join(row["state"] for row in states)
    assert not any(number_of(each).encode() in everything for each in range(1, 6))


def _is_id(word: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", word) is not None
