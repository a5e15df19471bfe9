"""来庁予約: what the residents' bookings do to a case."""

from datetime import datetime, timedelta
from uuid import UUID

from issuance.cases.facts import (
    AppointmentCancelled,
    AppointmentDeclined,
    AppointmentMoved,
    AppointmentNoted,
    LateAnnounced,
    LettersReachable,
    LettersUndeliverable,
    NoShowRecorded,
)
from issuance.cases.refusals import OtherAppointmentError, StillAwaitedError, WrongStageError
from issuance.cases.requirements import require
from issuance.cases.state import Case, Stage


def note_appointment(
    case: Case, booked: AppointmentNoted
) -> list[AppointmentNoted] | list[AppointmentDeclined]:
    """Take in a confirmed booking. What can no longer be visited is declined, never lost."""
    if case.appointment is not None and case.appointment.appointment_id == booked.appointment_id:
        return []
    if booked.appointment_id in case.declined:
        return []
    if case.stage is Stage.NOTIFIED:
        return [booked]
    return [AppointmentDeclined(appointment_id=booked.appointment_id, reason=case.stage.value)]


def move_appointment(case: Case, moved: AppointmentMoved) -> list[AppointmentMoved]:
    held = case.appointment
    if held is None or held.appointment_id != moved.appointment_id:
        raise OtherAppointmentError
    if (held.venue_id, held.starts_at) == (moved.venue_id, moved.starts_at):
        return []
    require(case, Stage.BOOKED)
    return [moved]


def cancel_appointment(
    case: Case, *, appointment_id: UUID, reason: str
) -> list[AppointmentCancelled]:
    """Note a cancellation; one that is no longer held needs nothing."""
    held = case.appointment
    if held is None or held.appointment_id != appointment_id or case.stage is not Stage.BOOKED:
        return []
    return [AppointmentCancelled(appointment_id=appointment_id, reason=reason)]


def note_undeliverable(case: Case) -> list[LettersUndeliverable]:
    """E-mail does not reach the holder; said of a booking that still stands, and once."""
    if case.stage is not Stage.BOOKED or case.unreached:
        return []
    return [LettersUndeliverable()]


def note_reachable(case: Case) -> list[LettersReachable]:
    return [LettersReachable()] if case.unreached else []


def announce_late(case: Case, *, appointment_id: UUID, minutes: int) -> list[LateAnnounced]:
    """Note how late the party comes; of an appointment that is no longer held, nothing."""
    held = case.appointment
    if held is None or held.appointment_id != appointment_id or case.stage is not Stage.BOOKED:
        return []
    if case.late_minutes == minutes:
        return []
    return [LateAnnounced(appointment_id=appointment_id, minutes=minutes)]


def awaited_until(starts_at: datetime, late_minutes: int, *, grace: timedelta) -> datetime:
    """How long the office waits for a party: its grace, and as late as it announced to be."""
    return starts_at + grace + timedelta(minutes=late_minutes)


def record_no_show(case: Case, *, now: datetime, until: datetime) -> list[NoShowRecorded]:
    """Nobody came *until* then, as long as the office waits; the holder may book again."""
    held = case.appointment
    if held is None:
        raise WrongStageError(case.stage, (Stage.BOOKED,))
    require(case, Stage.BOOKED, Stage.CHECKED_IN)
    if now < until:
        raise StillAwaitedError(until)
    return [NoShowRecorded(appointment_id=held.appointment_id)]
