"""Joining and leaving the waiting list, and whether a household may take what it is offered."""

from datetime import datetime
from uuid import UUID, uuid5

from msgspec.structs import replace

from booking_web.refusals import (
    AlreadyBookedError,
    AlreadyWaitingError,
    HoldExpiredError,
    NotWaitingError,
    PickupDeadlineError,
)
from booking_web.timetable import appointments, releases
from booking_web.timetable.draft import Draft
from booking_web.timetable.facts import (
    FreedBecause,
    LapsedBecause,
    LeftBecause,
    MissedBecause,
    WaitingJoined,
    WaitingLeft,
    WaitingOffered,
    WaitingOfferLapsed,
    Wished,
)
from booking_web.timetable.notices import Appointment, Notice, Place, Stage, Waiting
from booking_web.timetable.outcomes import NOWHERE, Done, Outcome
from booking_web.timetable.rows import row_from
from booking_web.timetable.waiting_list import Household
from issuance.calendar import is_over, office_date, office_time


def join(draft: Draft, notice_ids: tuple[UUID, ...], wished: Wished) -> Outcome:
    """Put the household at the end of the line; asked again for the same, it adds nothing.

    A whole party that has an appointment waits for an earlier one.

    Raises:
        AlreadyWaitingError: one of them waits otherwise.
        AlreadyBookedError: one of them has an appointment that is not this household's.
        PickupDeadlineError: no day that is wished for lies before every deadline.
    """
    notices = [draft.notice(each) for each in notice_ids]
    booked = _appointment_of(draft, notice_ids)
    wished = _within_deadlines(draft, notices, wished, booked)
    mine = _waiting(draft, notices[0])
    if mine and mine.wished == wished and set(mine.members) == set(notice_ids):
        return _outcome(Done.JOINED, mine)
    if any(_waiting(draft, each) for each in notices):
        raise AlreadyWaitingError
    entry_id = uuid5(notice_ids[0], f"waiting {notices[0].waits}")
    joined = WaitingJoined(
        entry_id=entry_id,
        members=notice_ids,
        wished=wished,
        same_day=all(each.same_day for each in notices),
        services=tuple(sorted({each.service for each in notices})),
        earlier_than=booked.starts_at if booked else None,
    )
    for each in notice_ids:
        draft.add(each, [joined])
    return _outcome(Done.JOINED, Waiting(entry_id=entry_id, members=notice_ids, wished=wished))


def leave(draft: Draft, notice_id: UUID) -> Outcome:
    """Wait no longer; raises NotWaitingError for who does not wait."""
    mine = draft.notice(notice_id).waiting
    if mine is None:
        raise NotWaitingError
    give_back(draft, notice_id)
    for each in mine.members:
        draft.add(each, left(draft.notice(each), entry_id=mine.entry_id))
    return _outcome(Done.LEFT, mine)


def decline(draft: Draft, notice_id: UUID) -> Outcome:
    """Give back what is offered; raises NotWaitingError where nothing is."""
    mine = draft.notice(notice_id).waiting
    if mine is None or mine.offered is None:
        raise NotWaitingError
    give_back(draft, notice_id)
    return _outcome(Done.GIVEN_UP, mine)


def give_back(draft: Draft, notice_id: UUID) -> None:
    """End the offer this notice's household has, if it has one."""
    mine, held = draft.notice(notice_id).waiting, draft.notice(notice_id).appointment
    if mine is None or mine.offered is None:
        return
    if held and held.stage is Stage.HELD:
        draft.end_hold(held, LapsedBecause.GIVEN_UP, FreedBecause.GIVEN_UP)
        return
    for each in mine.members:
        draft.add(each, appointments.miss_offer(draft.notice(each), LapsedBecause.GIVEN_UP))
    draft.free(mine.entry_id, held_for(draft, mine), FreedBecause.GIVEN_UP)


