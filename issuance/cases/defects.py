"""カード不良と読み取りの取消し: a scan that was a slip, a card that cannot be issued."""

from issuance.cases.facts import (
    ArrivalUndone,
    CardDefect,
    CardDefective,
    RemakeRequested,
)
from issuance.cases.four_eyes import require_two
from issuance.cases.refusals import WrongStageError
from issuance.cases.requirements import require
from issuance.cases.state import Case, Stage

_BEFORE_THE_NOTICE = (Stage.ARRIVED, Stage.SET_UP, Stage.STORED)


def undo_arrival(case: Case) -> list[ArrivalUndone]:
    """Only while nothing else has happened to the card."""
    if case.stage is Stage.EXPECTED:
        return []
    require(case, Stage.ARRIVED)
    if case.defective or case.missing:
        raise WrongStageError(case.stage, (Stage.ARRIVED,))
    return [ArrivalUndone()]


def note_defect(case: Case, *, defect: CardDefect) -> list[CardDefective]:
    """Print or chip is not right; later the PIN desk says so by its own facts."""
    if case.defective:
        return []
    require(case, *_BEFORE_THE_NOTICE)
    return [CardDefective(defect=defect)]


def request_remake(case: Case, *, officers: tuple[str, str]) -> list[RemakeRequested]:
    """The card goes back; the case waits for the one that J-LIS makes in its place."""
    if not case.defective:
        raise WrongStageError(case.stage, _BEFORE_THE_NOTICE)
    require(case, *_BEFORE_THE_NOTICE)
    require_two(officers)
    return [RemakeRequested(officers=officers)]
