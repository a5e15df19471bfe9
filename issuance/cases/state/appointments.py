"""A holder who was told of the card, and when they come."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage


def evolve(case: Case, happened: f.AppointmentFact) -> Case:
    match happened:
        case f.NoticeSent():
            return _noticed(case, happened)
        case f.AppointmentNoted():
            booked = replace(case, stage=Stage.BOOKED, appointment=happened)
            return replace(booked, late_minutes=0, unreached=False)
        case f.AppointmentMoved():
            return replace(case, appointment=_moved(case, happened), late_minutes=0)
        case f.LateAnnounced(minutes=minutes):
            return replace(case, late_minutes=minutes)
        case f.AppointmentCancelled() | f.NoShowRecorded():
            return replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
        case f.AppointmentDeclined(appointment_id=appointment_id):
            return replace(case, declined=case.declined | {appointment_id})
        case f.LettersUndeliverable() | f.LettersReachable():
            return replace(case, unreached=isinstance(happened, f.LettersUndeliverable))
        case _:
            assert_never(happened)


def _noticed(case: Case, happened: f.NoticeSent) -> Case:
    return replace(
        case,
        stage=Stage.NOTIFIED,
        notice_id=happened.notice_id,
        notice_round=happened.round,
        first_notice_on=case.first_notice_on or happened.sent_on,
        pickup_deadline=happened.pickup_deadline,
    )


def _moved(case: Case, happened: f.AppointmentMoved) -> f.AppointmentNoted | None:
    if case.appointment is None:
        return None
    return replace(
        case.appointment,
        venue_id=happened.venue_id,
        starts_at=happened.starts_at,
        minutes=happened.minutes,
    )
