"""Applying what the office says: facts and table rows of one batch, in one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never
from uuid import UUID

from booking_web.desk.looking import read_notices
from booking_web.desk.places import keep_places
from booking_web.documents.facts import DOCUMENTS, DocumentsPublished
from booking_web.documents.facts import evolve as evolve_documents
from booking_web.exchange.incoming import (
    Body,
    Card,
    Closing,
    Congestion,
    Left,
    OfNotice,
    Places,
    Queued,
    Release,
    Rules,
    Venue,
    Viewed,
    Withdrawal,
    read,
)
from booking_web.exchange.venues import Concerned, announcement, read_concerned
from booking_web.notices import parse_number, register, views
from booking_web.notices.register import RegisteredNotice
from booking_web.queue import congestion, places
from booking_web.refusals import BookingRefusal
from booking_web.timetable import appointments, day, decisions, releases, rule_changes, slot_rules
from booking_web.timetable.books import Books, Entry, SlotStream
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import Fact, OpeningRulesSet, VenueFact, slot_id_of
from booking_web.timetable.notices import appointment_id_of
from booking_web.timetable.openings import until_horizon
from booking_web.timetable.policy import Policy
from booking_web.timetable.slots import Slot, evolve_slot
from booking_web.timetable.venues import VenueRecord, VenueStream
from issuance.calendar import office_date
from issuance.ledger.batches import Batch, BatchRefusedError
from issuance.ledger.facts import Recorded, Stream
from issuance.ledger.postgres import Transaction

_BY = "office"
_Said = list[tuple[UUID, Body]]


class Intake:
    """One batch being applied; the caller holds the log's lock and commits, or gives all up."""

    def __init__(self, tx: Transaction, policy: Policy, at: datetime) -> None:
        self._tx, self._policy, self._at = tx, policy, at
        self._books = Books(slots={}, notices={})
        self._documents: Stream[DocumentsPublished | None, DocumentsPublished] | None = None
        self._venues: dict[UUID, VenueStream] = {}
        self._concerned = Concerned(venues={}, slots={}, booked={}, by_rules={})
        self._recorded: list[Recorded[Fact]] = []

    async def apply(self, batch: Batch) -> None:
        """Apply every item in order.

        Raises:
            BatchRefusedError: an item is not understood, or speaks of what was never announced.
        """
        said = [(item.stream_id, read(item)) for item in batch.items]
        await self._open(said)
        before = self._books
        try:
            for stream_id, body in said:
                await self._hear(stream_id, body)
        except BookingRefusal as refusal:
            raise BatchRefusedError(refusal.code) from refusal
        await self._tx.append(self._recorded)
        await keep_places(self._tx, before, self._books)

    async def _open(self, said: _Said) -> None:
        today, horizon_days = office_date(self._at), self._policy.horizon_days
        concerned = await read_concerned(self._tx, said, today=today, horizon_days=horizon_days)
        self._venues, self._concerned = concerned.venues, concerned
        notice_ids = [each for each, body in said if isinstance(body, OfNotice)]
        notice_ids += [each for booked in concerned.booked.values() for each in booked]
        notices = await read_notices(self._tx, dict.fromkeys(notice_ids))
        booked = [each.state.appointment for each in notices.values()]
        slot_ids = {each.place.slot_id for each in booked if each is not None}
        slots_known: dict[UUID, SlotStream] = await self._tx.read_many(
            list(slot_ids - concerned.slots.keys()), Slot(), evolve_slot
        )
        self._books = Books(slots=slots_known | concerned.slots, notices=notices)

    async def _hear(self, stream_id: UUID, body: Body) -> None:
        match body:
            case Venue():
                self._announce(stream_id, body)
            case Rules():
                self._set_rules(stream_id, body)
            case Places():
                self._offer(stream_id, body)
            case Release():
                await self._release(stream_id, body)
            case Withdrawal():
                await self._withdraw(stream_id, body)
            case Closing():
                self._close(stream_id, body)
            case DocumentsPublished():
                await self._publish(stream_id, body)
            case Card():
                self._tell_status(stream_id, body)
            case Queued(ahead=ahead, called=called, counter=counter, as_of=as_of):
                place = places.QueuePlace(ahead=ahead, called=called, counter=counter, as_of=as_of)
                await places.tell(self._tx, stream_id, place)
            case Left():
                await places.leave(self._tx, stream_id)
            case Congestion():
                await congestion.tell(self._tx, stream_id, _told(body))
            case Viewed(at=at, role=role, section=section, purpose=purpose):
                seen = views.View(at=at, role=role, section=section, purpose=purpose)
                await views.tell(self._tx, stream_id, seen, self._at)
            case _:
                assert_never(body)

    def _announce(self, venue_id: UUID, body: Venue) -> None:
        announced = announcement(body)
        if self._venues[venue_id].state.announced != announced:
            self._say(venue_id, announced)

    def _set_rules(self, venue_id: UUID, body: Rules) -> None:
        """The venue opens by these rules at once; slots in use follow them."""
        if self._announced(venue_id).rules == body.rules:
            return
        self._say(venue_id, OpeningRulesSet(rules=body.rules))
        today, horizon_days = office_date(self._at), self._policy.horizon_days
        openings = until_horizon(venue_id, body.rules, today, horizon_days)
        draft = self._draft()
        for slot_id in dict.fromkeys(self._concerned.by_rules[venue_id]):
            booked = self._concerned.booked[slot_id]
            rule_changes.follow_rules(draft, slot_id, openings.get(slot_id), booked)
        self._enter(draft)

    def _offer(self, venue_id: UUID, body: Places) -> None:
        self._announced(venue_id)
        starts = [each.starts_at for each in body.slots]
        if len(set(starts)) != len(starts) or any(office_date(at) != body.day for at in starts):
            raise BatchRefusedError("unreadable-item")
        draft = self._draft()
        for each in body.slots:
            slot_id = slot_id_of(venue_id, each.starts_at)
            offered = slot_rules.offer_places(
                draft.slot(slot_id),
                venue_id=venue_id,
                starts_at=each.starts_at,
                minutes=each.minutes,
                places=each.places,
            )
            rule_changes.settle(draft, slot_id, offered, self._concerned.booked[slot_id])
        self._enter(draft)

    def _announced(self, venue_id: UUID) -> VenueRecord:
        venue = self._venues[venue_id].state
        if venue.announced is None:
            raise BatchRefusedError("unknown-venue")
        return venue

    def _say(self, venue_id: UUID, said: VenueFact) -> None:
        recorded = self._venues[venue_id].record([said], at=self._at, by=_BY)
        self._venues[venue_id] = self._venues[venue_id].replay(recorded)
        self._recorded.extend(recorded)

    def _draft(self) -> Draft:
        return Draft(self._books, self._at, self._policy, _BY)

    def _enter(self, draft: Draft) -> None:
        self._books = Books(
            slots={**self._books.slots, **draft.slots},
            notices={**self._books.notices, **draft.notices},
        )
        self._recorded.extend(draft.recorded)

    async def _publish(self, stream_id: UUID, body: DocumentsPublished) -> None:
        """The last rules of a batch stand; an edition that is known already is no news."""
        if stream_id != DOCUMENTS:
            raise BatchRefusedError("unreadable-item")
        stream = self._documents or await self._tx.read(DOCUMENTS, None, evolve_documents)
        news = [] if stream.state == body else [body]
        recorded = stream.record(news, at=self._at, by=_BY)
        self._documents = stream.replay(recorded)
        self._recorded.extend(recorded)

    async def _release(self, notice_id: UUID, body: Release) -> None:
        if parse_number(body.number) != body.number or len(body.birthday_check) != 32:
            raise BatchRefusedError("unreadable-item")
        released = releases.release(
            self._books.notice(notice_id),
            round=body.round,
            pickup_deadline=body.pickup_deadline,
            service=body.service,
            same_day=body.same_day,
        )
        self._write((notice_id, fact) for fact in released)
        registered = RegisteredNotice(
            notice_id=notice_id,
            number=body.number,
            birthday_check=body.birthday_check,
            pickup_deadline=body.pickup_deadline,
            round=body.round,
        )
        await register.enter(self._tx, registered)

    async def _withdraw(self, notice_id: UUID, body: Withdrawal) -> None:
        entries = decisions.withdraw_notice(
            self._books, notice_id, reason=body.reason, at=self._at, policy=self._policy
        )
        self._write(entries)
        await register.withdraw(self._tx, notice_id, body.reason)

    def _close(self, notice_id: UUID, body: Closing) -> None:
        notice = self._books.notice(notice_id)
        known = (appointment_id_of(notice_id, number) for number in range(notice.count))
        if body.appointment_id not in known:
            raise BatchRefusedError("unknown-appointment")
        closed = appointments.close(
            notice, appointment_id=body.appointment_id, outcome=body.outcome
        )
        self._write((notice_id, fact) for fact in closed)

    def _tell_status(self, notice_id: UUID, body: Card) -> None:
        told = day.tell_status(
            self._books.notice(notice_id),
            status=body.status,
            since=body.since,
            tracking_number=body.tracking_number,
        )
        self._write((notice_id, fact) for fact in told)

    def _write(self, entries: Iterable[Entry]) -> None:
        self._books, recorded = self._books.write(entries, at=self._at, by=_BY)
        self._recorded.extend(recorded)


def _told(body: Congestion) -> congestion.Told:
    return congestion.Told(
        waiting=body.waiting,
        longest_since=body.longest_since,
        usual_minutes=body.usual_minutes,
        as_of=body.as_of,
    )
