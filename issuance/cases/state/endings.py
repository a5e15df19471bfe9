"""A card that its holder will not get, or not yet."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage, VoidBecause


def evolve(case: Case, happened: f.EndingFact) -> Case:
    match happened:
        case f.CardMissing():
            return replace(case, missing=True)
        case f.CardFound():
            return replace(case, missing=False)
        case f.CardLost():
            return replace(case, stage=Stage.LOST, card_in_office=False, missing=False)
        case f.HolderMovedOut():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.MOVED_OUT)
        case f.HolderDied():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.DIED)
        case f.RecordDeleted():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.RECORD_DELETED)
        case f.NumberChanged():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.NUMBER_CHANGED)
        case f.ApplicationWithdrawn():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.WITHDRAWN)
        case f.CardExpired():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.EXPIRED)
        case f.DestructionProposed(proposed_by=proposed_by):
            proposed = replace(case, proposed_by=proposed_by, approved=False)
            return replace(proposed, stage=Stage.UNCLAIMED)
        case f.DestructionApproved():
            return replace(case, approved=True)
        case f.DestructionDeferred(until=until):
            return replace(case, stage=_waits_again(case), deferred_until=until)
        case f.CardDestroyed():
            return replace(case, stage=Stage.DESTROYED, card_in_office=False)
        case _:
            assert_never(happened)


def _waits_again(case: Case) -> Stage:
    """Where a card stood before its destruction was proposed."""
    if case.stage is not Stage.UNCLAIMED:
        return case.stage
    return Stage.RETURNED if case.returned_on is not None else Stage.NOTIFIED
