"""`office.case_overview`: where every case stands, for lists and queues."""

from collections.abc import Callable, Iterable
from typing import Any, Final, assert_never
from uuid import UUID

from issuance.cases import facts as f
from issuance.ledger.facts import Recorded
from issuance.read_models.case_columns import columns_of
from issuance.read_models.tables import Change, Put, Reading, Table, change, look

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
    f.ApplicationWithdrawn: "void",
    f.DestructionProposed: "unclaimed",
    f.CardDestroyed: "destroyed",
    f.MailLost: "lost",
    f.CardExpired: "void",
}


def changes(recorded: Recorded[f.CaseFact]) -> Iterable[Change]:
    happened = recorded.fact
    if isinstance(happened, f.CardExpected):
        yield _expected(recorded, happened)
        return
    columns = columns_of(happened)
    if (stage := _STAGE.get(type(happened))) is not None:
        columns |= {"stage": stage, "stage_since": recorded.at}
    if columns:
        yield change(CASES, recorded.stream_id, **columns)


_Depending = (
    f.VisitFinished
    | f.VisitBrokenOff
    | f.HolderAskedAgain
    | f.StepUndone
    | f.CardArrived
    | f.MailReturned
    | f.DestructionDeferred
)


def depending(recorded: Recorded[_Depending]) -> Iterable[Change]:
    """What follows from what stands in the case's row."""
    happened = recorded.fact
    match happened:
        case f.VisitFinished():
            yield _since(recorded, "envelope_id", _after_visit)
        case f.StepUndone(step=step) if step is not f.CounterStep.PINS:
            pass
        case f.VisitBrokenOff() | f.HolderAskedAgain() | f.StepUndone():
            yield _as_ordered(recorded.stream_id)
        case f.CardArrived():
            yield _since(recorded, "stage", lambda stage: _unless_void(stage, "arrived"))
        case f.MailReturned():
            yield _since(recorded, "stage", _after_return)
        case f.DestructionDeferred():
            yield _deferred(recorded)
        case _:
            assert_never(happened)


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


def _expected(recorded: Recorded[Any], card: f.CardExpected) -> Put:
    """A card that is made anew begins anew."""
    return Put(
        table=CASES,
        key=(recorded.stream_id,),
        columns={
            "stage": "expected",
            "stage_since": recorded.at,
            "card_serial": card.card_serial,
            "old_card_serial": card.old_card_serial,
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
