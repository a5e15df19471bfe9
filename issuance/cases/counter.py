"""窓口: the visit of under ten minutes, from check-in to the holder's leaving."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from issuance.cases.facts import (
    CheckedIn,
    DeliveryChosen,
    DeliveryMode,
    DocumentsInsufficient,
    IdentityVerified,
    PinlessChosen,
    PinsSealed,
    VisitFinished,
    WalkInMissed,
)
from issuance.cases.refusals import (
    NotMailableError,
    NotThisVisitError,
    OtherEnvelopeError,
    PinKindsError,
    require,
    require_card_at_hand,
)
from issuance.cases.state import Case, Stage
from issuance.identity.documents import ShownDocument
from issuance.identity.posting import Declaration, MayBePosted, may_be_posted


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


def verify_identity(case: Case, verified: IdentityVerified) -> list[IdentityVerified]:
    if case.identity == verified:
        return []
    _require_visit(case, verified.visit_id)
    require(case, Stage.CHECKED_IN)
    return [verified]


def turn_away(case: Case, insufficient: DocumentsInsufficient) -> list[DocumentsInsufficient]:
    """The documents do not suffice: the holder may book again at once."""
    _require_visit(case, insufficient.visit_id)
    require(case, Stage.CHECKED_IN)
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
    shown = [
        ShownDocument(
            kind=seen.kind, holder=seen.holder, chip_read_with_pin=seen.chip_read_with_pin
        )
        for seen in (case.identity.documents if case.identity else ())
    ]
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
