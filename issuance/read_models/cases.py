"""`office.case_overview`: where every case stands, for lists and queues."""

from collections.abc import Callable, Iterable
from typing import Any, Final
from uuid import UUID

from issuance.cases import facts as f
from issuance.ledger.facts import Recorded
from issuance.pins.sheets import sheet_id_of
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.visits.visit import visit_id_of

CASES: Final = Table(name="office.case_overview", key=("case_id",))

_STAGE: dict[type, str] = {
    f.ArrivalUndone: "expected",
    f.RemakeRequested: "expected",
    f.SetupCompleted: "set-up",
    f.CardStored: "stored",
    f.NoticeSent: "notified",
    f.AppointmentNoted: "booked",
    f.AppointmentCancelled: "notified",
    f.NoShowRecorded: "notified",
    f.CheckedIn: "checked-in",
    f.WalkInMissed: "notified",
    f.IdentityVerified: "identity-verified",
    f.DocumentsInsufficient: "notified",
    f.IdentityRefused: "notified",
    f.PinsSealed: "pins-taken",
    f.PinSheetSealed: "pins-taken",
    f.PinSheetReplaced: "awaiting-pins",
    f.PinlessChosen: "pins-taken",
    f.DeliveryChosen: "delivery-chosen",
    f.VisitBrokenOff: "notified",
    f.PinSettingBegun: "setting",
    f.PinsSet: "ready-to-go",
    f.SettingUncertain: "uncertain",
    f.CardUnusable: "void",
    f.HolderAskedAgain: "notified",
    f.EnvelopeSealed: "sealed",
    f.PostingStopped: "ready-to-go",
    f.HandedToPost: "posted",
    f.Delivered: "delivered",
    f.CardHandedOver: "handed-over",
    f.CardLost: "lost",
    f.HolderMovedOut: "void",
    f.HolderDied: "void",
    f.RecordDeleted: "void",
    f.NumberChanged: "void",
    f.DestructionProposed: "unclaimed",
    f.CardDestroyed: "destroyed",
    f.MailLost: "lost",
    f.CardExpired: "void",
}
_UNDONE: dict[f.CounterStep, str] = {
    f.CounterStep.IDENTITY: "checked-in",
    f.CounterStep.PINS: "identity-verified",
    f.CounterStep.DELIVERY: "pins-taken",
    f.CounterStep.DONE: "delivery-chosen",
}
_NO_VISIT: dict[str, object] = {
    "reference": None,
    "party_id": None,
    "visit_id": None,
    "venue_id": None,
    "starts_at": None,
    "minutes": None,
    "late_minutes": None,
}


def changes(recorded: Recorded[Any]) -> Iterable[Change]:
    case_id = recorded.stream_id
    happened: object = recorded.fact
    if isinstance(happened, f.CardExpected):
        yield _expected(recorded, happened)
        return
    columns = _columns(happened)
    if (stage := _STAGE.get(type(happened))) is not None:
        columns |= {"stage": stage, "stage_since": recorded.at}
    if columns:
        yield change(CASES, case_id, **columns)
    match happened:
        case f.VisitFinished():
            yield _since(recorded, "envelope_id", _after_visit)
        case f.VisitBrokenOff() | f.HolderAskedAgain() | f.StepUndone(step=f.CounterStep.PINS):
            yield _as_ordered(case_id)
        case f.CardArrived():
            yield _since(recorded, "stage", lambda stage: _unless_void(stage, "arrived"))
        case f.MailReturned():
            yield _since(recorded, "stage", _after_return)
        case f.DestructionDeferred():
            yield _deferred(recorded)
        case _:
            pass


def _since(recorded: Recorded[Any], column: str, stage_of: Callable[[object], str]) -> Reading:
    """A new stage that follows from what stands in a column."""
    case_id, at = recorded.stream_id, recorded.at

    def then(value: object) -> Iterable[Put]:
        yield change(CASES, case_id, stage=stage_of(value), stage_since=at)

    return Reading(looks=(look(CASES, case_id, column),), then=then)


def _after_visit(envelope_id: object) -> str:
    return "ready-to-go" if envelope_id is None else "awaiting-pins"


def _unless_void(stage: object, then: str) -> str:
    return "void" if stage == "void" else then


def _as_ordered(case_id: UUID) -> Reading:
    """Without PINs or with them, as it was ordered."""

    def then(ordered: object) -> Iterable[Put]:
        yield change(CASES, case_id, pinless=ordered)

    return Reading(looks=(look(CASES, case_id, "pinless_ordered"),), then=then)


