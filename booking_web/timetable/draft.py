"""Entries being put together for one command; the books themselves stay as they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import cast
from uuid import UUID

from booking_web.refusals import TooSoonError
from booking_web.timetable import appointments, slot_rules, terms
from booking_web.timetable.books import Books, NoticeStream, SlotStream
from booking_web.timetable.facts import (
    Channel,
    Fact,
    FreedBecause,
    LapsedBecause,
    NoticeFact,
    SlotFact,
)
from booking_web.timetable.notices import Appointment, Notice, Place, Stage
from booking_web.timetable.offers import View, due_to_line
from booking_web.timetable.openings import Opening
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.slots import HeldPlaces, Slot
from booking_web.timetable.waiting_list import LINE, WaitingList
from issuance.calendar import office_date
from issuance.ledger.facts import Recorded


class Draft:
    """The books as they would be with the entries so far; the books themselves stay."""

    def __init__(
        self,
        books: Books,
        at: datetime,
        policy: Policy,
        by: str = "",
        channel: Channel = Channel.WEB,
    ) -> None:
        self._books, self.at, self.policy, self._by = books, at, policy, by
        self.channel = channel
        self.for_line = False
        """Places are taken for who waits: nobody else's turn is looked at."""
        self.entitled = False
        """What is taken was kept for who takes it: no share is kept from them."""
        self.asking: UUID | None = None
        """The household in line that asks, if it is one."""
        self.slots: dict[UUID, SlotStream] = {}
        self.notices: dict[UUID, NoticeStream] = {}
        """All that was looked at, as it stands with the entries so far."""
        self.recorded: list[Recorded[Fact]] = []
        self._line_seen = False
        self._rules_seen: set[UUID] = set()

    @property
    def seen(self) -> AbstractSet[UUID]:
        """Streams that were looked at."""
        streams = self.slots.keys() | self.notices.keys() | self._rules_seen
        return streams | {LINE} if self._line_seen else streams

    def slot(self, slot_id: UUID) -> Slot:
        stream = self.slots.get(slot_id)
        if stream is None:
            stream = self._books.slots.get(slot_id)
            if stream is None:
                return Slot()
            self.slots[slot_id] = stream
        return stream.state

    def offered(self, slot_id: UUID) -> Slot:
        """The slot, as opening rules offer it while it was never used."""
        slot, opening = self.slot(slot_id), self._opening(slot_id)
        return slot if slot.offer or opening is None else opening.unused()

    def notice(self, notice_id: UUID) -> Notice:
        return self._noted(notice_id).state

    def add(self, stream_id: UUID, facts: Iterable[Fact]) -> None:
        for each in facts:
            if stream_id in self._books.notices:
                self._note(stream_id, cast("NoticeFact", each))
            else:
                self._count(stream_id, cast("SlotFact", each))

    def _noted(self, notice_id: UUID) -> NoticeStream:
        stream = self.notices.get(notice_id)
        if stream is None:
            stream = self.notices[notice_id] = self._books.notices[notice_id]
        return stream

    def _note(self, notice_id: UUID, happened: NoticeFact) -> None:
        stream = self._noted(notice_id)
        recorded = stream.next(happened, at=self.at, by=self._by)
        self.notices[notice_id] = stream.after(recorded)
        self.recorded.append(recorded)

    def _count(self, slot_id: UUID, happened: SlotFact) -> None:
        stream = self.slots.get(slot_id) or self._books.slots[slot_id]
        recorded = stream.next(happened, at=self.at, by=self._by)
        self.slots[slot_id] = stream.after(recorded)
        self.recorded.append(recorded)

    def open_place(self, slot_id: UUID, notice_ids: Sequence[UUID]) -> Place:
        """The slot as a place to come to, if these can still book it; a fact from then on."""
        opening = self._opening(slot_id)
        if opening is not None and self.slot(slot_id).offer is None:
            self.add(slot_id, [opening.offered()])
        cut_off = terms.cut_off_of(opening, self.policy)
        offer = slot_rules.require_open(self.slot(slot_id), at=self.at, cut_off=cut_off)
        services = {self.notice(each).service for each in notice_ids}
        terms.require(opening, at=self.at, channel=self.channel, services=services)
        return Place(
            slot_id=slot_id,
            venue_id=offer.venue_id,
            starts_at=offer.starts_at,
            minutes=offer.minutes,
        )

    def require_lead(self, notice_ids: Iterable[UUID], starts_at: datetime) -> None:
        """Raises TooSoonError where a card still has to be fetched from its shelf."""
        if not self.policy.min_lead_days:
            return
        ready = all(self.notice(each).same_day for each in notice_ids)
        if office_date(starts_at) < self.policy.first_day(self.at, same_day=ready):
            raise TooSoonError

    @property
    def waiting(self) -> WaitingList:
        """The line as it stood before this command."""
        self._line_seen = True
        return self._books.waiting

    def view(self) -> View:
        """Slots and rules as the waiting list is told of them; it stands on all it looks at."""
        return View(self._known, self._opening, self.policy)

    def _opening(self, slot_id: UUID) -> Opening | None:
        """What rules say of the slot; a decision stands on the venue's rules from then on."""
        opening = self._books.openings.get(slot_id)
        if opening is not None:
            self._rules_seen.add(opening.venue_id)
        return opening

    def left(self, slot_id: UUID) -> int:
        """Places that this command's channel can have now."""
        return self.slot(slot_id).left - self.reserved(slot_id)

    def reserved(self, slot_id: UUID) -> int:
        """Places of the slot that this command cannot have now: the phone desk's, the line's."""
        if self.entitled:
            return 0
        opening = self._opening(slot_id)
        kept = terms.reserved(opening, self.slot(slot_id), at=self.at, channel=self.channel)
        return kept + self._due_to_line(slot_id)

    def _due_to_line(self, slot_id: UUID) -> int:
        if self.for_line or not self.waiting.households:
            return 0
        return due_to_line(self.waiting, slot_id, self.view(), at=self.at, own=self.asking)

    def _known(self, slot_id: UUID) -> Slot | None:
        """The slot, where it is at hand: of others only rules would be known, not who is there."""
        at_hand = slot_id in self._books.slots
        return self.offered(slot_id) if at_hand else None

    def members_of(self, appointment: Appointment) -> tuple[UUID, ...]:
        """Those of the party who still come; a withdrawn notice has left it."""
        party_id = appointment.party.party_id
        return tuple(
            each
            for each in appointment.party.members
            if (theirs := self.notice(each).appointment) and theirs.party.party_id == party_id
        )

    def lapse_expired(self, slot_id: UUID, notice_ids: Sequence[UUID]) -> None:
        """End the holds whose time is over, of the slot's parties and of these notices."""
        for party_id, held in self.slot(slot_id).expired(self.at):
            self.lapse_hold(slot_id, party_id, held)
        for each in notice_ids:
            mine = self.notice(each).appointment
            if mine and mine.until and mine.until <= self.at:
                self.end_hold(mine, LapsedBecause.TIME_OVER, FreedBecause.LAPSED)

    def lapse_hold(
        self,
        slot_id: UUID,
        party_id: UUID,
        held: HeldPlaces,
        reason: LapsedBecause = LapsedBecause.TIME_OVER,
        freed: FreedBecause = FreedBecause.LAPSED,
    ) -> None:
        """End it with all its places, those in other slots too.

        Where no notice says that it holds them, they were offered to who has an appointment: the
        offer ends, and each slot gives its places back by itself.
        """
        theirs = (self.notice(each).appointment for each in held.members)
        mine = next((each for each in theirs if each and each.party.party_id == party_id), None)
        if mine is not None:
            self.end_hold(mine, reason, freed)
            return
        for each in held.members:
            waiting = self.notice(each).waiting
            if waiting is not None and waiting.entry_id == party_id:
                self.add(each, appointments.miss_offer(self.notice(each), reason))
        self.free(party_id, {slot_id: held.count}, freed)

    def give_up_holds(self, notice_ids: Sequence[UUID]) -> None:
        """End the holds these notices have, each with its whole party."""
        for each in notice_ids:
            mine = self.notice(each).appointment
            if mine and mine.stage is Stage.HELD:
                self.end_hold(mine, LapsedBecause.GIVEN_UP, FreedBecause.GIVEN_UP)

    def end_hold(self, held: Appointment, reason: LapsedBecause, freed: FreedBecause) -> None:
        members = self.members_of(held)
        places = self.places_of(members)
        for each in members:
            self.add(each, appointments.lapse(self.notice(each), reason=reason))
        self.free(held.party.party_id, places, freed)

    def seats_of(self, members: Iterable[UUID]) -> list[Place]:
        """The places of those who have one."""
        found = (self.notice(each).appointment for each in members)
        return [each.place for each in found if each]

    def places_of(self, members: Iterable[UUID]) -> Mapping[UUID, int]:
        """How many places these have, by slot."""
        return Counter(each.slot_id for each in self.seats_of(members))

    def free(self, party_id: UUID, places: Mapping[UUID, int], reason: FreedBecause) -> None:
        for slot_id, count in places.items():
            freed = slot_rules.free_places(
                self.slot(slot_id), party_id=party_id, count=count, reason=reason
            )
            self.add(slot_id, freed)


def outcome_of(appointment: Appointment, done: Done, size: int) -> Outcome:
    return Outcome(
        done=done,
        party_id=appointment.party.party_id,
        party_size=size,
        slot_id=appointment.first_slot_id,
        venue_id=appointment.place.venue_id,
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        until=appointment.until,
    )
