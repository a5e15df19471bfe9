"""Commands decided for a whole party: its notices and the slots concerned, all or nothing."""

from datetime import datetime
from typing import assert_never
from uuid import UUID

from booking_web.timetable import adding, appointments, changing, day, line, offering, taking
from booking_web.timetable.alone import book_alone
from booking_web.timetable.books import Books, Entry
from booking_web.timetable.commands import (
    AddPeople,
    AnnounceLate,
    Arrive,
    Book,
    Cancel,
    Command,
    Confirm,
    Decline,
    Extend,
    Hold,
    Join,
    Lapse,
    Leave,
    Move,
    OfferPlaces,
)
from booking_web.timetable.decided import Decided
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import Channel, FreedBecause, WithdrawnBecause
from booking_web.timetable.outcomes import Outcome
from booking_web.timetable.policy import Policy


def decide(
    books: Books, command: Command, *, at: datetime, policy: Policy, by: str = "resident"
) -> Decided:
    """What the command makes true.

    Raises:
        BookingRefusal: a rule forbids it; nothing changes, not even in part.
    """
    if isinstance(command, Book):
        alone = book_alone(books, command, at=at, policy=policy, by=by)
        if alone is not None:
            return alone
    return decide_together(books, command, at=at, policy=policy, by=by)


def decide_together(
    books: Books, command: Command, *, at: datetime, policy: Policy, by: str = "resident"
) -> Decided:
    """As `decide`, for parties of any size and whatever they have already."""
    channel = (
        command.channel if isinstance(command, Hold | Book | Move | AddPeople) else Channel.WEB
    )
    draft = Draft(books, at, policy, by, channel)
    draft.asking = _household_of(draft, command)
    outcome = _carry_out(draft, command)
    return Decided(
        recorded=draft.recorded,
        slots=draft.slots,
        notices=draft.notices,
        seen=draft.seen,
        outcome=outcome,
    )


def withdraw_notice(
    books: Books, notice_id: UUID, *, reason: WithdrawnBecause, at: datetime, policy: Policy
) -> tuple[Entry, ...]:
    """Close a notice to booking; its own place is freed, the rest of its party still comes."""
    draft = Draft(books, at, policy)
    open_one = draft.notice(notice_id).appointment
    draft.add(notice_id, appointments.withdraw(draft.notice(notice_id), reason=reason))
    if open_one is not None and draft.notice(notice_id).appointment is None:
        left = changing.move_up(draft, open_one)
        draft.free(open_one.party.party_id, {left: 1}, FreedBecause.NOTICE_WITHDRAWN)
    return tuple((each.stream_id, each.fact) for each in draft.recorded)


def _carry_out(draft: Draft, command: Command) -> Outcome:
    match command:
        case Join(notice_ids=notice_ids, wished=wished):
            taking.require_size(draft, notice_ids)
            return line.join(draft, notice_ids, wished)
        case Leave(notice_id=notice_id):
            return line.leave(draft, notice_id)
        case Decline(notice_id=notice_id):
            return line.decline(draft, notice_id)
        case OfferPlaces():
            return offering.offer(draft, command)
        case Hold(notice_ids=notice_ids, slot_id=slot_id):
            return taking.hold(draft, notice_ids, slot_id)
        case Book(notice_ids=notice_ids, slot_id=slot_id, wishes=wishes):
            return taking.book(draft, notice_ids, slot_id, wishes)
        case Extend(notice_id=notice_id):
            return taking.extend(draft, notice_id)
        case Confirm(notice_id=notice_id, wishes=wishes):
            return taking.confirm(draft, notice_id, wishes)
        case Move(notice_id=notice_id, slot_id=slot_id):
            return changing.move(draft, notice_id, slot_id)
        case AddPeople(notice_id=notice_id, notice_ids=notice_ids):
            return adding.add_people(draft, notice_id, notice_ids)
        case Cancel(notice_id=notice_id, reason=reason):
            return changing.cancel(draft, notice_id, reason)
        case Lapse(slot_id=slot_id, party_id=party_id):
            return changing.lapse(draft, slot_id, party_id)
        case Arrive(notice_id=notice_id):
            return day.arrive_together(draft, notice_id)
        case AnnounceLate(notice_id=notice_id, minutes=minutes):
            return day.announce_late_together(draft, notice_id, minutes)
        case _:
            assert_never(command)


def _household_of(draft: Draft, command: Command) -> UUID | None:
    """In which household of the line those wait who ask for places."""
    match command:
        case Hold(notice_ids=(first, *_)) | Book(notice_ids=(first, *_)) | Move(notice_id=first):
            waiting = draft.notice(first).waiting
            return waiting.entry_id if waiting else None
        case _:
            return None
