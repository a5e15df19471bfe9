"""A card whose PINs are in doubt, and a holder who has to come once more."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.counter import as_before_the_visit
from issuance.cases.state.pins import opened_by
from issuance.cases.state.stages import Stage, VoidBecause


def evolve(case: Case, happened: f.QuarantineFact) -> Case:
    match happened:
        case f.CardCheckBegun(officers=officers):
            return replace(opened_by(case, officers), checking=True, checked=None)
        case f.CardChecked():
            return replace(case, checking=False, checked=happened)
        case f.CardUnusable():
            return replace(case, stage=Stage.VOID, void_because=VoidBecause.UNUSABLE)
        case f.HolderAskedAgain(come_by=day):
            again = replace(as_before_the_visit(case), pickup_deadline=day, officers=())
            return replace(again, openers=frozenset(), begun_envelope=None, legs=frozenset())
        case _:
            assert_never(happened)
