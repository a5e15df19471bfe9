"""Commands decided for a whole party: its notices and the slots concerned, all or nothing."""

from collections import Counter
from datetime import datetime
from typing import assert_never
from uuid import UUID

from msgspec.structs import replace

from booking_web.refusals import (
    AlreadyBookedError,
    BookingRefusal,
    NotBookedError,
    PartyTooLargeError,
    SlotUnknownError,
)
from booking_web.timetable import appointments, day, line, slots
from booking_web.timetable.alone import book_alone
from booking_web.timetable.books import Books, Entry
from booking_web.timetable.commands import (
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
    Wishes,
)
from booking_web.timetable.decided import Decided
from booking_web.timetable.draft import Draft, outcome_of
from booking_web.timetable.facts import (
    CancelledBecause,
    Channel,
    FreedBecause,
    LapsedBecause,
    WithdrawnBecause,
)
from booking_web.timetable.notices import Appointment, Party, Stage, appointment_id_of
from booking_web.timetable.offers import first_in_turn, offer_until
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.seats import Seat, find_seats, span_of
from booking_web.timetable.waiting_list import Household


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
    channel = command.channel if isinstance(command, Hold | Book | Move) else Channel.WEB
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
        left = _move_up(draft, open_one)
        draft.free(open_one.party.party_id, {left: 1}, FreedBecause.NOTICE_WITHDRAWN)
    return tuple((each.stream_id, each.fact) for each in draft.recorded)


def _carry_out(draft: Draft, command: Command) -> Outcome:
    match command:
        case Join(notice_ids=notice_ids, wished=wished):
            _require_size(draft, notice_ids)
            return line.join(draft, notice_ids, wished)
        case Leave(notice_id=notice_id):
            return line.leave(draft, notice_id)
        case Decline(notice_id=notice_id):
            return line.decline(draft, notice_id)
        case OfferPlaces():
            return _offer(draft, command)
        case Hold(notice_ids=notice_ids, slot_id=slot_id):
            return _hold(draft, notice_ids, slot_id)
        case Book(notice_ids=notice_ids, slot_id=slot_id, wishes=wishes):
            return _book(draft, notice_ids, slot_id, wishes)
        case Extend(notice_id=notice_id):
            return _extend(draft, notice_id)
        case Confirm(notice_id=notice_id, wishes=wishes):
            return _confirm(draft, notice_id, wishes)
        case Move(notice_id=notice_id, slot_id=slot_id):
            return _move(draft, notice_id, slot_id)
        case Cancel(notice_id=notice_id, reason=reason):
            return _cancel(draft, notice_id, reason)
        case Lapse(slot_id=slot_id, party_id=party_id):
            return _lapse(draft, slot_id, party_id)
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


def _hold(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID) -> Outcome:
    _require_size(draft, notice_ids)
    draft.lapse_expired(slot_id, notice_ids)
    if (mine := _shared(draft, notice_ids, slot_id)) and mine.stage is Stage.HELD:
        return outcome_of(mine, Done.HELD, len(notice_ids))
    draft.give_up_holds(notice_ids)
    seats, party = find_seats(draft, slot_id, notice_ids), _new_party(draft, notice_ids)
    for seat in seats:
        _hold_seat(draft, seat, party, draft.at + draft.policy.hold)
    return _now(draft, notice_ids[0], Done.HELD)


def _hold_seat(draft: Draft, seat: Seat, party: Party, until: datetime) -> None:
    for each in seat.members:
        notice = draft.notice(each)
        held = appointments.hold(
            notice,
            appointment_id=appointment_id_of(each, notice.count),
            party=party,
            place=seat.place,
            until=until,
        )
        draft.add(each, held)
    _hold_places(draft, seat.place.slot_id, party, len(seat.members), until)


def _hold_beside(draft: Draft, seat: Seat, party: Party, until: datetime) -> None:
    """Keep places for who has an appointment and keeps it: only those they do not have by it."""
    slot_id = seat.place.slot_id
    theirs = (draft.notice(each).appointment for each in seat.members)
    new = [each for each in theirs if each is None or each.place.slot_id != slot_id]
    if new:
        _hold_places(draft, slot_id, party, len(new), until)


def _hold_places(draft: Draft, slot_id: UUID, party: Party, count: int, until: datetime) -> None:
    places = slots.hold_places(
        draft.slot(slot_id),
        party_id=party.party_id,
        members=party.members,
        count=count,
        until=until,
        reserved=draft.reserved(slot_id),
        channel=draft.channel,
    )
    draft.add(slot_id, places)


def _book(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID, wishes: Wishes) -> Outcome:
    _require_size(draft, notice_ids)
    draft.lapse_expired(slot_id, notice_ids)
    if _shared(draft, notice_ids, slot_id):
        return _confirm(draft, notice_ids[0], wishes)
    draft.give_up_holds(notice_ids)
    seats, party = find_seats(draft, slot_id, notice_ids), _new_party(draft, notice_ids)
    for seat in seats:
        _take_seat(draft, seat, party, wishes)
    return _now(draft, notice_ids[0], Done.CONFIRMED)


