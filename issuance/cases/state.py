"""What a case's facts add up to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from issuance.cases import custody_facts as c
from issuance.cases import facts as f
from issuance.cases import mail_facts as m
from issuance.cases import pin_facts as p
from issuance.cases.record_facts import NumberChanged, RecordDeleted, RecordFact
from issuance.identity.doubts import DoubtReason
from issuance.pins.kinds import PinKind, kinds_needed
from issuance.shipments.mail import BarReason, Loss, LossDuty, ReturnReason


class Stage(StrEnum):
    """Where the case stands. VOID still has a card to destroy; the last four are final."""

    UNKNOWN = "unknown"
    EXPECTED = "expected"
    ARRIVED = "arrived"
    SET_UP = "set-up"
    STORED = "stored"
    NOTIFIED = "notified"
    BOOKED = "booked"
    CHECKED_IN = "checked-in"
    IDENTITY_VERIFIED = "identity-verified"
    PINS_TAKEN = "pins-taken"
    DELIVERY_CHOSEN = "delivery-chosen"
    AWAITING_PINS = "awaiting-pins"
    SETTING = "setting"
    UNCERTAIN = "uncertain"
    READY_TO_GO = "ready-to-go"
    SEALED = "sealed"
    POSTED = "posted"
    RETURNED = "returned"
    UNCLAIMED = "unclaimed"
    VOID = "void"
    DELIVERED = "delivered"
    HANDED_OVER = "handed-over"
    DESTROYED = "destroyed"
    LOST = "lost"


class VoidBecause(StrEnum):
    """Why a case is void."""

    MOVED_OUT = "moved-out"
    DIED = "died"
    RECORD_DELETED = "record-deleted"
    NUMBER_CHANGED = "number-changed"
    UNUSABLE = "unusable"
    EXPIRED = "expired"
    LOST_BY_POST = "lost-by-post"
    """It was lost under way, is void since, and came back all the same."""


FINAL = frozenset({Stage.DELIVERED, Stage.HANDED_OVER, Stage.DESTROYED, Stage.LOST})


@dataclass(frozen=True, kw_only=True)
class Case:
    stage: Stage = Stage.UNKNOWN
    card: f.CardExpected | None = None
    arrived: bool = False
    card_in_office: bool = False
    missing: bool = False
    defective: bool = False
    """The card cannot be issued; only J-LIS can make another."""
    former_cards: frozenset[str] = frozenset()
    """Serials of cards that went back to J-LIS."""
    void_because: VoidBecause | None = None
    notice_id: UUID | None = None
    notice_round: int = 0
    first_notice_on: date | None = None
    pickup_deadline: date | None = None
    appointment: f.AppointmentNoted | None = None
    declined: frozenset[UUID] = frozenset()
    late_minutes: int = 0
    """How late the party announced to be."""
    visit_id: UUID | None = None
    doubt: DoubtReason | None = None
    """Since when only a supervisor may decide who this is; of this visit alone."""
    extra_asked: int = 0
    """Documents asked for beyond the rule; of this visit alone."""
    identity: f.IdentityVerified | None = None
    envelope: f.PinsSealed | f.PinSheetSealed | None = None
    """The sealed PINs, or the sheet of paper they are written on."""
    pinless: bool = False
    delivery: f.DeliveryChosen | None = None
    officers: tuple[str, ...] = ()
    openers: frozenset[str] = frozenset()
    begun_envelope: UUID | None = None
    """Whose PINs may be on the card, wholly or in part; None while nobody began to set them."""
    legs: frozenset[str] = frozenset()
    """References an officer has set from the sheet so far."""
    checking: bool = False
    """Two officers wait for the reader to say how an uncertain card stands."""
    checked: p.CardChecked | None = None
    shipment: f.EnvelopeSealed | None = None
    returned_on: date | None = None
    barred: frozenset[BarReason] = frozenset()
    """Why it may not go by post; its holder collects it."""
    accepted_on: date | None = None
    held_until: date | None = None
    """Until when the post office keeps the envelope that nobody was at home for."""
    coming_back: ReturnReason | None = None
    """The post has sent it back, and it is not here yet."""
    loss: Loss | None = None
    duties: frozenset[LossDuty] = frozenset()
    """What the office still owes after a loss."""
    proposed_by: str = ""
    approved: bool = False
    deferred_until: date | None = None
    unreached: bool = False
    """E-mail about the appointment does not arrive."""

    @property
    def pin_kinds(self) -> frozenset[PinKind]:
        """The PINs this card needs; none for a card without PINs."""
        if self.card is None:
            return frozenset()
        return kinds_needed(
            signature_certificate=self.card.signature_certificate,
            authentication_certificate=self.card.authentication_certificate,
            pinless=self.pinless,
        )

    @property
    def card_serial(self) -> str:
        return self.card.card_serial if self.card else ""


def evolve(case: Case, happened: f.CaseFact) -> Case:
    """Assign what happened; the facts of one part of the course a function."""
    match happened:
        case f.CardExpected():
            return replace(case, stage=Stage.EXPECTED, card=happened, pinless=happened.pinless)
        case f.CardArrived():
            stage = Stage.VOID if case.stage is Stage.VOID else Stage.ARRIVED
            return replace(case, stage=stage, arrived=True, card_in_office=True)
        case c.ArrivalUndone() | c.CardDefective() | c.RemakeRequested():
            return _unpacked(case, happened)
        case f.SetupCompleted():
            return replace(case, stage=Stage.SET_UP)
        case f.CardStored():
            return replace(case, stage=Stage.STORED)
        case f.NoticeSent():
            return _noticed(case, happened)
        case (
            f.AppointmentNoted()
            | f.AppointmentMoved()
            | f.AppointmentCancelled()
            | f.AppointmentDeclined()
            | f.LettersUndeliverable()
            | f.LettersReachable()
            | f.LateAnnounced()
            | f.NoShowRecorded()
        ):
            return _booked(case, happened)
        case (
            f.CheckedIn()
            | f.WalkInMissed()
            | f.ExtraDocumentAsked()
            | f.IdentityDoubted()
            | f.IdentityVerified()
            | f.IdentityRefused()
            | f.DocumentsInsufficient()
            | f.PinsSealed()
            | f.PinSheetSealed()
            | f.PinlessChosen()
            | f.DeliveryChosen()
            | f.VisitFinished()
            | f.StepUndone()
            | f.VisitBrokenOff()
        ):
            return _visited(case, happened)
        case (
            f.PinSettingBegun()
            | f.PinsSet()
            | f.SettingUncertain()
            | f.PinEnvelopeDestroyed()
            | f.PinSheetReplaced()
            | f.PinSheetSpent()
        ):
            return _set(case, happened)
        case (
            p.ReferenceSet()
            | p.CardCheckBegun()
            | p.CardChecked()
            | p.CardUnusable()
            | p.HolderAskedAgain()
        ):
            return _in_doubt(case, happened)
        case (
            f.EnvelopeSealed()
            | f.PostingStopped()
            | f.HandedToPost()
            | f.Delivered()
            | f.MailReturned()
            | f.CardHandedOver()
        ):
            return _sent(case, happened)
        case (
            f.CardMissing()
            | f.CardFound()
            | f.CardLost()
            | f.HolderMovedOut()
            | f.HolderDied()
            | RecordDeleted()
            | NumberChanged()
            | f.DestructionProposed()
            | f.CardDestroyed()
        ):
            return _ended(case, happened)
        case (
            m.PostingBarred()
            | m.PostingAllowed()
            | m.MailAccepted()
            | m.MailHeld()
            | m.MailComingBack()
            | m.MailLost()
            | m.LossDutyDone()
            | m.CardExpired()
            | m.DestructionApproved()
            | m.DestructionDeferred()
        ):
            return _under_way(case, happened)
        case _:
            assert_never(happened)


def _unpacked(case: Case, happened: c.CustodyOfCase) -> Case:
    match happened:
        case c.ArrivalUndone():
            return replace(case, stage=Stage.EXPECTED, arrived=False, card_in_office=False)
        case c.CardDefective():
            return replace(case, defective=True)
        case c.RemakeRequested():
            gone = case.former_cards | {case.card_serial}
            return Case(stage=Stage.EXPECTED, former_cards=gone)
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


_Booking = (
    f.AppointmentNoted
    | f.AppointmentMoved
    | f.AppointmentCancelled
    | f.AppointmentDeclined
    | f.LettersUndeliverable
    | f.LettersReachable
    | f.LateAnnounced
    | f.NoShowRecorded
)


def _booked(case: Case, happened: _Booking) -> Case:
    match happened:
        case f.AppointmentNoted():
            booked = replace(case, stage=Stage.BOOKED, appointment=happened)
            return replace(booked, late_minutes=0, unreached=False)
        case f.AppointmentMoved(venue_id=venue_id, starts_at=starts_at, minutes=minutes):
            moved = _moved(case, venue_id, starts_at, minutes)
            return replace(case, appointment=moved, late_minutes=0)
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


def _moved(
    case: Case, venue_id: UUID, starts_at: datetime, minutes: int
) -> f.AppointmentNoted | None:
    if case.appointment is None:
        return None
    return replace(case.appointment, venue_id=venue_id, starts_at=starts_at, minutes=minutes)


_Visit = (
    f.CheckedIn
    | f.WalkInMissed
    | f.ExtraDocumentAsked
    | f.IdentityDoubted
    | f.IdentityVerified
    | f.IdentityRefused
    | f.DocumentsInsufficient
    | f.PinsSealed
    | f.PinSheetSealed
    | f.PinlessChosen
    | f.DeliveryChosen
    | f.VisitFinished
    | f.StepUndone
    | f.VisitBrokenOff
)


def _visited(case: Case, happened: _Visit) -> Case:
    match happened:
        case f.CheckedIn(visit_id=visit_id):
            here = replace(case, stage=Stage.CHECKED_IN, visit_id=visit_id)
            return replace(here, doubt=None, extra_asked=0)
        case f.ExtraDocumentAsked():
            return replace(case, extra_asked=case.extra_asked + 1)
        case f.IdentityDoubted(reason=reason):
            return replace(case, doubt=reason)
        case f.IdentityVerified():
            return replace(case, stage=Stage.IDENTITY_VERIFIED, identity=happened)
        case f.DocumentsInsufficient() | f.IdentityRefused() | f.WalkInMissed():
            return replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
        case f.PinsSealed() | f.PinSheetSealed():
            return replace(case, stage=Stage.PINS_TAKEN, envelope=happened)
        case f.PinlessChosen():
            return replace(case, stage=Stage.PINS_TAKEN, pinless=True)
        case f.DeliveryChosen():
            return replace(case, stage=Stage.DELIVERY_CHOSEN, delivery=happened)
        case f.VisitFinished():
            after = Stage.AWAITING_PINS if case.envelope else Stage.READY_TO_GO
            return replace(case, stage=after)
        case f.StepUndone(step=step):
            return _undone(case, step)
        case f.VisitBrokenOff():
            return _as_before_the_visit(case)
        case _:
            assert_never(happened)


def _undone(case: Case, step: f.CounterStep) -> Case:
    """As if the step had never been; sealed PINs stay until their own fact says they are gone."""
    match step:
        case f.CounterStep.IDENTITY:
            return replace(case, stage=Stage.CHECKED_IN, identity=None)
        case f.CounterStep.PINS:
            return replace(case, stage=Stage.IDENTITY_VERIFIED, pinless=_ordered_pinless(case))
        case f.CounterStep.DELIVERY:
            return replace(case, stage=Stage.PINS_TAKEN, delivery=None)
        case f.CounterStep.DONE:
            return replace(case, stage=Stage.DELIVERY_CHOSEN)
        case _:
            assert_never(step)


def _as_before_the_visit(case: Case) -> Case:
    gone = replace(case, stage=Stage.NOTIFIED, appointment=None, visit_id=None)
    return replace(gone, identity=None, delivery=None, pinless=_ordered_pinless(case))


def _ordered_pinless(case: Case) -> bool:
    return case.card is not None and case.card.pinless


_Setting = (
    f.PinSettingBegun
    | f.PinsSet
    | f.SettingUncertain
    | f.PinEnvelopeDestroyed
    | f.PinSheetReplaced
    | f.PinSheetSpent
)


def _set(case: Case, happened: _Setting) -> Case:
    match happened:
        case f.PinSettingBegun(officers=officers, envelope_id=envelope_id):
            begun = replace(case, stage=Stage.SETTING, begun_envelope=envelope_id)
            return _opened_by(begun, officers)
        case f.PinsSet():
            return replace(case, stage=Stage.READY_TO_GO, checking=False)
        case f.SettingUncertain():
            return replace(case, stage=Stage.UNCERTAIN)
        case f.PinEnvelopeDestroyed() | f.PinSheetSpent():
            return replace(case, envelope=None)
        case f.PinSheetReplaced(new_number=number):
            return _with_another_sheet(case, number)
        case _:
            assert_never(happened)


def _with_another_sheet(case: Case, number: str) -> Case:
    """The setting begins anew, by two officers who open the new one."""
    assert case.envelope is not None
    sheet = f.PinSheetSealed(sheet_number=number, pin_kinds=case.envelope.pin_kinds)
    return replace(case, stage=Stage.AWAITING_PINS, envelope=sheet, legs=frozenset())


def _opened_by(case: Case, officers: tuple[str, str]) -> Case:
    return replace(case, officers=officers, openers=case.openers | set(officers), checking=False)


def _in_doubt(case: Case, happened: p.PinFact) -> Case:
    match happened:
        case p.ReferenceSet(reference=reference):
            return replace(case, legs=case.legs | {reference})
        case p.CardCheckBegun(officers=officers):
            return replace(_opened_by(case, officers), checking=True, checked=None)
        case p.CardChecked():
            return replace(case, checking=False, checked=happened)
        case p.CardUnusable():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.UNUSABLE)
        case p.HolderAskedAgain(come_by=day):
            again = replace(_as_before_the_visit(case), pickup_deadline=day, officers=())
            return replace(again, openers=frozenset(), begun_envelope=None, legs=frozenset())
        case _:
            assert_never(happened)


_Sending = (
    f.EnvelopeSealed
    | f.PostingStopped
    | f.HandedToPost
    | f.Delivered
    | f.MailReturned
    | f.CardHandedOver
)


def _sent(case: Case, happened: _Sending) -> Case:
    match happened:
        case f.EnvelopeSealed():
            again = replace(case, accepted_on=None, held_until=None, coming_back=None)
            return replace(again, stage=Stage.SEALED, shipment=happened, deferred_until=None)
        case f.PostingStopped():
            return replace(case, stage=Stage.READY_TO_GO, shipment=None)
        case f.HandedToPost():
            return replace(case, stage=Stage.POSTED, card_in_office=False)
        case f.Delivered():
            return replace(case, stage=Stage.DELIVERED)
        case f.MailReturned(returned_on=returned_on):
            back = replace(case, card_in_office=True, returned_on=returned_on, held_until=None)
            if case.stage is Stage.LOST:
                return replace(back, stage=Stage.VOID, void_because=VoidBecause.LOST_BY_POST)
            stage = Stage.VOID if case.stage is Stage.VOID else Stage.RETURNED
            return replace(back, stage=stage)
        case f.CardHandedOver():
            return replace(case, stage=Stage.HANDED_OVER, card_in_office=False)
        case _:
            assert_never(happened)


_Ending = (
    f.CardMissing
    | f.CardFound
    | f.CardLost
    | f.HolderMovedOut
    | f.HolderDied
    | RecordFact
    | f.DestructionProposed
    | f.CardDestroyed
)


def _ended(case: Case, happened: _Ending) -> Case:
    match happened:
        case f.CardMissing():
            return replace(case, missing=True)
        case f.CardFound():
            return replace(case, missing=False)
        case f.CardLost():
            return replace(case, stage=Stage.LOST, card_in_office=False, missing=False)
        case f.HolderMovedOut():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.MOVED_OUT)
        case f.HolderDied():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.DIED)
        case RecordDeleted():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.RECORD_DELETED)
        case NumberChanged():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.NUMBER_CHANGED)
        case f.DestructionProposed(proposed_by=proposed_by):
            proposed = replace(case, proposed_by=proposed_by, approved=False)
            return replace(proposed, stage=Stage.UNCLAIMED)
        case f.CardDestroyed():
            return replace(case, stage=Stage.DESTROYED, card_in_office=False)
        case _:
            assert_never(happened)


def _under_way(case: Case, happened: m.MailFact) -> Case:
    match happened:
        case m.PostingBarred(reason=bar):
            return replace(case, barred=case.barred | {bar})
        case m.PostingAllowed(reason=bar):
            return replace(case, barred=case.barred - {bar})
        case m.MailAccepted(accepted_on=accepted_on):
            return replace(case, accepted_on=accepted_on)
        case m.MailHeld(held_until=held_until):
            return replace(case, held_until=held_until)
        case m.MailComingBack(reason=reason):
            return replace(case, coming_back=reason, held_until=None)
        case m.MailLost(loss=loss):
            lost = replace(case, loss=loss, duties=frozenset(LossDuty), held_until=None)
            return replace(lost, stage=Stage.LOST)
        case m.LossDutyDone(duty=duty):
            return replace(case, duties=case.duties - {duty})
        case m.CardExpired():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.EXPIRED)
        case m.DestructionApproved():
            return replace(case, approved=True)
        case m.DestructionDeferred(until=until):
            return replace(case, stage=_waits_again(case), deferred_until=until)
        case _:
            assert_never(happened)


def _waits_again(case: Case) -> Stage:
    """Where a card stood before its destruction was proposed."""
    if case.stage is not Stage.UNCLAIMED:
        return case.stage
    return Stage.RETURNED if case.returned_on is not None else Stage.NOTIFIED