def held_for(draft: Draft, mine: Waiting) -> dict[UUID, int]:
    """The places of an offer to who has an appointment, by slot."""
    if mine.offered is None:
        return {}
    row = row_from(draft.offered, mine.offered, draft.policy.slots_in_a_row)
    return {
        slot_id: slot.held[mine.entry_id].count
        for slot_id, slot in row
        if mine.entry_id in slot.held
    }


def take_offered(draft: Draft, mine: Waiting) -> None:
    """Let go of the places held for the household: its appointment moves there in this decision.

    Raises:
        HoldExpiredError: the time to answer is over.
    """
    if mine.until is None or mine.until <= draft.at:
        raise HoldExpiredError
    draft.entitled = True
    draft.free(mine.entry_id, held_for(draft, mine), FreedBecause.MOVED)


def left(
    notice: Notice, *, entry_id: UUID, reason: LeftBecause = LeftBecause.RESIDENT
) -> list[WaitingLeft]:
    if notice.waiting is None or notice.waiting.entry_id != entry_id:
        return []
    return [WaitingLeft(entry_id=entry_id, reason=reason)]


def require_free(draft: Draft, household: Household, starts_at: datetime) -> None:
    """Let them be offered places then.

    Raises:
        AlreadyBookedError: one of them has an appointment or a hold, and not a later one that the
            household would move.
    """
    for each in household.members:
        notice = draft.notice(each)
        releases.require_bookable(notice, starts_at=starts_at)
        if household.earlier_than is not None:
            booked = appointments.require_confirmed(notice, at=draft.at)
            free = booked.starts_at > starts_at
        else:
            free = notice.appointment is None
        if not free:
            raise AlreadyBookedError


def offered(household: Household, place: Place, until: datetime) -> WaitingOffered:
    return WaitingOffered(
        entry_id=household.entry_id,
        slot_id=place.slot_id,
        venue_id=place.venue_id,
        starts_at=place.starts_at,
        minutes=place.minutes,
        until=until,
        party_size=household.size,
    )


def passed_over(household: Household, slot_id: UUID) -> WaitingOfferLapsed:
    """They cannot take it now, and the next in line shall not wait for them."""
    return WaitingOfferLapsed(
        entry_id=household.entry_id, slot_id=slot_id, reason=MissedBecause.NOT_POSSIBLE
    )


def _within_deadlines(
    draft: Draft, notices: list[Notice], wished: Wished, booked: Appointment | None
) -> Wished:
    last_days = [releases.require_open(each) for each in notices]
    last_days += [office_date(booked.starts_at)] if booked else []
    last_on = min(wished.last_on, *last_days)
    if is_over(last_on, max(wished.first_on, office_date(draft.at))):
        raise PickupDeadlineError
    return replace(wished, last_on=last_on)


def _appointment_of(draft: Draft, notice_ids: tuple[UUID, ...]) -> Appointment | None:
    """What these, and nobody else, have together; None where none of them has an appointment."""
    booked = [
        theirs
        for each in notice_ids
        if (theirs := draft.notice(each).appointment) and theirs.stage is Stage.CONFIRMED
    ]
    if not booked:
        return None
    if set(draft.members_of(booked[0])) != set(notice_ids):
        raise AlreadyBookedError
    return appointments.require_confirmed(draft.notice(notice_ids[0]), at=draft.at)


def _waiting(draft: Draft, notice: Notice) -> Waiting | None:
    """Its place in line; one whose last day is over counts no more."""
    mine = notice.waiting
    return None if mine is None or is_over(mine.wished.last_on, office_date(draft.at)) else mine


def _outcome(done: Done, waiting: Waiting) -> Outcome:
    return Outcome(
        done=done,
        party_id=waiting.entry_id,
        party_size=len(waiting.members),
        slot_id=NOWHERE,
        venue_id=NOWHERE,
        starts_at=office_time(waiting.wished.last_on, 24),
        minutes=0,
    )
