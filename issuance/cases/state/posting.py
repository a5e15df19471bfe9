"""A card that goes to its holder, by post or over the counter."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage, VoidBecause


def evolve(case: Case, happened: f.PostingFact) -> Case:
    match happened:
        case f.EnvelopeSealed():
            again = replace(case, accepted_on=None, held_until=None, coming_back=None)
            return replace(again, stage=Stage.SEALED, shipment=happened, deferred_until=None)
        case f.PostingStopped():
            return replace(case, stage=Stage.READY_TO_GO, shipment=None)
        case f.HandedToPost():
            return replace(case, stage=Stage.POSTED, card_in_office=False)
        case f.Delivered():
            return replace(case, stage=Stage.DELIVERED)
        case f.MailReturned(returned_on=returned_on):
            return _back(case, returned_on)
        case f.CardHandedOver():
            return replace(case, stage=Stage.HANDED_OVER, card_in_office=False)
        case _:
            assert_never(happened)


def _back(case: Case, returned_on: date) -> Case:
    back = replace(case, card_in_office=True, returned_on=returned_on, held_until=None)
    if case.stage is Stage.LOST:
        return replace(back, stage=Stage.VOID, void_because=VoidBecause.LOST_BY_POST)
    return replace(back, stage=Stage.VOID if case.stage is Stage.VOID else Stage.RETURNED)
