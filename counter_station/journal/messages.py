"""Facts as the office's station API wants to hear them."""

from base64 import b64encode
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID, uuid5

from msgspec import to_builtins

from counter_station.journal.line_messages import line_content
from counter_station.visit.facts import (
    CallWithdrawn,
    DeliveryChosen,
    DocumentsInsufficient,
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityRefused,
    IdentityVerified,
    PartyArrived,
    PartyCalled,
    PartyDidNotCome,
    PinlessChosen,
    PinSheetSealed,
    PinsSealed,
    VisitCalledOff,
    VisitFact,
    VisitFinished,
    VisitOpened,
)
from counter_station.visit.line_facts import LineFact
from counter_station.visit.state import PersonFact
from counter_station.visit.station_facts import (
    ClerkSignedIn,
    ClerkSignedOut,
    ClockMeasured,
    ReadersNoted,
    SignInLocked,
    StationFact,
)
from counter_station.visit.taken_over import PersonTakenOver, TimeTakenOver
from issuance.identity.shown import DocumentSeen
from issuance.ledger.facts import Json, Recorded

JournalFact = VisitFact | StationFact


@dataclass(frozen=True, kw_only=True)
class Message:
    """One event for the office. `key` follows from the fact's place: sent twice, it is the same.

    The place is one in this journal: another counter counts the same visit's facts from 1 as well.
    """

    visit_id: UUID
    key: UUID
    staff_id: str
    body: dict[str, Json]
    of_station: bool = False
    """It tells of the station itself, not of a visit."""

    @property
    def path(self) -> str:
        """Where the office wants to hear it."""
        return "/api/station/events" if self.of_station else f"{self.visit_path}/events"

    @property
    def visit_path(self) -> str:
        return f"/api/station/visits/{self.visit_id}"


def message_of(
    recorded: Recorded[JournalFact], sealed: bytes | None, journal_id: UUID
) -> Message | None:
    """The message for a fact, None for one that concerns only this counter.

    Args:
        recorded: the fact and where it stands.
        sealed: the sealed PINs, for the fact that tells of them.
        journal_id: the journal it stands in.
    """
    content = _content(recorded.fact, sealed)
    if content is None:
        return None
    return Message(
        visit_id=recorded.stream_id,
        key=uuid5(journal_id, f"{recorded.stream_id}:{recorded.version}"),
        staff_id=recorded.by.removeprefix("staff:"),
        body={"at": recorded.at.isoformat(), **content},
        of_station=isinstance(recorded.fact, StationFact),
    )


def concerns_office(recorded: Recorded[JournalFact]) -> bool:
    """Whether the office is told of it at all."""
    return _content(recorded.fact, None) is not None


def _content(happened: JournalFact, sealed: bytes | None) -> dict[str, Json] | None:
    if isinstance(happened, StationFact):
        return _of_station(happened)
    if isinstance(happened, LineFact):
        return line_content(happened)
    match happened:
        case VisitOpened() | CallWithdrawn() | PersonTakenOver() | TimeTakenOver():
            return None
        case PartyArrived():
            return {"kind": "arrived"}
        case PartyCalled():
            return {"kind": "called", "station": happened.station}
        case VisitFinished():
            return {"kind": "finished"}
        case PartyDidNotCome():
            return {"kind": "no-show"}
        case VisitCalledOff():
            return {"kind": "called-off"}
        case _:
            return {"case_id": str(happened.case_id), **_of_person(happened, sealed)}


def _of_station(happened: StationFact) -> dict[str, Json]:
    match happened:
        case ClerkSignedIn(method=method):
            return {"kind": "clerk-signed-in", "method": method}
        case ClerkSignedOut():
            return {"kind": "clerk-signed-out"}
        case SignInLocked(staff_id=staff_id):
            return {"kind": "sign-in-locked", "staff_id": staff_id}
        case ClockMeasured(skew_seconds=seconds):
            return {"kind": "clock-measured", "skew_seconds": seconds}
        case ReadersNoted(answer=answer):
            return {"kind": "readers-noted", "answer": answer}
        case _:
            assert_never(happened)


def _of_person(happened: PersonFact, sealed: bytes | None) -> dict[str, Json]:
    match happened:
        case PinsSealed():
            return {
                "kind": "pins-sealed",
                "envelope_id": str(happened.envelope_id),
                "pin_kinds": [kind.value for kind in happened.pin_kinds],
                "key_id": happened.key_id,
                "blob": b64encode(sealed or b"").decode(),
            }
        case PinSheetSealed():
            return {
                "kind": "pin-sheet-sealed",
                "sheet_number": happened.sheet_number,
                "pin_kinds": [kind.value for kind in happened.pin_kinds],
            }
        case PinlessChosen():
            return {"kind": "pinless-chosen"}
        case DeliveryChosen():
            return {
                "kind": "delivery-chosen",
                "mode": happened.mode,
                "declarations": list(happened.declarations),
            }
        case _:
            return _of_identity(happened)


def _of_identity(
    happened: ExtraDocumentAsked
    | IdentityDoubted
    | IdentityVerified
    | IdentityRefused
    | DocumentsInsufficient,
) -> dict[str, Json]:
    match happened:
        case ExtraDocumentAsked():
            return {
                "kind": "extra-document-asked",
                "reason": happened.reason,
                "approved_by": happened.approved_by,
            }
        case IdentityDoubted():
            return {"kind": "identity-doubted", "reason": happened.reason}
        case IdentityVerified():
            return {
                "kind": "identity-verified",
                **_shown(happened),
                "rule": happened.rule,
                "method": happened.method,
                "approved_by": happened.approved_by,
            }
        case IdentityRefused():
            return {
                "kind": "identity-refused",
                **_shown(happened),
                "reason": happened.reason,
                "decided_by": happened.decided_by,
            }
        case DocumentsInsufficient():
            return {
                "kind": "documents-insufficient",
                **_shown(happened),
                "missing": list(happened.missing),
            }
        case _:
            assert_never(happened)


def _shown(happened: IdentityVerified | IdentityRefused | DocumentsInsufficient) -> dict[str, Json]:
    documents: list[Json] = [_seen(each) for each in happened.documents]
    told: dict[str, Json] = {"situation": happened.situation, "documents": documents}
    if not isinstance(happened, IdentityRefused) and happened.absence is not None:
        told["absence"] = happened.absence
    return told


def _seen(seen: DocumentSeen) -> Json:
    plain: Json = to_builtins(seen)
    return plain
