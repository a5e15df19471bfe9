"""The venues a batch speaks of, and the slots that its rules and offers may change."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from booking_web.exchange.incoming import Body, Places, Rules, Venue
from booking_web.timetable.books import SlotStream
from booking_web.timetable.facts import (
    PlacesHeld,
    PlacesTaken,
    SlotFact,
    VenueAnnounced,
    slot_id_of,
)
from booking_web.timetable.openings import until_horizon
from booking_web.timetable.slots import Slot, evolve_slot
from booking_web.timetable.venues import VenueRecord, VenueStream, evolve_venue
from issuance.ledger.postgres import Transaction

Said = Sequence[tuple[UUID, Body]]


@dataclass(frozen=True, kw_only=True)
class SlotHistory:
    """`booked` are the notices that ever had a place."""

    slot: Slot = field(default_factory=Slot)
    booked: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """What stood in the log before the batch: venues, slots, and who ever had a place there."""

    venues: dict[UUID, VenueStream]
    slots: dict[UUID, SlotStream]
    booked: dict[UUID, tuple[UUID, ...]]
    by_rules: dict[UUID, list[UUID]]
    """By venue, the slots that its rules, the old or any new ones, offer up to the horizon."""


async def read_concerned(
    tx: Transaction, said: Said, *, today: date, horizon_days: int
) -> Concerned:
    """Read what the batch's venues, rules and offers may change."""
    venue_ids = [each for each, body in said if isinstance(body, Venue | Places | Rules)]
    venues: dict[UUID, VenueStream] = await tx.read_many(venue_ids, VenueRecord(), evolve_venue)
    by_rules: dict[UUID, list[UUID]] = {}
    for venue_id, body in said:
        if isinstance(body, Rules):
            known = by_rules.setdefault(venue_id, [])
            for rules in (venues[venue_id].state.rules, body.rules):
                known += until_horizon(venue_id, rules, today, horizon_days)
    offered = [slot_id for venue_id, body in said for slot_id in offered_slots(venue_id, body)]
    slot_ids = dict.fromkeys([*offered, *(each for ids in by_rules.values() for each in ids)])
    histories = await tx.read_many(list(slot_ids), SlotHistory(), _evolve)
    return Concerned(
        venues=venues,
        slots={
            each: SlotStream(each, history.state.slot, evolve_slot, history.version)
            for each, history in histories.items()
        },
        booked={each: history.state.booked for each, history in histories.items()},
        by_rules=by_rules,
    )


def offered_slots(venue_id: UUID, body: Body) -> list[UUID]:
    """The slots that the office offers by its own word."""
    if not isinstance(body, Places):
        return []
    return [slot_id_of(venue_id, each.starts_at) for each in body.slots]


def announcement(body: Venue) -> VenueAnnounced:
    return VenueAnnounced(
        code=body.code,
        name_ja=body.name_ja,
        name_en=body.name_en,
        address_ja=body.address_ja,
        address_en=body.address_en,
        phone=body.phone,
        kind=body.kind,
    )


def _evolve(history: SlotHistory, happened: SlotFact) -> SlotHistory:
    slot, booked = evolve_slot(history.slot, happened), history.booked
    if isinstance(happened, PlacesHeld | PlacesTaken):
        booked = tuple(dict.fromkeys((*booked, *happened.members)))
    return replace(history, slot=slot, booked=booked)
