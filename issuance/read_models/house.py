"""Tables of boxes, places of cards, venues, and what happened how often on which day."""

from collections.abc import Iterable
from typing import Any

from issuance.calendar import office_date
from issuance.capacity.venues import PlacesOffered, VenueAnnounced
from issuance.custody.facts import (
    BoxAnnounced,
    BoxClosed,
    BoxOpened,
    CardLeft,
    CardMoved,
    CardReceived,
    CardScanned,
)
from issuance.ledger.facts import Recorded, form_of
from issuance.read_models.projector import Statement


def boxes(recorded: Recorded[Any]) -> Iterable[Statement]:
    box_id = recorded.stream_id
    match recorded.fact:
        case BoxAnnounced(box=box, card_serials=serials):
            yield (_BOX_ANNOUNCED, (box_id, box, len(serials)))
        case BoxOpened():
            yield (_BOX_OPENED, (box_id, recorded.at))
        case CardScanned():
            yield (_BOX_SCANNED, (box_id,))
        case BoxClosed():
            yield (_BOX_CLOSED, (box_id, recorded.at))
        case _:
            pass


def card_places(recorded: Recorded[Any]) -> Iterable[Statement]:
    card_id = recorded.stream_id
    match recorded.fact:
        case CardReceived(card_serial=serial, place=place):
            yield (_CARD_RECEIVED, (serial, card_id, place, recorded.at, recorded.by))
        case CardMoved(to_place=place):
            yield (_CARD_MOVED, (card_id, place, recorded.at, recorded.by))
        case CardLeft():
            yield (_CARD_MOVED, (card_id, None, recorded.at, recorded.by))
        case _:
            pass


def venues(recorded: Recorded[Any]) -> Iterable[Statement]:
    venue_id = recorded.stream_id
    match recorded.fact:
        case VenueAnnounced(code=code, name_ja=name_ja, name_en=name_en, kind=kind):
            yield (_VENUE, (venue_id, code, name_ja, name_en, kind.value))
        case PlacesOffered(day=day, slots=slots):
            places = sum(slot.places for slot in slots)
            yield (_OFFERED, (venue_id, day, len(slots), places))
        case _:
            pass


def day_counts(recorded: Recorded[Any]) -> Iterable[Statement]:
    """Every kind of fact is counted by its day at the office, with where in the log it lies."""
    happened: object = recorded.fact
    topic = form_of(type(happened)).topic
    yield (_COUNT, (office_date(recorded.at), topic, recorded.position))


_BOX_ANNOUNCED = """INSERT INTO office.box_overview AS b (box_id, box, announced)
    VALUES ($1, $2, $3) ON CONFLICT (box_id) DO UPDATE SET announced = b.announced + $3"""
_BOX_OPENED = "UPDATE office.box_overview SET opened_at = $2 WHERE box_id = $1"
_BOX_SCANNED = "UPDATE office.box_overview SET scanned = scanned + 1 WHERE box_id = $1"
_BOX_CLOSED = "UPDATE office.box_overview SET closed_at = $2 WHERE box_id = $1"
_CARD_RECEIVED = """INSERT INTO office.card_places (card_serial, card_id, place, moved_at, moved_by)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (card_serial) DO UPDATE SET place = $3, moved_at = $4, moved_by = $5"""
_CARD_MOVED = """UPDATE office.card_places SET place = $2, moved_at = $3, moved_by = $4
    WHERE card_id = $1"""
_VENUE = """INSERT INTO office.venue_overview (venue_id, code, name_ja, name_en, kind)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (venue_id) DO UPDATE SET code = $2, name_ja = $3, name_en = $4, kind = $5"""
_OFFERED = """INSERT INTO office.offered_days (venue_id, day, slots, places)
    VALUES ($1, $2, $3, $4) ON CONFLICT (venue_id, day) DO UPDATE SET slots = $3, places = $4"""
_COUNT = """INSERT INTO office.day_counts AS d (day, topic, n, first_position, last_position)
    VALUES ($1, $2, 1, $3, $3) ON CONFLICT (day, topic) DO UPDATE
    SET n = d.n + 1, last_position = greatest(d.last_position, $3)"""
