"""What a notice may do: hold, book, move, cancel; and what the office says of it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from booking_web.refusals import (
    AlreadyBookedError,
    AppointmentStartedError,
    ArrivedAlreadyError,
    ExtendedBeforeError,
    HoldExpiredError,
    NotBookedError,
)
from booking_web.timetable import releases
from booking_web.timetable.commands import Wishes
from booking_web.timetable.facts import (
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentConfirmed,
    AppointmentHeld,
    AppointmentMoved,
    CancelledBecause,
    HoldExtended,
    HoldLapsed,
    LapsedBecause,
    LeftBecause,
    MissedBecause,
    NoticeFact,
    NoticeWithdrawn,
    Span,
    VisitOutcome,
    WaitingLeft,
    WaitingOfferLapsed,
    WithdrawnBecause,
)
from booking_web.timetable.notices import Appointment, Notice, Party, Place, Stage

MOST_OFFERS: Final = 3
"""So many offers missed end the waiting."""


def withdraw(notice: Notice, *, reason: WithdrawnBecause) -> list[NoticeFact]:
    """Close the notice to booking; an open appointment is cancelled with it."""
    releases.require_released(notice)
    if notice.withdrawn is reason:
        return []
    ended = [*_end(notice), *_stop_waiting(notice, LeftBecause.NOTICE_WITHDRAWN)]
    return [*ended, NoticeWithdrawn(reason=reason)]


def hold(
    notice: Notice, *, appointment_id: UUID, party: Party, place: Place, until: datetime
) -> list[NoticeFact]:
    releases.require_bookable(notice, starts_at=place.starts_at)
    if notice.appointment is not None:
        raise AlreadyBookedError
    return [
        AppointmentHeld(
            appointment_id=appointment_id,
            party_id=party.party_id,
            party_size=len(party.members),
            members=party.members,
            slot_id=place.slot_id,
            venue_id=place.venue_id,
            starts_at=place.starts_at,
            minutes=place.minutes,
            until=until,
            span=place.span,
        )
    ]


def extend(notice: Notice, *, at: datetime, until: datetime) -> list[NoticeFact]:
    """Raises HoldExpiredError, or ExtendedBeforeError the second time."""
    held = _live_hold(notice, at)
    if held.extended:
        raise ExtendedBeforeError
    return [HoldExtended(appointment_id=held.appointment_id, until=until)]


def confirm(
    notice: Notice, *, size: int, wishes: Wishes, at: datetime, span: Span | None = None
) -> list[NoticeFact]:
    """The hold becomes the appointment, for *size* people; confirmed before, it adds nothing.

    *span* is the time of those who still come, where they fill several slots.

    Raises:
        HoldExpiredError: there is no hold any more.
    """
    if notice.appointment is not None and notice.appointment.stage is Stage.CONFIRMED:
        return []
    held = _live_hold(notice, at)
    releases.require_bookable(notice, starts_at=held.place.starts_at)
    place = held.place if held.place.span is span else replace(held.place, span=span)
    confirmed = _confirmation(held.appointment_id, held.party, place, size, wishes)
    return [confirmed, *_stop_waiting(notice, LeftBecause.BOOKED)]


def book(
    notice: Notice, *, appointment_id: UUID, party: Party, place: Place, wishes: Wishes
) -> list[NoticeFact]:
    """Book in one step.

    Raises:
        AlreadyBookedError: it has an appointment or a hold.
    """
    releases.require_bookable(notice, starts_at=place.starts_at)
    if notice.appointment is not None:
        raise AlreadyBookedError
    booked = _confirmation(appointment_id, party, place, len(party.members), wishes)
    return [booked, *_stop_waiting(notice, LeftBecause.BOOKED)]


def move(notice: Notice, *, place: Place, at: datetime) -> list[NoticeFact]:
    """Give the appointment another place; the same place adds nothing.

    Who waited for an earlier time waits no longer.
    """
    booked = require_confirmed(notice, at=at)
    releases.require_bookable(notice, starts_at=place.starts_at)
    return [*_moved(booked, place), *_stop_waiting(notice, LeftBecause.BOOKED)]


def move_up(notice: Notice, *, place: Place) -> list[NoticeFact]:
    """Take the place of one who left the party, so that the others still come when they were told.

    Asks nothing: the place is the party's already.
    """
    return [] if notice.appointment is None else _moved(notice.appointment, place)


def cancel(notice: Notice, *, reason: CancelledBecause, at: datetime) -> list[NoticeFact]:
    """Cancel until the start; of a hold, nothing but its end is noted.

    Raises:
        NotBookedError: there is nothing to cancel.
        AppointmentStartedError: the visit's time has come.
    """
    if notice.appointment is not None and notice.appointment.stage is Stage.HELD:
        return lapse(notice, reason=LapsedBecause.GIVEN_UP)
    booked = require_confirmed(notice, at=at)
    cancelled = AppointmentCancelled(
        appointment_id=booked.appointment_id, party_id=booked.party.party_id, reason=reason
    )
    return [cancelled, *_stop_waiting(notice, LeftBecause.RESIDENT)]


def lapse(notice: Notice, *, reason: LapsedBecause) -> list[NoticeFact]:
    """End a hold; where there is none, nothing."""
    held = notice.appointment
    if held is None or held.stage is not Stage.HELD:
        return []
    lapsed = HoldLapsed(
        appointment_id=held.appointment_id, party_id=held.party.party_id, reason=reason
    )
    return [lapsed, *miss_offer(notice, reason)]


def close(notice: Notice, *, appointment_id: UUID, outcome: VisitOutcome) -> list[NoticeFact]:
    """Note how the visit went; what was cancelled or closed meanwhile stays as it is."""
    releases.require_released(notice)
    booked = notice.appointment
    if booked is None or booked.appointment_id != appointment_id or booked.stage is Stage.HELD:
        return []
    return [AppointmentClosed(appointment_id=appointment_id, outcome=outcome)]


def require_confirmed(notice: Notice, *, at: datetime) -> Appointment:
    """The appointment, if it may still be changed."""
    releases.require_released(notice)
    booked = notice.appointment
    if booked is None or booked.stage is not Stage.CONFIRMED:
        raise NotBookedError
    if booked.arrived:
        raise ArrivedAlreadyError
    if booked.starts_at <= at:
        raise AppointmentStartedError
    return booked


def _live_hold(notice: Notice, at: datetime) -> Appointment:
    releases.require_released(notice)
    held = notice.appointment
    if held is None or held.until is None or held.until <= at:
        raise HoldExpiredError
    return held


def _end(notice: Notice) -> list[NoticeFact]:
    booked = notice.appointment
    if booked is None or booked.stage is Stage.HELD:
        return lapse(notice, reason=LapsedBecause.NOTICE_WITHDRAWN)
    reason = CancelledBecause.NOTICE_WITHDRAWN
    return [
        AppointmentCancelled(
            appointment_id=booked.appointment_id, party_id=booked.party.party_id, reason=reason
        )
    ]


def miss_offer(notice: Notice, reason: LapsedBecause) -> list[NoticeFact]:
    """What a hold's end means for the waiting list, if the places were offered to it.

    Who misses offers again and again shall not keep places from the others.
    """
    mine = notice.waiting
    if mine is None or mine.offered is None or reason is LapsedBecause.NOTICE_WITHDRAWN:
        return []
    lapsed = reason is LapsedBecause.TIME_OVER
    because = MissedBecause.TIME_OVER if lapsed else MissedBecause.DECLINED
    missed = WaitingOfferLapsed(entry_id=mine.entry_id, slot_id=mine.offered, reason=because)
    if mine.missed + 1 < MOST_OFFERS:
        return [missed]
    return [missed, *_stop_waiting(notice, LeftBecause.OFFERS_MISSED)]


def _stop_waiting(notice: Notice, reason: LeftBecause) -> list[NoticeFact]:
    if notice.waiting is None:
        return []
    return [WaitingLeft(entry_id=notice.waiting.entry_id, reason=reason)]


def _moved(booked: Appointment, place: Place) -> list[NoticeFact]:
    if booked.place == place:
        return []
    return [
        AppointmentMoved(
            appointment_id=booked.appointment_id,
            party_id=booked.party.party_id,
            slot_id=place.slot_id,
            venue_id=place.venue_id,
            starts_at=place.starts_at,
            minutes=place.minutes,
            span=place.span,
        )
    ]


def _confirmation(
    appointment_id: UUID, party: Party, place: Place, size: int, wishes: Wishes
) -> AppointmentConfirmed:
    return AppointmentConfirmed(
        appointment_id=appointment_id,
        party_id=party.party_id,
        party_size=size,
        members=party.members,
        slot_id=place.slot_id,
        venue_id=place.venue_id,
        starts_at=place.starts_at,
        minutes=place.minutes,
        language=wishes.language,
        needs=wishes.needs,
        span=place.span,
    )
