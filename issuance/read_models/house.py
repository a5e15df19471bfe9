"""Tables of boxes, places of cards, visits, venues, and what happened how often on which day."""

from collections.abc import Iterable
from typing import Any

from issuance.calendar import office_date
from issuance.capacity.venues import PlacesOffered, VenueAnnounced
from issuance.cases.facts import IdentityVerified, PinlessChosen, PinsSealed
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
from issuance.visits.visit import (
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitMissed,
)


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
            yield (_CARD_RECEIVED, (serial, card_id, place))
        case CardMoved(to_place=place):
            yield (_CARD_MOVED, (card_id, place))
        case CardLeft():
            yield (_CARD_MOVED, (card_id, None))
        case _:
            pass


def visits(recorded: Recorded[Any]) -> Iterable[Statement]:
    """A visit's times come from what happened; a party's step is done when its last member's is."""
    at = recorded.at
    match recorded.fact:
        case VisitArrived():
            yield (_VISIT_ARRIVED, (recorded.stream_id, at))
        case VisitCalled(station=station):
            yield (_VISIT_CALLED, (recorded.stream_id, at, station))
        case VisitCalledOff():
            yield (_VISIT_CALLED_OFF, (recorded.stream_id,))
        case VisitEnded():
            yield (_VISIT_ENDED, (recorded.stream_id, at))
        case VisitMissed():
            yield (_VISIT_MISSED, (recorded.stream_id,))
        case IdentityVerified(visit_id=visit_id):
            yield (_VISIT_IDENTITY, (visit_id, at))
        case PinsSealed() | PinlessChosen():
            yield (_VISIT_PINS, (recorded.stream_id, at))
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
    """Every kind of fact is counted by its day at the office."""
    happened: object = recorded.fact
    topic = form_of(type(happened)).topic
    yield (_COUNT, (office_date(recorded.at), topic))


_BOX_ANNOUNCED = """INSERT INTO office.box_overview AS b (box_id, box, announced)
    VALUES ($1, $2, $3) ON CONFLICT (box_id) DO UPDATE SET announced = b.announced + $3"""
_BOX_OPENED = "UPDATE office.box_overview SET opened_at = $2 WHERE box_id = $1"
_BOX_SCANNED = "UPDATE office.box_overview SET scanned = scanned + 1 WHERE box_id = $1"
_BOX_CLOSED = "UPDATE office.box_overview SET closed_at = $2 WHERE box_id = $1"
_CARD_RECEIVED = """INSERT INTO office.card_places (card_serial, card_id, place)
    VALUES ($1, $2, $3) ON CONFLICT (card_serial) DO UPDATE SET place = $3"""
_CARD_MOVED = "UPDATE office.card_places SET place = $2 WHERE card_id = $1"
_VISIT_ARRIVED = """INSERT INTO office.visit_overview (visit_id, stage, arrived_at)
    VALUES ($1, 'waiting', $2)"""
_VISIT_CALLED = """INSERT INTO office.visit_overview AS v
    (visit_id, stage, station, arrived_at, called_at) VALUES ($1, 'called', $3, $2, $2)
    ON CONFLICT (visit_id) DO UPDATE SET stage = 'called', station = $3, called_at = $2"""
_VISIT_CALLED_OFF = """UPDATE office.visit_overview
    SET stage = 'waiting', station = NULL, called_at = NULL WHERE visit_id = $1"""
_VISIT_ENDED = """UPDATE office.visit_overview
    SET stage = 'finished', ended_at = $2 WHERE visit_id = $1"""
_VISIT_MISSED = """INSERT INTO office.visit_overview (visit_id, stage) VALUES ($1, 'no-show')
    ON CONFLICT (visit_id) DO UPDATE SET stage = 'no-show'"""
_VISIT_IDENTITY = "UPDATE office.visit_overview SET identity_at = $2 WHERE visit_id = $1"
_VISIT_PINS = """UPDATE office.visit_overview AS v SET pins_at = $2 FROM office.case_overview AS c
    WHERE c.case_id = $1 AND v.visit_id = c.visit_id"""
_VENUE = """INSERT INTO office.venue_overview (venue_id, code, name_ja, name_en, kind)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (venue_id) DO UPDATE SET code = $2, name_ja = $3, name_en = $4, kind = $5"""
_OFFERED = """INSERT INTO office.offered_days (venue_id, day, slots, places)
    VALUES ($1, $2, $3, $4) ON CONFLICT (venue_id, day) DO UPDATE SET slots = $3, places = $4"""
_COUNT = """INSERT INTO office.day_counts AS d (day, topic, n) VALUES ($1, $2, 1)
    ON CONFLICT (day, topic) DO UPDATE SET n = d.n + 1"""
