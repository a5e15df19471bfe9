"""横道と終わり: a card that is missing, a card nobody fetched, a card that is destroyed."""

from datetime import date

from issuance.calendar import WardClocks, is_over
from issuance.cases.destruction import kept_until
from issuance.cases.facts import (
    CardDestroyed,
    CardFound,
    CardLost,
    CardMissing,
    DestructionProposed,
    PinEnvelopeDestroyed,
    PinSheetSpent,
)
from issuance.cases.four_eyes import require_two
from issuance.cases.paper import pins_gone
from issuance.cases.refusals import DeadlineError, NotApprovedError, WrongStageError
from issuance.cases.requirements import require, require_card_at_hand, require_not_missing
from issuance.cases.state import Case, Stage


def report_missing(case: Case, *, last_place: str) -> list[CardMissing]:
    if case.missing:
        return []
    _require_card_in_office(case)
    return [CardMissing(last_place=last_place)]


def report_found(case: Case, *, place: str) -> list[CardFound]:
    return [CardFound(place=place)] if case.missing else []


def give_up_search(case: Case) -> list[CardLost | PinEnvelopeDestroyed | PinSheetSpent]:
    if case.stage is Stage.LOST:
        return []
    if not case.missing:
        raise WrongStageError(case.stage, ())
    return [CardLost(), *pins_gone(case, "voided")]


def propose_destruction(
    case: Case, *, today: date, clocks: WardClocks, proposed_by: str = ""
) -> list[DestructionProposed]:
    """Nobody fetched the card: after the second deadline and the year, the later of the two.

    Raises:
        DeadlineError: the card is still kept, by its clock or because it was put off.
    """
    if case.stage is Stage.UNCLAIMED:
        return []
    require(case, Stage.NOTIFIED, Stage.RETURNED)
    require_card_at_hand(case)
    last_day = kept_until(case, clocks)
    if not is_over(last_day, today):
        raise DeadlineError(last_day)
    return [DestructionProposed(proposed_by=proposed_by)]


def destroy_card(case: Case, *, witnesses: tuple[str, str]) -> list[CardDestroyed]:
    """Two people destroy a void card, or an unclaimed one whose destruction was approved."""
    if case.stage is Stage.DESTROYED:
        return []
    require(case, Stage.VOID, Stage.UNCLAIMED)
    _require_card_in_office(case)
    require_not_missing(case)
    require_two(witnesses)
    if case.stage is Stage.UNCLAIMED and not case.approved:
        raise NotApprovedError
    return [CardDestroyed(witnesses=witnesses)]


def _require_card_in_office(case: Case) -> None:
    if not case.card_in_office:
        raise WrongStageError(case.stage, ())