def _columns(happened: object) -> dict[str, object]:
    """The columns, besides the stage, that a fact sets."""
    match happened:
        case f.CardStored(shelf=shelf):
            return {"shelf": shelf}
        case f.NoticeSent(round=round_, pickup_deadline=deadline):
            return {"notice_round": round_, "pickup_deadline": deadline}
        case f.AppointmentNoted():
            return _appointment(happened) | {"unreached": False, "asked_again": False}
        case f.LettersUndeliverable() | f.LettersReachable():
            return {"unreached": isinstance(happened, f.LettersUndeliverable)}
        case f.AppointmentMoved(venue_id=venue_id, starts_at=starts_at, minutes=minutes):
            return {
                "venue_id": venue_id,
                "starts_at": starts_at,
                "minutes": minutes,
                "late_minutes": None,
            }
        case f.LateAnnounced(minutes=minutes):
            return {"late_minutes": minutes}
        case (
            f.AppointmentCancelled()
            | f.NoShowRecorded()
            | f.DocumentsInsufficient()
            | f.IdentityRefused()
        ):
            return dict(_NO_VISIT)
        case f.WalkInMissed():
            return dict(_NO_VISIT)
        case f.VisitBrokenOff():
            return _NO_VISIT | {"delivery_mode": None}
        case f.HolderAskedAgain(come_by=day):
            return _NO_VISIT | {
                "delivery_mode": None,
                "pickup_deadline": day,
                "asked_again": True,
            }
        case f.StepUndone(step=step):
            chosen = {"delivery_mode": None} if step is f.CounterStep.DELIVERY else {}
            return {"stage": _UNDONE[step], **chosen}
        case f.PinsSealed() | f.PinSheetSealed():
            return {"envelope_id": happened.envelope_id}
        case f.PinSheetReplaced(new_number=number):
            return {"envelope_id": sheet_id_of(number)}
        case f.PinlessChosen():
            return {"pinless": True}
        case f.PinEnvelopeDestroyed() | f.PinSheetSpent():
            return {"envelope_id": None}
        case f.DeliveryChosen(mode=mode):
            return {"delivery_mode": mode.value}
        case f.EnvelopeSealed(shipment_id=shipment_id, tracking_number=number):
            return {"shipment_id": shipment_id, "tracking_number": number, "return_reason": None}
        case f.MailReturned(reason=reason):
            return {"return_reason": reason.value}
        case f.CardDefective() | f.RemakeRequested():
            return {"defective": isinstance(happened, f.CardDefective)}
        case f.CardMissing():
            return {"missing": True}
        case f.CardFound() | f.CardLost():
            return {"missing": False}
        case _:
            return {}


def _appointment(noted: f.AppointmentNoted) -> dict[str, object]:
    return {
        "reference": noted.reference,
        "party_id": noted.party_id,
        "visit_id": visit_id_of(noted.party_id),
        "venue_id": noted.venue_id,
        "starts_at": noted.starts_at,
        "minutes": noted.minutes,
        "late_minutes": None,
    }


def _expected(recorded: Recorded[Any], card: f.CardExpected) -> Put:
    """A card that is made anew begins anew."""
    return Put(
        table=CASES,
        key=(recorded.stream_id,),
        columns={
            "stage": "expected",
            "stage_since": recorded.at,
            "card_serial": card.card_serial,
            "kind": card.kind.value,
            "box": card.box,
            "shelf": None,
            "pinless": card.pinless,
            "pinless_ordered": card.pinless,
            "under_15": card.under_15,
            "signature_certificate": card.signature_certificate,
            "authentication_certificate": card.authentication_certificate,
        },
    )


def _after_return(stage: object) -> str:
    """What was given up as lost and turns up is void."""
    return "void" if stage in {"void", "lost"} else "returned"


def _deferred(recorded: Recorded[Any]) -> Reading:
    """A card whose destruction was proposed waits again, for the post's reason or none."""
    case_id, at = recorded.stream_id, recorded.at

    def then(stage: object, return_reason: object) -> Iterable[Put]:
        if stage == "unclaimed":
            waits = "notified" if return_reason is None else "returned"
            yield change(CASES, case_id, stage=waits, stage_since=at)

    return Reading(looks=(look(CASES, case_id, "stage", "return_reason"),), then=then)
