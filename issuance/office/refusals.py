"""A refusal at the edge: its values as plain data, and the HTTP status that fits it."""

from typing import Final

from issuance.application.counter import DocumentsInsufficientError
from issuance.cases.refusals import DeadlineError, StillAwaitedError, WrongStageError
from issuance.custody.destruction_list import ScanDiffersError
from issuance.custody.refusals import BoxMismatchError, LiesElsewhereError
from issuance.errors import NotFoundError, Refusal
from issuance.notices.releasing import TooManyNoticesError
from issuance.office.forms import FieldError
from issuance.office.staff.accounts import SignInLockedError
from issuance.printing import FontsMissingError
from issuance.shipments.posting_list import CountDiffersError
from issuance.visits.visit import CalledElsewhereError

Detail = dict[str, str | list[str]]

_ABOUT_THE_CONTENT: Final = frozenset(
    {
        "deadline",
        "documents-insufficient",
        "field",
        "four-eyes",
        "not-a-supervisor",
        "situation-does-not-fit",
        "individual-number",
        "number-unknown",
        "alert-limit",
        "campaign-target",
        "walk-in-terms",
        "key-reused",
        "not-mailable",
        "offer",
        "pin-kinds",
        "sealed-size",
        "sheet-number",
        "not-an-opener",
        "references-open",
        "staff-unknown",
        "station-mismatch",
        "time-in-future",
        "time-long-past",
        "tracking-check-digit",
        "tracking-length",
        "tracking-looks-personal",
        "tracking-number",
        "certificates-differ",
        "destruction-count",
        "posting-count",
    }
)


def status_of(refusal: Refusal) -> int:
    """404 unknown, 422 the request itself cannot be right, 409 it does not fit what is there."""
    if isinstance(refusal, NotFoundError) or refusal.code == "not-in-box":
        return 404
    return 422 if refusal.code in _ABOUT_THE_CONTENT else 409


def detail_of(refusal: Refusal) -> Detail:
    """Ids, kinds and dates that a refusal carries; never anything personal."""
    match refusal:
        case WrongStageError():
            allowed = [stage.value for stage in refusal.allowed]
            return {"stands": refusal.stands.value, "allowed": allowed}
        case DeadlineError():
            return {"deadline": refusal.deadline.isoformat()}
        case StillAwaitedError():
            return {"until": refusal.until.isoformat()}
        case FontsMissingError():
            return {"families": ", ".join(refusal.families)}
        case CalledElsewhereError():
            return {"station": refusal.station}
        case DocumentsInsufficientError():
            return {"missing": list(refusal.missing)}
        case BoxMismatchError():
            return {"card_serials": list(refusal.card_serials)}
        case LiesElsewhereError():
            return {"place": refusal.place}
        case TooManyNoticesError():
            return {"fits": str(refusal.fits)}
        case SignInLockedError():
            return {"until": refusal.until.isoformat()}
        case ScanDiffersError():
            return {"missing": list(refusal.missing), "foreign": list(refusal.foreign)}
        case CountDiffersError():
            return {"listed": str(refusal.listed), "counted": str(refusal.counted)}
        case FieldError():
            return {"name": refusal.name}
        case _:
            return {}
