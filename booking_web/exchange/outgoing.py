"""What of the booking log concerns the office: appointments, and what is said on their day."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from booking_web.letters.facts import AddressGiven, AddressRemoved, LettersUndeliverable
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentMoved,
)
from booking_web.timetable.facts.day import AppointmentArrived, LateAnnounced
from booking_web.timetable.outcomes import reference_of
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction


async def translate(_tx: Transaction, facts: list[Recorded[Any]]) -> Iterable[Item]:
    """One item a notice; holds and places concern the booking site alone."""
    return [item for recorded in facts for item in (*_letters(recorded), _item(recorded)) if item]


def _item(recorded: Recorded[Any]) -> Item | None:
    match recorded.fact:
        case AppointmentConfirmed() as confirmed:
            return _said(recorded, "appointment.confirmed", _confirmed(recorded.by, confirmed))
        case AppointmentMoved() as moved:
            return _said(recorded, "appointment.moved", _moved(moved))
        case AppointmentCancelled() as cancelled:
            return _said(recorded, "appointment.cancelled", _cancelled(cancelled))
        case AppointmentArrived() as arrived:
            return _said(recorded, "appointment.arrived", _arrived(arrived))
        case LateAnnounced() as late:
            return _said(recorded, "appointment.late-announced", _late(late))
        case _:
            return None


def _letters(recorded: Recorded[Any]) -> Iterable[Item]:
    """Whom the office has to reach in another way, or no longer: one item a notice."""
    match recorded.fact:
        case LettersUndeliverable(coming=coming):
            topic = "letters.undeliverable"
        case AddressGiven(coming=coming, unreached_before=True):
            topic = "letters.reachable"
        case AddressRemoved(coming=coming, unreached_before=True):
            topic = "letters.reachable"
        case _:
            return []
    return [replace(_said(recorded, topic, {}), stream_id=each) for each in coming]


def _said(recorded: Recorded[Any], topic: str, body: Mapping[str, object]) -> Item:
    return Item(
        position=recorded.position,
        stream_id=recorded.stream_id,
        topic=topic,
        at=recorded.at,
        body=msgspec.Raw(msgspec.json.encode(body)),
    )


def _confirmed(by: str, fact: AppointmentConfirmed) -> dict[str, object]:
    return {
        "channel": "phone" if by.startswith("phone:") else "web",
        "appointment_id": fact.appointment_id,
        "party_id": fact.party_id,
        "party_size": fact.party_size,
        "reference": reference_of(fact.party_id),
        "venue_id": fact.venue_id,
        "starts_at": fact.starts_at,
        "minutes": fact.minutes,
        "language": fact.language,
        "needs": fact.needs,
    }


def _moved(fact: AppointmentMoved) -> dict[str, object]:
    return {
        "appointment_id": fact.appointment_id,
        "party_id": fact.party_id,
        "venue_id": fact.venue_id,
        "starts_at": fact.starts_at,
        "minutes": fact.minutes,
    }


def _cancelled(fact: AppointmentCancelled) -> dict[str, object]:
    return {
        "appointment_id": fact.appointment_id,
        "party_id": fact.party_id,
        "reason": fact.reason,
    }


def _arrived(fact: AppointmentArrived) -> dict[str, object]:
    return {"appointment_id": fact.appointment_id, "party_id": fact.party_id}


def _late(fact: LateAnnounced) -> dict[str, object]:
    return {
        "appointment_id": fact.appointment_id,
        "party_id": fact.party_id,
        "minutes": fact.minutes,
    }
