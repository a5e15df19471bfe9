"""What else happened at an office, so that none of its tables is empty: facts, story by story."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from issuance.calendar.opening_rules import Service
from issuance.cases import facts as c
from issuance.custody import facts as k
from issuance.custody import findings, place_list, stocktake
from issuance.custody.destruction_list import ListSigned
from issuance.identity.situations import Situation
from issuance.invitations import facts as i
from issuance.ledger.facts import Recorded
from issuance.notices import contact_facts as contact
from issuance.shipments.mail import (
    BarReason,
    DeferralReason,
    Loss,
    LossDuty,
    MailClass,
    ReturnReason,
)
from issuance.shipments.posting_list import ListHandedOver
from issuance.visits import line_facts as line
from issuance.visits.stations import ClerkSignedIn, ClerkSignedOut
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitArrived, VisitCalled, VisitEnded
from tests.support.facts import EXPECTING, OFFICERS, SEALERS

_DAY: Final = date(2026, 11, 24)
_AT: Final = datetime(2026, 11, 24, tzinfo=UTC)
_CASE, _VISIT, _SHIPMENT, _VENUE, _NOTICE, _BOOKED = (UUID(int=n) for n in range(9001, 9007))
_A, _B, _C = "900000000000011", "900000000000012", "900000000000013"
_SHELF, _AWAY = place_list.PlaceKind.SHELF, place_list.PlaceKind.QUARANTINE
_BOX: Final = (
    k.BoxAnnounced(box="B-0002", card_serials=(_A, _B, _C)),
    k.BoxOpened(officers=OFFICERS),
    findings.FindingNoted(card_serial=_A, finding=findings.Finding.NOT_FOUND, listed_in="B-0002"),
    findings.FindingNoted(card_serial=_B, finding=findings.Finding.UNLISTED, listed_in=""),
    findings.FindingSettled(
        card_serial=_A, settlement=findings.Settlement.LIST_CORRECTED, officers=OFFICERS
    ),
    k.CardScanned(card_serial=_B),
    k.CardScanned(card_serial=_C),
    findings.ScanUndone(card_serial=_C),
    k.BoxClosed(count=1),
    findings.BoxDisposed(officers=OFFICERS),
)
_PLACES: Final = (
    place_list.PlaceAdded(code="A-03", kind=_SHELF, positions=10),
    place_list.PlaceAdded(code="Q-01", kind=_AWAY, positions=0),
    place_list.PlaceAdded(code="A-03", kind=_SHELF, positions=20),
    place_list.PlaceRetired(code="Q-01"),
)
_COUNTED: Final = stocktake.CardCounted(
    place="shelf:A-03", card_serial=_A, found=stocktake.Counted.UNEXPECTED, recorded_place=""
)
_STOCKTAKE: Final = (
    stocktake.StocktakeOpened(places=("shelf:A-03",)),
    _COUNTED,
    stocktake.CountUndone(card_serial=_A),
    _COUNTED,
    stocktake.StocktakeClosed(
        counts=(stocktake.PlaceCount(place="shelf:A-03", counted=1, recorded=2),),
        not_found=(_C,),
    ),
    stocktake.StocktakeCorrected(card_serials=(_A,), officers=OFFICERS),
)
_TICKET: Final = TicketIssued(
    venue_id=_VENUE,
    day=_DAY,
    number=1,
    visit_id=_VISIT,
    booked=False,
    service=Service.COLLECT,
)
_PARTY: Final = (
    VisitArrived(),
    VisitCalled(station="S9", clerk="K01"),
    line.StepMeasured(
        case_id=_CASE,
        step=line.MeasuredStep.CALL,
        total_ms=900,
        input_ms=None,
        operation_ms=None,
        understanding_ms=None,
        fields=0,
        keys=None,
    ),
    VisitEnded(station="S9"),
    line.TimeCorrected(
        mark=line.Mark.END,
        real_at=_AT + timedelta(hours=1),
        reason=line.TimeReason.FORGOTTEN,
    ),
)
_CASE_OF: Final = (
    EXPECTING,
    c.CardArrived(box="B-0001"),
    c.NoticeSent(notice_id=_NOTICE, round=1, sent_on=_DAY, pickup_deadline=_DAY),
    c.CheckedIn(visit_id=_VISIT),
    c.DocumentsInsufficient(
        visit_id=_VISIT, situation=Situation.SELF_N, documents=(), missing=("A1+B", "A2")
    ),
    c.EnvelopeSealed(
        shipment_id=_SHIPMENT,
        card_serial_read=EXPECTING.card_serial,
        mail_class=MailClass.SIMPLIFIED_REGISTERED,
        tracking_number="34567890125",
        address_version=1,
        sealers=SEALERS,
    ),
    c.PostingBarred(reason=BarReason.SUSPENDED),
    c.PostingBarred(reason=BarReason.FORWARDING),
    c.PostingAllowed(reason=BarReason.SUSPENDED),
    c.HandedToPost(shipment_id=_SHIPMENT),
    c.MailAccepted(shipment_id=_SHIPMENT, accepted_on=_DAY),
    c.MailHeld(shipment_id=_SHIPMENT, held_until=_DAY),
    c.MailReturned(shipment_id=_SHIPMENT, reason=ReturnReason.MOVED, returned_on=_DAY),
    c.DestructionDeferred(reason=DeferralReason.HOSPITAL, until=_DAY),
    c.DestructionProposed(proposed_by="K01"),
    c.DestructionApproved(approved_by="K02"),
    c.MailLost(shipment_id=_SHIPMENT, loss=Loss.LOST, noted_on=_DAY),
    c.LossDutyDone(duty=LossDuty.SUSPEND_CARD),
)
_CONTACTS: Final = (
    contact.Reminded(case_id=_CASE, round=1),
    contact.Called(case_id=_CASE, outcome=contact.CallOutcome.NO_ANSWER),
    contact.HomeVisited(case_id=_CASE, outcome=contact.HomeVisitOutcome.DECLINES),
    contact.NoticeReturned(
        case_id=_CASE, round=1, reason=contact.NoticeReturnReason.MOVED, returned_on=_DAY
    ),
    contact.AddressChecked(case_id=_CASE, outcome=contact.AddressOutcome.CORRECTED),
)
_INVITATION: Final = (
    i.InvitationSent(notice_id=_NOTICE, service=Service.APPLY, last_on=_DAY),
    i.InvitationBooked(
        appointment_id=_BOOKED,
        venue_id=_VENUE,
        starts_at=_AT,
        minutes=10,
        reference="7H2K9QXM",
        channel="phone",
    ),
    i.InvitationMoved(
        appointment_id=_BOOKED, venue_id=_VENUE, starts_at=_AT + timedelta(days=1), minutes=10
    ),
    i.InvitationCancelled(appointment_id=_BOOKED, reason="own"),
    i.InvitationSent(notice_id=_NOTICE, service=Service.APPLY, last_on=_DAY),
)
_SHEET: Final = (
    k.SheetTaken(sheet_number="S-0001", case_id=_CASE, place="counter"),
    k.SheetMoved(from_place="counter", to_place="pin-desk"),
    k.SheetDestroyed(witnesses=OFFICERS),
)
_STATION: Final = (
    ClerkSignedIn(station="S9", method="pin"),
    ClerkSignedOut(station="S9"),
    ClerkSignedIn(station="S9", method="pin"),
)
_POSTED: Final = (
    ListHandedOver(
        posted_on=_DAY, number=1, shipments=(_SHIPMENT,), registered=1, addressee_only=0
    ),
)
_DESTROYED: Final = (ListSigned(destroyed_on=_DAY, card_serials=(_C,), witnesses=OFFICERS),)
STORIES: Final[dict[UUID, tuple[object, ...]]] = {
    UUID(int=9101): _BOX,
    UUID(int=9102): _PLACES,
    UUID(int=9103): _STOCKTAKE,
    UUID(int=9104): (_TICKET,),
    _VISIT: _PARTY,
    _CASE: _CASE_OF,
    UUID(int=9105): _CONTACTS,
    UUID(int=9106): _INVITATION,
    UUID(int=9107): _SHEET,
    UUID(int=9108): _STATION,
    UUID(int=9109): _POSTED,
    UUID(int=9110): _DESTROYED,
}


def history() -> Iterator[Recorded[object]]:
    """A minute lies between two facts."""
    minute = 0
    for stream_id, facts in STORIES.items():
        for version, happened in enumerate(facts, start=1):
            minute += 1
            at = _AT + timedelta(minutes=minute)
            yield Recorded(
                stream_id=stream_id, version=version, at=at, by="staff:K01", fact=happened
            )
