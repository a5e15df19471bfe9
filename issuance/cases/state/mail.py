"""An envelope under way."""

from dataclasses import replace
from typing import assert_never

from issuance.cases import facts as f
from issuance.cases.state.case import Case
from issuance.cases.state.stages import Stage
from issuance.shipments.mail import LossDuty


def evolve(case: Case, happened: f.MailFact) -> Case:
    match happened:
        case f.PostingBarred(reason=bar):
            return replace(case, barred=case.barred | {bar})
        case f.PostingAllowed(reason=bar):
            return replace(case, barred=case.barred - {bar})
        case f.MailAccepted(accepted_on=accepted_on):
            return replace(case, accepted_on=accepted_on)
        case f.MailHeld(held_until=held_until):
            return replace(case, held_until=held_until)
        case f.MailComingBack(reason=reason):
            return replace(case, coming_back=reason, held_until=None)
        case f.MailLost(loss=loss):
            lost = replace(case, loss=loss, duties=frozenset(LossDuty), held_until=None)
            return replace(lost, stage=Stage.LOST)
        case f.LossDutyDone(duty=duty):
            return replace(case, duties=case.duties - {duty})
        case _:
            assert_never(happened)
