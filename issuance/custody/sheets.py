"""Where a sealed sheet with PINs is: from the counter to its destruction by two people."""

from dataclasses import dataclass, replace
from typing import Final, assert_never
from uuid import UUID

from issuance.custody.facts import SheetDestroyed, SheetFact, SheetMoved, SheetTaken
from issuance.custody.places import BACK_OFFICE, COUNTER, MISSING, PIN_DESK
from issuance.custody.refusals import SamePersonError
from issuance.errors import NotFoundError, Refusal

_IN_THE_BACK: Final = frozenset({BACK_OFFICE, PIN_DESK})


class SheetUsedError(Refusal):
    """A sheet with this number was taken before: it belongs to one case for ever."""

    code = "sheet-used"


class SheetNotReceivedError(Refusal):
    """The sheet has not been scanned into the back office."""

    code = "sheet-not-received"


class SheetNeededError(Refusal):
    """The PINs on this sheet are not set yet."""

    code = "sheet-needed"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    number: str = ""
    case_id: UUID | None = None
    place: str = ""
    destroyed: bool = False


def evolve(sheet: Sheet, happened: SheetFact) -> Sheet:
    match happened:
        case SheetTaken():
            return Sheet(
                number=happened.sheet_number, case_id=happened.case_id, place=happened.place
            )
        case SheetMoved(to_place=place):
            return replace(sheet, place=place)
        case SheetDestroyed():
            return replace(sheet, destroyed=True)
        case _:
            assert_never(happened)


def take(sheet: Sheet, *, number: str, case_id: UUID, place: str = COUNTER) -> list[SheetTaken]:
    """Whoever hands in a number a second time is refused, also for the same case."""
    if sheet.case_id is not None:
        raise SheetUsedError
    return [SheetTaken(sheet_number=number, case_id=case_id, place=place)]


def hand_on(sheet: Sheet, *, to_place: str) -> list[SheetMoved]:
    """The sheet is scanned where it comes to; one that was missing is found by this."""
    _require_here(sheet)
    if sheet.place == to_place:
        return []
    return [SheetMoved(from_place=sheet.place, to_place=to_place)]


def open_at_desk(sheet: Sheet) -> list[SheetMoved]:
    """Two officers open it; it has to have been handed to the back office before."""
    _require_here(sheet)
    if sheet.place not in _IN_THE_BACK:
        raise SheetNotReceivedError
    return hand_on(sheet, to_place=PIN_DESK)


def lose(sheet: Sheet) -> list[SheetMoved]:
    """It stays on the list of sheets not destroyed, until it is found."""
    return hand_on(sheet, to_place=MISSING)


def destroy(sheet: Sheet, *, witnesses: tuple[str, str], needed: bool) -> list[SheetDestroyed]:
    """*needed*: a case still waits for the PINs on it."""
    if sheet.case_id is None:
        raise NotFoundError
    if sheet.destroyed:
        return []
    if needed:
        raise SheetNeededError
    if witnesses[0] == witnesses[1]:
        raise SamePersonError
    return [SheetDestroyed(witnesses=witnesses)]


def _require_here(sheet: Sheet) -> None:
    if sheet.case_id is None or sheet.destroyed:
        raise NotFoundError
