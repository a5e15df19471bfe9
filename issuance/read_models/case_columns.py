"""The columns of a case's row, besides its stage, that a fact sets."""

from typing import Final, assert_never, cast, get_args

from issuance.cases import facts as f
from issuance.pins.sheets import sheet_id_of
from issuance.visits.visit import visit_id_of

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
_Setting = (
    f.CardStored
    | f.NoticeSent
    | f.AppointmentNoted
    | f.LettersUndeliverable
    | f.LettersReachable
    | f.AppointmentMoved
    | f.LateAnnounced
    | f.AppointmentCancelled
    | f.NoShowRecorded
    | f.DocumentsInsufficient
    | f.IdentityRefused
    | f.WalkInMissed
    | f.VisitBrokenOff
    | f.HolderAskedAgain
    | f.StepUndone
    | f.PinsSealed
    | f.PinSheetSealed
    | f.PinSheetReplaced
    | f.PinlessChosen
    | f.PinEnvelopeDestroyed
    | f.PinSheetSpent
    | f.DeliveryChosen
    | f.EnvelopeSealed
    | f.MailReturned
    | f.CardDefective
    | f.RemakeRequested
    | f.CardMissing
    | f.CardFound
    | f.CardLost
)
_SETTING: Final = frozenset(get_args(_Setting))


def columns_of(happened: f.CaseFact) -> dict[str, object]:
    """By name; nothing for most facts."""
    # Most of a log's facts are found here at once; a match would try every case.
    return _set_by(cast("_Setting", happened)) if type(happened) in _SETTING else {}


def _set_by(happened: _Setting) -> dict[str, object]:
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
            | f.WalkInMissed()
        ):
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
            assert_never(happened)


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