def _take_seat(draft: Draft, seat: Seat, party: Party, wishes: Wishes) -> None:
    for each in seat.members:
        notice = draft.notice(each)
        booked = appointments.book(
            notice,
            appointment_id=appointment_id_of(each, notice.count),
            party=party,
            place=seat.place,
            wishes=wishes,
        )
        draft.add(each, booked)
    _take_places(draft, seat.place.slot_id, party, len(seat.members))


def _take_places(draft: Draft, slot_id: UUID, party: Party, count: int) -> None:
    taken = slots.take_places(
        draft.slot(slot_id),
        party_id=party.party_id,
        members=party.members,
        count=count,
        reserved=draft.reserved(slot_id),
        channel=draft.channel,
    )
    draft.add(slot_id, taken)


def _extend(draft: Draft, notice_id: UUID) -> Outcome:
    held = draft.notice(notice_id).appointment
    until = (held.until if held and held.until else draft.at) + draft.policy.hold
    appointments.extend(draft.notice(notice_id), at=draft.at, until=until)
    held = _require_appointment(draft, notice_id)
    party_id, members = held.party.party_id, draft.members_of(held)
    for each in members:
        draft.add(each, appointments.extend(draft.notice(each), at=draft.at, until=until))
    for slot_id in draft.places_of(members):
        slot = draft.slot(slot_id)
        longer = slots.extend_hold(slot, party_id=party_id, at=draft.at, until=until)
        draft.add(slot_id, longer)
    return _now(draft, notice_id, Done.HELD)


def _confirm(draft: Draft, notice_id: UUID, wishes: Wishes) -> Outcome:
    held = draft.notice(notice_id).appointment
    members = draft.members_of(held) if held else (notice_id,)
    if held is not None and held.stage is Stage.CONFIRMED:
        return outcome_of(held, Done.CONFIRMED, len(members))
    span = span_of(draft.seats_of(members))
    for each in members:
        confirmed = appointments.confirm(
            draft.notice(each), size=len(members), span=span, wishes=wishes, at=draft.at
        )
        draft.add(each, confirmed)
    booked = _require_appointment(draft, notice_id)
    for slot_id in draft.places_of(members):
        kept = slots.keep_places(draft.slot(slot_id), party_id=booked.party.party_id, at=draft.at)
        draft.add(slot_id, kept)
    return _now(draft, notice_id, Done.CONFIRMED)


def _move(draft: Draft, notice_id: UUID, slot_id: UUID) -> Outcome:
    booked = appointments.require_confirmed(draft.notice(notice_id), at=draft.at)
    if booked.first_slot_id == slot_id:
        return _now(draft, notice_id, Done.MOVED)
    _answer_offer(draft, notice_id, slot_id)
    draft.lapse_expired(slot_id, ())
    members, party_id = draft.members_of(booked), booked.party.party_id
    seats, had = find_seats(draft, slot_id, members), Counter(draft.places_of(members))
    has = Counter({each.place.slot_id: len(each.members) for each in seats})
    for new_id, count in (has - had).items():
        _take_places(draft, new_id, booked.party, count)
    for place, each in ((seat.place, each) for seat in seats for each in seat.members):
        draft.add(each, appointments.move(draft.notice(each), place=place, at=draft.at))
    draft.free(party_id, had - has, FreedBecause.MOVED)
    return _now(draft, notice_id, Done.MOVED)


def _answer_offer(draft: Draft, notice_id: UUID, slot_id: UUID) -> None:
    """Who waited for an earlier time takes what is offered, or declines it by moving elsewhere."""
    mine = draft.notice(notice_id).waiting
    if mine is not None and mine.offered == slot_id:
        line.take_offered(draft, mine)
    elif mine is not None:
        line.give_back(draft, notice_id)


def _move_up(draft: Draft, left: Appointment) -> UUID:
    """The slot in which the party gives up the place of one who left it.

    Its last member moves up where that is later: the party still comes when it was told.
    """
    others = [draft.notice(each).appointment for each in draft.members_of(left)]
    last = max((each for each in others if each), key=_when, default=None)
    in_row = last is not None and last.place.starts_at > left.place.starts_at
    if last is None or not in_row or left.stage is Stage.HELD or left.starts_at <= draft.at:
        return left.place.slot_id
    mover = next(each for each in draft.members_of(left) if draft.notice(each).appointment is last)
    draft.add(mover, appointments.move_up(draft.notice(mover), place=left.place))
    return last.place.slot_id


