"""A card on its way to the shelf."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage


def evolve(case: Case, happened: f.ArrivalFact) -> Case:
    match happened:
        case f.CardExpected():
            return replace(case, stage=Stage.EXPECTED, card=happened, pinless=happened.pinless)
        case f.CardArrived():
            stage = Stage.VOID if case.stage is Stage.VOID else Stage.ARRIVED
            return replace(case, stage=stage, arrived=True, card_in_office=True)
        case f.ArrivalUndone():
            return replace(case, stage=Stage.EXPECTED, arrived=False, card_in_office=False)
        case f.CardDefective():
            return replace(case, defective=True)
        case f.RemakeRequested():
            gone = case.former_cards | {case.card_serial}
            return Case(stage=Stage.EXPECTED, former_cards=gone)
        case f.SetupCompleted():
            return replace(case, stage=Stage.SET_UP)
        case f.CardStored():
            return replace(case, stage=Stage.STORED)
        case _:
            assert_never(happened)
