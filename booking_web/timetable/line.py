"""Joining and leaving the waiting list, and whether a household may take what it is offered."""

from datetime import datetime
from uuid import UUID, uuid5

from msgspec.structs import replace

from booking_web.refusals import (
    AlreadyBookedError,
    AlreadyWaitingError,
    NotWaitingError,
    PickupDeadlineError,
)
from booking_web.timetable import appointments
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
from booking_web.timetable.notices import Notice, Place, Stage, Waiting
from booking_web.timetable.outcomes import NOWHERE, Done, Outcome
from booking_web.timetable.waiting_list import Household
from issuance.calendar import is_over, office_date, office_time


def join(draft: Draft, notice_ids: tuple[UUID, ...], wished: Wished) -> Outcome:
    """Put the household at the end of the line; asked again for the same, it adds nothing.

    Raises:
        AlreadyWaitingError: one of them waits otherwise.
        AlreadyBookedError: one of them has an appointment.
        PickupDeadlineError: no day that is wished for lies before every deadline.
    """
    notices = [draft.notice(each) for each in notice_ids]
    wished = _within_deadlines(draft, notices, wished)
    mine = _waiting(draft, notices[0])
    if mine and mine.wished == wished and set(mine.members) == set(notice_ids):
        return _outcome(Done.JOINED, mine)
    _require_free_to_wait(draft, notices)
    entry_id = uuid5(notice_ids[0], f"waiting {notices[0].waits}")
    joined = WaitingJoined(
        entry_id=entry_id,
        members=notice_ids,
        wished=wished,
        same_day=all(each.same_day for each in notices),
        services=tuple(sorted({each.service for each in notices})),
    )
    for each in notice_ids:
        draft.add(each, [joined])
    return _outcome(Done.JOINED, Waiting(entry_id=entry_id, members=notice_ids, wished=wished))


def leave(draft: Draft, notice_id: UUID) -> Outcome:
    """Wait no longer; raises NotWaitingError for who does not wait."""
    mine = draft.notice(notice_id).waiting
    if mine is None:
        raise NotWaitingError
    held = draft.notice(notice_id).appointment
    if mine.offered and held and held.stage is Stage.HELD:
        draft.end_hold(held, LapsedBecause.GIVEN_UP, FreedBecause.GIVEN_UP)
    for each in mine.members:
        draft.add(each, left(draft.notice(each), entry_id=mine.entry_id))
    return _outcome(Done.LEFT, mine)


def left(
    notice: Notice, *, entry_id: UUID, reason: LeftBecause = LeftBecause.RESIDENT
) -> list[WaitingLeft]:
    if notice.waiting is None or notice.waiting.entry_id != entry_id:
        return []
    return [WaitingLeft(entry_id=entry_id, reason=reason)]


def require_free(draft: Draft, household: Household, starts_at: datetime) -> None:
    """Let them be offered places then.

    Raises:
        AlreadyBookedError: one of them has an appointment or a hold.
    """
    for each in household.members:
        appointments.require_bookable(draft.notice(each), starts_at=starts_at)
        if draft.notice(each).appointment is not None:
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


def _within_deadlines(draft: Draft, notices: list[Notice], wished: Wished) -> Wished:
    deadlines = [appointments.require_open(each) for each in notices]
    last_on = min(wished.last_on, *deadlines)
    if is_over(last_on, max(wished.first_on, office_date(draft.at))):
        raise PickupDeadlineError
    return replace(wished, last_on=last_on)


def _require_free_to_wait(draft: Draft, notices: list[Notice]) -> None:
    for each in notices:
        if each.appointment is not None and each.appointment.stage is Stage.CONFIRMED:
            raise AlreadyBookedError
        if _waiting(draft, each) is not None:
            raise AlreadyWaitingError


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