def _cancel(draft: Draft, notice_id: UUID, reason: CancelledBecause) -> Outcome:
    appointments.require_released(draft.notice(notice_id))
    ended = _require_appointment(draft, notice_id)
    members = draft.members_of(ended)
    places = draft.places_of(members)
    if ended.stage is Stage.HELD:
        draft.end_hold(ended, LapsedBecause.GIVEN_UP, FreedBecause.GIVEN_UP)
        return outcome_of(ended, Done.GIVEN_UP, len(members))
    line.give_back(draft, notice_id)
    for each in members:
        cancelled = appointments.cancel(draft.notice(each), reason=reason, at=draft.at)
        draft.add(each, cancelled)
    draft.free(ended.party.party_id, places, FreedBecause.CANCELLED)
    return outcome_of(ended, Done.CANCELLED, len(members))


def _lapse(draft: Draft, slot_id: UUID, party_id: UUID) -> Outcome:
    slot = draft.slot(slot_id)
    if slot.offer is None:
        raise SlotUnknownError
    expired = dict(slot.expired(draft.at)).get(party_id)
    if expired is not None:
        draft.lapse_hold(slot_id, party_id, expired)
    return Outcome(
        done=Done.NOTHING if expired is None else Done.GIVEN_UP,
        party_id=party_id,
        party_size=expired.count if expired else 0,
        slot_id=slot_id,
        venue_id=slot.offer.venue_id,
        starts_at=slot.offer.starts_at,
        minutes=slot.offer.minutes,
    )


def _offer(draft: Draft, command: OfferPlaces) -> Outcome:
    """Hold the places for this household if they are its turn; else nothing, and no refusal."""
    slot_id, at, policy = command.slot_id, draft.at, draft.policy
    view, nothing = draft.view(), _nothing(draft, command)
    draft.lapse_expired(slot_id, ())
    mine = first_in_turn(draft.waiting, slot_id, view, at=at)
    if mine is None or mine.entry_id != command.entry_id:
        return nothing
    seats = _seats_in_line(draft, mine, slot_id)
    if not seats:
        for each in mine.members:
            draft.add(each, [line.passed_over(mine, slot_id)])
        return nothing
    closes_at = view.closes_at(slot_id, slots.require_offer(draft.offered(slot_id)))
    until = offer_until(at, closes_at=closes_at, policy=policy) or at
    party = Party(party_id=mine.entry_id, members=mine.members)
    hold = _hold_seat if mine.earlier_than is None else _hold_beside
    for seat in seats:
        hold(draft, seat, party, until)
    for each in mine.members:
        draft.add(each, [line.offered(mine, seats[0].place, until)])
    return replace(_now(draft, mine.members[0], Done.HELD), done=Done.OFFERED)


def _seats_in_line(draft: Draft, household: Household, slot_id: UUID) -> list[Seat]:
    """Where they would sit; none, if something else than places stands between them and a booking.

    Whatever it is, the next in line and everybody else shall not wait for them.
    """
    draft.for_line = True
    try:
        place = draft.open_place(slot_id, household.members)
        line.require_free(draft, household, place.starts_at)
        return find_seats(draft, slot_id, household.members)
    except BookingRefusal:
        return []


def _nothing(draft: Draft, command: OfferPlaces) -> Outcome:
    offer = slots.require_offer(draft.offered(command.slot_id))
    return Outcome(
        done=Done.NOTHING,
        party_id=command.entry_id,
        party_size=0,
        slot_id=command.slot_id,
        venue_id=offer.venue_id,
        starts_at=offer.starts_at,
        minutes=offer.minutes,
    )


def _require_size(draft: Draft, notice_ids: tuple[UUID, ...]) -> None:
    if len(notice_ids) > draft.policy.largest_party:
        raise PartyTooLargeError


def _shared(draft: Draft, notice_ids: tuple[UUID, ...], slot_id: UUID) -> Appointment | None:
    """What these notices, and nobody else, have together in this slot.

    Raises:
        AlreadyBookedError: one of them is booked otherwise.
    """
    for each in notice_ids:
        appointments.require_released(draft.notice(each))
    mine = draft.notice(notice_ids[0]).appointment
    if mine and mine.first_slot_id == slot_id and set(draft.members_of(mine)) == set(notice_ids):
        return mine
    theirs = [draft.notice(each).appointment for each in notice_ids]
    if any(each and each.stage is Stage.CONFIRMED for each in theirs):
        raise AlreadyBookedError
    return None


def _new_party(draft: Draft, notice_ids: tuple[UUID, ...]) -> Party:
    leader = notice_ids[0]
    party_id = appointment_id_of(leader, draft.notice(leader).count)
    return Party(party_id=party_id, members=notice_ids)


def _require_appointment(draft: Draft, notice_id: UUID) -> Appointment:
    appointment = draft.notice(notice_id).appointment
    if appointment is None:
        raise NotBookedError
    return appointment


def _when(appointment: Appointment) -> datetime:
    return appointment.place.starts_at


def _now(draft: Draft, notice_id: UUID, done: Done) -> Outcome:
    appointment = _require_appointment(draft, notice_id)
    return outcome_of(appointment, done, len(draft.members_of(appointment)))
