"""The timetable: venues and slots as the facts read so far leave them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from booking_web.timetable.books import SlotStream
from booking_web.timetable.facts import (
    OpeningRulesSet,
    PlacesFreed,
    PlacesHeld,
    PlacesKept,
    PlacesOffered,
    PlacesTaken,
    SlotFact,
    SlotOffered,
    SlotWithdrawn,
    VenueAnnounced,
)
from booking_web.timetable.free_times import FreeTime, Wanted, in_order
from booking_web.timetable.marks import DayMark
from booking_web.timetable.openings import HORIZON_DAYS, Openings
from booking_web.timetable.policy import Policy
from booking_web.timetable.rows import row_from, slots_needed
from booking_web.timetable.slots import Offer, Slot, evolve_slot
from booking_web.timetable.terms import Asked
from booking_web.timetable.venues import Venue, venue_of
from booking_web.timetable.waiting_list import NOBODY, WAITING
from issuance.calendar import office_date
from issuance.ledger.facts import Recorded, form_of

_OF_SLOTS = (
    SlotOffered,
    PlacesOffered,
    SlotWithdrawn,
    PlacesHeld,
    PlacesKept,
    PlacesTaken,
    PlacesFreed,
)
OTHERS = [form_of(each).topic for each in (VenueAnnounced, OpeningRulesSet, *WAITING)]
"""The stored names of facts of the timetable that are not of slots."""
CONCERNED = [*OTHERS, *(form_of(each).topic for each in _OF_SLOTS)]
"""The stored names of the facts that make up the timetable; others change nothing in it."""


class Timetable:
    """Built from committed facts only, in the order of the log; slots themselves never change."""

    def __init__(self, horizon_days: int = HORIZON_DAYS) -> None:
        self.position = 0
        self.venues: dict[UUID, Venue] = {}
        self.slots: dict[UUID, SlotStream] = {}
        self.waiting = NOBODY
        self.freed: set[UUID] = set()
        """Slots in which places came free since somebody looked last."""
        self.openings = Openings(horizon_days)
        self._days: dict[date, dict[UUID, None]] = {}
        self._dated: set[UUID] = set()
        self._holding: set[UUID] = set()

    def apply(self, history: Iterable[Recorded[Any]]) -> None:
        waiting: list[Recorded[Any]] = []
        for recorded in history:
            self._apply(recorded)
            self.position = recorded.position
            if isinstance(recorded.fact, WAITING):
                waiting.append(recorded)
        self.waiting = self.waiting.after(waiting)

    def roll(self, at: datetime) -> None:
        """Let opening rules offer the days from that moment's day on."""
        self.openings.roll(at)

    def stream(self, slot_id: UUID) -> SlotStream | None:
        """The slot's facts, none yet where only rules offer it; None: nobody offers it."""
        known = self.slots.get(slot_id)
        return new_slot(slot_id) if known is None and slot_id in self.openings.offers else known

    def adopt(self, slots: Mapping[UUID, SlotStream], position: int) -> None:
        """Take over slots as a batch left them that is committed up to that position."""
        for slot_id, stream in slots.items():
            self._look_for_free(slot_id, stream)
            self.slots[slot_id] = stream
            self._note(slot_id)
        self.position = position

    def stand(self, slots: Iterable[SlotStream], position: int) -> None:
        """Take over all slots as they stood at that position, after all facts of other kinds."""
        for stream in slots:
            self.slots[stream.id] = stream
            self._note(stream.id)
        if self.waiting.households:
            self.freed.update(self.slots)
        self.position = position

    def expired(self, at: datetime) -> list[tuple[UUID, UUID]]:
        """Slot and party of the holds whose time is over but not yet noted."""
        return [
            (slot_id, party_id)
            for slot_id in self._holding
            for party_id, _ in self.slots[slot_id].state.expired(at)
        ]

    def free_time(
        self, slot_id: UUID, *, at: datetime, wanted: Wanted, policy: Policy
    ) -> FreeTime | None:
        """The slot, closed or not; None if nobody ever offered it."""
        slot = self.slot(slot_id)
        if slot is None or (offer := slot.offer) is None:
            return None
        asked = Asked(at=at, channel=wanted.channel, services=wanted.services, policy=policy)
        opening = self.openings.offers.get(slot_id)
        is_open, free = asked.can_book(opening, slot), asked.free(opening, slot)
        needed = 1 if free >= wanted.size else self._in_a_row(slot_id, asked, wanted.size)
        return FreeTime(
            slot_id=slot_id,
            venue_id=offer.venue_id,
            starts_at=offer.starts_at,
            minutes=offer.minutes,
            free=free,
            fits=is_open and needed > 0,
            slots=max(needed, 1),
            shown=is_open,
        )

    def free_times(
        self, day: date, *, at: datetime, wanted: Wanted, policy: Policy
    ) -> list[FreeTime]:
        """The slots of the office's day that can still be booked, full ones too, by start."""
        return in_order(
            self.free_time(each, at=at, wanted=wanted, policy=policy) for each in self._on(day)
        )

    def _on(self, day: date) -> Iterable[UUID]:
        """The day's slots: those the office offered itself, and those of opening rules."""
        return dict.fromkeys([*self._days.get(day, ()), *self.openings.on(day)])

    def row_from(self, slot_id: UUID, most: int) -> Iterator[tuple[UUID, Slot]]:
        """The slot and those that directly follow it at its venue."""
        return row_from(self.slot, slot_id, most)

    def slot(self, slot_id: UUID) -> Slot | None:
        """The slot, as rules offer it where it was never used."""
        stream, opening = self.slots.get(slot_id), self.openings.offers.get(slot_id)
        if stream is None:
            return None if opening is None else opening.unused()
        return stream.state

    def _in_a_row(self, slot_id: UUID, asked: Asked, party_size: int) -> int:
        if party_size == 1:
            return 0
        row = self.row_from(slot_id, asked.policy.slots_in_a_row)
        offers = self.openings.offers
        free = (
            asked.free(offers.get(each), slot) if asked.can_book(offers.get(each), slot) else 0
            for each, slot in row
        )
        return slots_needed(free, party_size)

    def days(self) -> list[date]:
        return sorted(self._days.keys() | self.openings.days())

    def mark(self, day: date, at: datetime) -> DayMark:
        ids = self._on(day)
        openings = map(self.openings.offers.get, ids)
        return DayMark(
            slots={each: self.slots.get(each) for each in ids},
            terms=(*openings, self.openings.last_turn(day, at)),
        )

    def unsettled_days(self, at: datetime) -> set[date]:
        """Days on which a hold's time is over but not yet noted."""
        offers = (self.slots[slot_id].state.offer for slot_id, _ in self.expired(at))
        return {office_date(each.starts_at) for each in offers if each is not None}

    def _apply(self, recorded: Recorded[Any]) -> None:
        happened, stream_id = recorded.fact, recorded.stream_id
        if isinstance(happened, VenueAnnounced):
            self.venues[stream_id] = venue_of(stream_id, happened)
        elif isinstance(happened, OpeningRulesSet):
            self.openings.set_rules(stream_id, happened.rules)
            if self.waiting.households:
                self.freed.update(self.openings.of(stream_id))
        elif isinstance(happened, _OF_SLOTS):
            stream = self.slots.get(stream_id) or new_slot(stream_id)
            grown = stream.replay((cast("Recorded[SlotFact]", recorded),))
            self._look_for_free(stream_id, grown)
            self.slots[stream_id] = grown
            self._note(stream_id)

    def _look_for_free(self, slot_id: UUID, stream: SlotStream) -> None:
        before = self.slots.get(slot_id)
        if self.waiting.households and (before is None or stream.state.left > before.state.left):
            self.freed.add(slot_id)

    def _note(self, slot_id: UUID) -> None:
        slot = self.slots[slot_id].state
        if slot.offer is not None and not slot.from_rules:
            self._by_word(slot_id, slot.offer)
        if slot.held:
            self._holding.add(slot_id)
        else:
            self._holding.discard(slot_id)

    def _by_word(self, slot_id: UUID, offer: Offer) -> None:
        """The office offers it by its own word, and so without opening rules too."""
        if slot_id not in self._dated:
            self._dated.add(slot_id)
            self._days.setdefault(office_date(offer.starts_at), {})[slot_id] = None


def new_slot(slot_id: UUID) -> SlotStream:
    return SlotStream(slot_id, Slot(), evolve_slot)
