"""窓口: the visit of under ten minutes, from check-in to the holder's leaving."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from issuance.cases.facts import (
    CheckedIn,
    DeliveryChosen,
    DeliveryMode,
    DocumentsInsufficient,
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityRefused,
    IdentityVerified,
    PinlessChosen,
    PinsSealed,
    VisitFinished,
    WalkInMissed,
)
from issuance.cases.refusals import (
    DoubtOpenError,
    FourEyesError,
    NoDoubtError,
    NotMailableError,
    NotThisVisitError,
    OtherEnvelopeError,
    PinKindsError,
    SituationDoesNotFitError,
)
from issuance.cases.requirements import require, require_card_at_hand
from issuance.cases.state import Case, Stage
from issuance.identity.posting import Declaration, MayBePosted, may_be_posted
from issuance.identity.shown import as_shown
from issuance.identity.situations import Situation, fitting


def check_in(case: Case, *, visit_id: UUID) -> list[CheckedIn]:
    """The holder is here. A card that is missing is searched for before anybody is called."""
    if case.visit_id == visit_id and case.stage is not Stage.BOOKED:
        return []
    require(case, Stage.BOOKED)
    require_card_at_hand(case)
    return [CheckedIn(visit_id=visit_id)]


def walk_in(case: Case, *, visit_id: UUID) -> list[CheckedIn]:
    """The holder is here without an appointment (予約なし).

    Raises:
        WrongStageError: they are booked for another time, were here already, or may not collect.
        CardMissingError: the card cannot be found.
    """
    if case.visit_id == visit_id:
        return []
    require(case, Stage.NOTIFIED)
    require_card_at_hand(case)
    return [CheckedIn(visit_id=visit_id)]


def miss_walk_in(case: Case, *, visit_id: UUID) -> list[WalkInMissed]:
    """The walk-in was called and had gone: there is no appointment to record a no-show of."""
    _require_visit(case, visit_id)
    require(case, Stage.CHECKED_IN)
    return [WalkInMissed(visit_id=visit_id)]


def ask_extra(case: Case, asked: ExtraDocumentAsked, *, by: str) -> list[ExtraDocumentAsked]:
    """One document more than the rule asks; two members of staff stand for it."""
    _require_visit(case, asked.visit_id)
    require(case, Stage.CHECKED_IN)
    _require_other(asked.approved_by, by)
    return [] if case.extra_asked else [asked]


def doubt(case: Case, doubted: IdentityDoubted) -> list[IdentityDoubted]:
    """From now on a supervisor decides who this is."""
    _require_visit(case, doubted.visit_id)
    require(case, Stage.CHECKED_IN)
    return [] if case.doubt is doubted.reason else [doubted]


def verify_identity(case: Case, verified: IdentityVerified) -> list[IdentityVerified]:
    """Take it as proven; after a doubt only with the supervisor who decided so."""
    if case.identity == verified:
        return []
    _require_visit(case, verified.visit_id)
    require(case, Stage.CHECKED_IN)
    _require_fitting(case, verified.situation)
    if case.doubt is not None:
        if not verified.approved_by:
            raise DoubtOpenError
        _require_other(verified.approved_by, verified.verified_by)
    return [verified]


def refuse_identity(case: Case, refused: IdentityRefused, *, by: str) -> list[IdentityRefused]:
    """A supervisor decided against; the holder may book again and is asked by letter."""
    _require_visit(case, refused.visit_id)
    require(case, Stage.CHECKED_IN)
    if case.doubt is None:
        raise NoDoubtError
    _require_other(refused.decided_by, by)
    return [refused]


def turn_away(case: Case, insufficient: DocumentsInsufficient) -> list[DocumentsInsufficient]:
    """The documents do not suffice: the holder may book again at once."""
    _require_visit(case, insufficient.visit_id)
    require(case, Stage.CHECKED_IN)
    if case.doubt is not None:
        raise DoubtOpenError
    return [insufficient]


def seal_pins(case: Case, sealed: PinsSealed) -> list[PinsSealed]:
    """The PINs this card needs, all of them and no others, were sealed at the counter."""
    if case.envelope == sealed:
        return []
    if case.envelope is not None:
        raise OtherEnvelopeError
    require(case, Stage.IDENTITY_VERIFIED)
    if not sealed.pin_kinds or frozenset(sealed.pin_kinds) != case.pin_kinds:
        raise PinKindsError
    return [sealed]


def choose_pinless(case: Case) -> list[PinlessChosen]:
    """The holder takes the card without PINs, asked for before or chosen now."""
    if case.stage is Stage.PINS_TAKEN and case.pinless and case.envelope is None:
        return []
    require(case, Stage.IDENTITY_VERIFIED)
    return [PinlessChosen()]


def choose_delivery(
    case: Case, *, mode: DeliveryMode, declarations: Iterable[Declaration], today: date
) -> list[DeliveryChosen]:
    """By post only where the rules of posting hold (domain.md 3.1); else at the counter."""
    chosen = DeliveryChosen(mode=mode, declarations=tuple(declarations))
    if case.delivery == chosen and case.stage is Stage.DELIVERY_CHOSEN:
        return []
    require(case, Stage.PINS_TAKEN, Stage.DELIVERY_CHOSEN)
    if mode is not DeliveryMode.COUNTER and not _may_be_posted(case, chosen, today):
        raise NotMailableError
    return [chosen]


def _may_be_posted(case: Case, chosen: DeliveryChosen, today: date) -> bool:
    shown = as_shown(case.identity.documents if case.identity else ())
    pinless = case.envelope is None
    allowed = may_be_posted(chosen.declarations, shown, today=today, pinless=pinless)
    return isinstance(allowed, MayBePosted)


def finish_visit(case: Case, *, visit_id: UUID) -> list[VisitFinished]:
    """The holder leaves; who was turned away in the same visit has nothing left to finish."""
    if case.visit_id != visit_id or case.stage not in UNFINISHED:
        return []
    require(case, Stage.DELIVERY_CHOSEN)
    return [VisitFinished(visit_id=visit_id)]


UNFINISHED = frozenset(
    {Stage.CHECKED_IN, Stage.IDENTITY_VERIFIED, Stage.PINS_TAKEN, Stage.DELIVERY_CHOSEN}
)


def _require_visit(case: Case, visit_id: UUID) -> None:
    if case.visit_id != visit_id:
        raise NotThisVisitError


def _require_fitting(case: Case, situation: Situation) -> None:
    under_15 = case.card is not None and case.card.under_15
    if situation not in fitting(under_15=under_15):
        raise SituationDoesNotFitError


def _require_other(second: str, first: str) -> None:
    if not second or second == first:
        raise FourEyesError
