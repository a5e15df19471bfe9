"""The timetable: venues and slots as the facts read so far leave them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from booking_web.timetable.books import SlotStream
from booking_web.timetable.facts import (
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    VenueAnnounced,
)
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from, slots_needed
from booking_web.timetable.slots import Slot, evolve_slot
from booking_web.timetable.waiting_list import NOBODY, WAITING
from issuance.calendar import office_date
from issuance.ledger.facts import Recorded, form_of

_OF_SLOTS = (SlotOffered, PlacesOffered, PlacesHeld, PlacesKept, PlacesTaken, PlacesFreed)
CONCERNED = [form_of(each).topic for each in (VenueAnnounced, *_OF_SLOTS, *WAITING)]
"""The stored names of the facts that make up the timetable; others change nothing in it."""


@dataclass(frozen=True, kw_only=True)
class Venue:
    venue_id: UUID
    code: str
    name_ja: str
    name_en: str
    address_ja: str
    address_en: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class FreeTime:
    """One slot as a resident chooses it; `free` places are left, `fits` says if the party does.

    A party that fits fills `slots` slots in a row, this one first.
    """

    slot_id: UUID
    venue_id: UUID
    starts_at: datetime
    minutes: int
    free: int
    fits: bool
    slots: int = 1


@dataclass(frozen=True, kw_only=True)
class FreeDay:
    """A day that offers slots: places left in those that can still be booked, and how many fit."""

    day: date
    free: int
    times: int


class Timetable:
    """Built from committed facts only, in the order of the log; slots themselves never change."""

    def __init__(self) -> None:
        self.position = 0
        self.venues: dict[UUID, Venue] = {}
        self.slots: dict[UUID, SlotStream] = {}
        self.waiting = NOBODY
        self.freed: set[UUID] = set()
        """Slots in which places came free since somebody looked last."""
        self._days: dict[date, list[UUID]] = {}
        self._holding: set[UUID] = set()

    def apply(self, history: Iterable[Recorded[Any]]) -> None:
        waiting: list[Recorded[Any]] = []
        for recorded in history:
            self._apply(recorded)
            self.position = recorded.position
            if isinstance(recorded.fact, WAITING):
                waiting.append(recorded)
        self.waiting = self.waiting.after(waiting)

    def adopt(self, slots: Mapping[UUID, SlotStream], position: int) -> None:
        """Take over slots as a batch left them that is committed up to that position."""
        for slot_id, stream in slots.items():
            self._look_for_free(slot_id, stream)
            self.slots[slot_id] = stream
            self._note(slot_id, None)
        self.position = position

    def expired(self, at: datetime) -> list[tuple[UUID, UUID]]:
        """Slot and party of the holds whose time is over but not yet noted."""
        return [
            (slot_id, party_id)
            for slot_id in self._holding
            for party_id, _ in self.slots[slot_id].state.expired(at)
        ]

    def free_time(
        self, slot_id: UUID, *, at: datetime, party_size: int, policy: Policy
    ) -> FreeTime | None:
        """The slot, closed or not; None if it was never offered."""
        stream = self.slots.get(slot_id)
        if stream is None or (offer := stream.state.offer) is None:
            return None
        free = stream.state.free(at)
        needed = 1 if free >= party_size else self._in_a_row(slot_id, at, party_size, policy)
        return FreeTime(
            slot_id=slot_id,
            venue_id=offer.venue_id,
            starts_at=offer.starts_at,
            minutes=offer.minutes,
            free=free,
            fits=needed > 0 and at <= offer.starts_at - policy.cut_off,
            slots=max(needed, 1),
        )

    def free_times(
        self, day: date, *, at: datetime, party_size: int, policy: Policy
    ) -> list[FreeTime]:
        """The slots of the office's day that can still be booked, full ones too, by start."""
        times = [
            self.free_time(each, at=at, party_size=party_size, policy=policy)
            for each in self._days.get(day, ())
        ]
        still_open = [each for each in times if each and at <= each.starts_at - policy.cut_off]
        return sorted(still_open, key=lambda each: (each.starts_at, each.venue_id))

    def row_from(self, slot_id: UUID, most: int) -> Iterator[tuple[UUID, Slot]]:
        """The slot and those that directly follow it at its venue."""
        return row_from(self.slot, slot_id, most)

    def slot(self, slot_id: UUID) -> Slot | None:
        stream = self.slots.get(slot_id)
        return None if stream is None else stream.state

    def _in_a_row(self, slot_id: UUID, at: datetime, party_size: int, policy: Policy) -> int:
        if party_size == 1:
            return 0
        row = self.row_from(slot_id, policy.slots_in_a_row)
        return slots_needed((slot.free(at) for _, slot in row), party_size)

    def days(self) -> list[date]:
        return sorted(self._days)

    def mark(self, day: date) -> tuple[object, ...]:
        """The same objects again as long as nothing happens to the day."""
        return tuple(map(self.slots.get, self._days.get(day, ())))

    def unsettled_days(self, at: datetime) -> set[date]:
        """Days on which a hold's time is over but not yet noted."""
        offers = (self.slots[slot_id].state.offer for slot_id, _ in self.expired(at))
        return {office_date(each.starts_at) for each in offers if each is not None}

    def _apply(self, recorded: Recorded[Any]) -> None:
        happened, stream_id = recorded.fact, recorded.stream_id
        if isinstance(happened, VenueAnnounced):
            self.venues[stream_id] = _venue(stream_id, happened)
        elif isinstance(happened, _OF_SLOTS):
            stream = self.slots.get(stream_id) or new_slot(stream_id)
            grown = stream.replay((cast("Recorded[SlotFact]", recorded),))
            self._look_for_free(stream_id, grown)
            self.slots[stream_id] = grown
            self._note(stream_id, happened)

    def _look_for_free(self, slot_id: UUID, stream: SlotStream) -> None:
        before = self.slots.get(slot_id)
        if self.waiting.households and (before is None or stream.state.left > before.state.left):
            self.freed.add(slot_id)

    def _note(self, slot_id: UUID, happened: object) -> None:
        if isinstance(happened, SlotOffered):
            self._days.setdefault(office_date(happened.starts_at), []).append(slot_id)
        if self.slots[slot_id].state.held:
            self._holding.add(slot_id)
        else:
            self._holding.discard(slot_id)


def new_slot(slot_id: UUID) -> SlotStream:
    return SlotStream(slot_id, Slot(), evolve_slot)


def _venue(venue_id: UUID, announced: VenueAnnounced) -> Venue:
    return Venue(
        venue_id=venue_id,
        code=announced.code,
        name_ja=announced.name_ja,
        name_en=announced.name_en,
        address_ja=announced.address_ja,
        address_en=announced.address_en,
        phone=announced.phone,
    )
