"""ご案内: whom the office may invite, and what becomes of an invitation."""

from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from issuance.calendar.opening_rules import Service
from issuance.invitations import decisions as d
from issuance.invitations.facts import (
    InvitationArrived,
    InvitationBooked,
    InvitationCancelled,
    InvitationLateAnnounced,
    InvitationMoved,
    InvitationNoShowRecorded,
    InvitationSent,
    InvitationServed,
    InvitationWithdrawn,
)
from issuance.invitations.ids import invitation_id_of, invitation_number
from issuance.invitations.state import Invitation, evolve
from tests.support.given import Specification

JST = timezone(timedelta(hours=9))
TODAY, LAST = date(2026, 11, 24), date(2026, 12, 24)
AT = datetime(2026, 12, 1, 9, tzinfo=JST)
NOTICE, FIRST, SECOND, HALL = (UUID(int=n) for n in (1, 2, 3, 4))
SENT = InvitationSent(notice_id=NOTICE, service=Service.RESET_PIN, last_on=LAST)
BOOKED = InvitationBooked(
    appointment_id=FIRST, venue_id=HALL, starts_at=AT, minutes=15, reference="7H2K9QXM"
)
MOVED = InvitationMoved(
    appointment_id=FIRST, venue_id=HALL, starts_at=AT + timedelta(days=1), minutes=15
)
SERVED = InvitationServed(appointment_id=FIRST)
invitation = Specification(Invitation(), evolve)
ASKED: dict[str, Any] = {
    "notice_id": NOTICE,
    "service": Service.RESET_PIN,
    "last_on": LAST,
    "today": TODAY,
}


def test_is_sent_once():
    invitation.given().when(d.send, **ASKED).then(SENT)
    invitation.given(SENT).when(d.send, **ASKED).then_nothing()


def test_is_sent_again_for_another_day_a_corrected_birthday_or_after_it_was_withdrawn():
    later = InvitationSent(notice_id=NOTICE, service=Service.RESET_PIN, last_on=AT.date())
    invitation.given(SENT).when(d.send, **{**ASKED, "last_on": AT.date()}).then(later)
    invitation.given(SENT).when(d.send, **ASKED, corrected=True).then(SENT)
    invitation.given(SENT, InvitationWithdrawn()).when(d.send, **ASKED).then(SENT)


@pytest.mark.parametrize(
    ("given", "changed", "refusal"),
    [
        ((), {"service": Service.COLLECT}, d.CollectingNeedsCaseError),
        ((), {"last_on": TODAY - timedelta(days=1)}, d.InvitationDayError),
        ((SENT, BOOKED, SERVED), {}, d.InvitationClosedError),
    ],
)
def test_is_not_sent(given, changed, refusal):
    invitation.given(*given).when(d.send, **{**ASKED, **changed}).then_refused(refusal)


def test_a_booking_is_noted_once_and_moves_and_ends():
    invitation.given(SENT).when(d.note_booking, BOOKED).then(BOOKED)
    booked = invitation.given(SENT, BOOKED)
    booked.when(d.note_booking, BOOKED).then_nothing()
    booked.when(d.note_move, MOVED).then(MOVED)
    ended = InvitationCancelled(appointment_id=FIRST, reason="resident")
    booked.when(d.note_cancellation, appointment_id=FIRST, reason="resident").then(ended)
    booked.when(d.note_cancellation, appointment_id=SECOND, reason="resident").then_nothing()


def test_a_booking_that_crossed_the_end_has_no_effect():
    for end in ((InvitationWithdrawn(),), (BOOKED, SERVED)):
        other = InvitationBooked(
            appointment_id=SECOND, venue_id=HALL, starts_at=AT, minutes=15, reference="7H2K9QXM"
        )
        invitation.given(SENT, *end).when(d.note_booking, other).then_nothing()


def test_the_day():
    booked = invitation.given(SENT, BOOKED)
    arrived = InvitationArrived(appointment_id=FIRST)
    booked.when(d.note_arrival, appointment_id=FIRST).then(arrived)
    late = InvitationLateAnnounced(appointment_id=FIRST, minutes=10)
    booked.when(d.note_late, appointment_id=FIRST, minutes=10).then(late)
    booked.when(d.serve, appointment_id=FIRST).then(SERVED)
    booked.when(d.serve, appointment_id=SECOND).then_refused(d.InvitationNotBookedError)
    here = invitation.given(SENT, BOOKED, arrived)
    here.when(d.note_arrival, appointment_id=FIRST).then_nothing()
    until = {"now": AT + timedelta(hours=1), "until": AT + timedelta(minutes=15)}
    here.when(d.record_no_show, appointment_id=FIRST, **until).then_refused(
        d.InvitationAwaitedError
    )


def test_nobody_is_missed_before_they_were_waited_for():
    booked, until = invitation.given(SENT, BOOKED), AT + timedelta(minutes=15)
    missed = InvitationNoShowRecorded(appointment_id=FIRST)
    early = {"now": AT, "until": until}
    booked.when(d.record_no_show, appointment_id=FIRST, **early).then_refused(
        d.InvitationAwaitedError
    )
    booked.when(d.record_no_show, appointment_id=FIRST, now=until, until=until).then(missed)
    assert invitation.given(SENT, BOOKED, missed).state.is_open


def test_one_that_was_never_sent_cannot_be_withdrawn():
    invitation.given().when(d.withdraw).then_refused(d.InvitationClosedError)
    invitation.given(SENT).when(d.withdraw).then(InvitationWithdrawn())
    invitation.given(SENT, InvitationWithdrawn()).when(d.withdraw).then_nothing()


def test_the_same_reference_and_service_have_one_number():
    secret = b"s" * 32
    ids = [
        invitation_id_of(secret, service, reference)
        for service in (Service.RESET_PIN, Service.APPLY)
        for reference in ("A-1", "A-2")
    ]
    assert len(set(ids)) == 4
    assert len({invitation_number(secret, each) for each in ids}) == 4
    assert ids[0] == invitation_id_of(secret, Service.RESET_PIN, "A-1")
