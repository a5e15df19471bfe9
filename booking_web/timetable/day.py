"""当日: "I am here", "I will be late", and what the office tells of the card afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

from booking_web.refusals import (
    ArrivalTooEarlyError,
    ArrivalTooLateError,
    LateMinutesError,
    NotBookedError,
)
from booking_web.timetable.draft import Draft, outcome_of
from booking_web.timetable.facts import NoticeFact
from booking_web.timetable.facts.day import (
    AppointmentArrived,
    CardStatus,
    CardStatusTold,
    LateAnnounced,
)
from booking_web.timetable.notices import Appointment, Notice, Stage
from booking_web.timetable.outcomes import Done, Outcome
from booking_web.timetable.policy import Policy
from booking_web.timetable.releases import require_released
from issuance.calendar import office_date


def opens_at(booked: Appointment, policy: Policy) -> datetime:
    """From when on the resident may say "I am here"."""
    return booked.starts_at - policy.arrive_before


def no_show_at(booked: Appointment, policy: Policy) -> datetime:
    """Until when the party is waited for; who announced to be late is waited for longer."""
    return booked.starts_at + policy.no_show_after + timedelta(minutes=booked.late_minutes)


def arrive(notice: Notice, *, at: datetime, policy: Policy) -> list[NoticeFact]:
    """The party is here; said again, it adds nothing, however late that is.

    Raises:
        NotBookedError: there is no appointment.
        ArrivalTooEarlyError: not its day, or more than half an hour before.
        ArrivalTooLateError: nobody waits for the party any more.
    """
    booked = _booked(notice)
    if booked.arrived:
        return []
    _require_the_day(booked, at)
    if at < opens_at(booked, policy):
        raise ArrivalTooEarlyError
    if at > no_show_at(booked, policy):
        raise ArrivalTooLateError
    return [
        AppointmentArrived(appointment_id=booked.appointment_id, party_id=booked.party.party_id)
    ]


def announce_late(
    notice: Notice, *, minutes: int, at: datetime, policy: Policy
) -> list[NoticeFact]:
    """The party comes *minutes* after its time; what is said last holds, after arrival nothing.

    Raises:
        NotBookedError: there is no appointment.
        LateMinutesError: fewer or more minutes than the office waits.
        ArrivalTooEarlyError: the appointment is on another day: it can be moved.
        ArrivalTooLateError: nobody waits for the party any more.
    """
    booked = _booked(notice)
    if minutes not in policy.late_choices:
        raise LateMinutesError
    _require_the_day(booked, at)
    if at > no_show_at(booked, policy):
        raise ArrivalTooLateError
    if booked.arrived or booked.late_minutes == minutes:
        return []
    return [
        LateAnnounced(
            appointment_id=booked.appointment_id, party_id=booked.party.party_id, minutes=minutes
        )
    ]


def tell_status(
    notice: Notice, *, status: CardStatus, since: datetime, tracking_number: str
) -> list[NoticeFact]:
    """Note how far the card is; told again, it adds nothing."""
    require_released(notice)
    told = CardStatusTold(status=status, since=since, tracking_number=tracking_number)
    return [] if notice.card == told else [told]


def arrive_together(draft: Draft, notice_id: UUID) -> Outcome:
    """The whole party of this notice is here."""
    booked = _booked(draft.notice(notice_id))
    for each in draft.members_of(booked):
        draft.add(each, arrive(draft.notice(each), at=draft.at, policy=draft.policy))
    return _outcome(draft, notice_id, Done.ARRIVED)


def announce_late_together(draft: Draft, notice_id: UUID, minutes: int) -> Outcome:
    """The whole party of this notice comes later."""
    booked = _booked(draft.notice(notice_id))
    for each in draft.members_of(booked):
        late = announce_late(draft.notice(each), minutes=minutes, at=draft.at, policy=draft.policy)
        draft.add(each, late)
    return _outcome(draft, notice_id, Done.LATE)


def _outcome(draft: Draft, notice_id: UUID, done: Done) -> Outcome:
    booked = _booked(draft.notice(notice_id))
    return outcome_of(booked, done, len(draft.members_of(booked)))


def _booked(notice: Notice) -> Appointment:
    require_released(notice)
    if notice.appointment is None or notice.appointment.stage is not Stage.CONFIRMED:
        raise NotBookedError
    return notice.appointment


def _require_the_day(booked: Appointment, at: datetime) -> None:
    day, today = office_date(booked.starts_at), office_date(at)
    if today < day:
        raise ArrivalTooEarlyError
    if today > day:
        raise ArrivalTooLateError
