"""疑義と追加書類: a supervisor decides what a clerk does not decide alone."""

import pytest
from msgspec.structs import replace

from counter_station.visit import identity, supervision
from counter_station.visit.facts import ExtraDocumentAsked, IdentityDoubted, IdentityRefused
from counter_station.visit.identity import Laid
from counter_station.visit.refusals import (
    DocumentsFallShortError,
    DoubtOpenError,
    FourEyesError,
    NoDoubtError,
    WrongStepError,
)
from counter_station.visit.state import Step
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.situations import Situation
from tests.counter_station.visit.history import (
    ADULT,
    ARRIVED,
    CALLED,
    INSURANCE,
    LICENCE,
    OPENED,
    SEEN_LICENCE,
    TODAY,
    VERIFIED,
    visit,
)

DOUBTED = IdentityDoubted(case_id=ADULT, reason=DoubtReason.PHOTO_DIFFERS)
ASKED = ExtraDocumentAsked(case_id=ADULT, reason=ExtraReason.PHOTO_UNCLEAR, approved_by="S01")
REFUSED = IdentityRefused(
    case_id=ADULT,
    situation=Situation.SELF_N,
    documents=(SEEN_LICENCE,),
    reason=TurnedAwayReason.NOT_THE_HOLDER,
    decided_by="S01",
)
here = visit.given(OPENED, ARRIVED, CALLED)
doubted = visit.given(OPENED, ARRIVED, CALLED, DOUBTED)
SIGNED = {"clerk": "K01", "supervisor": "S01"}


def laid(*shown):
    return Laid(case_id=ADULT, situation=Situation.SELF_N, shown=shown)


def accept(history, *shown, **signed):
    return history.when(
        supervision.accept_identity, laid(*shown), today=TODAY, **{**SIGNED, **signed}
    )


def refuse(history, *shown, **signed):
    return history.when(
        supervision.refuse_identity,
        laid(*shown),
        reason=TurnedAwayReason.NOT_THE_HOLDER,
        today=TODAY,
        **{**SIGNED, **signed},
    )


def test_a_doubt_is_recorded_once_with_its_reason():
    reason = DoubtReason.PHOTO_DIFFERS
    here.when(supervision.doubt, case_id=ADULT, reason=reason).then(DOUBTED)
    doubted.when(supervision.doubt, case_id=ADULT, reason=reason).then_nothing()


def test_from_then_on_the_clerk_neither_accepts_nor_turns_away():
    documents = laid(LICENCE)
    doubted.when(identity.verify_identity, documents, today=TODAY).then_refused(DoubtOpenError)
    doubted.when(identity.turn_away, laid(INSURANCE), today=TODAY).then_refused(DoubtOpenError)


def test_a_supervisor_accepts_on_documents_that_suffice():
    accepted = replace(VERIFIED, documents=(SEEN_LICENCE,), approved_by="S01")
    accept(doubted, LICENCE).then(accepted)
    accept(doubted, INSURANCE).then_refused(DocumentsFallShortError)


def test_a_supervisor_refuses_whatever_was_laid_down_and_the_person_is_done():
    refuse(doubted, LICENCE).then(REFUSED)
    over = visit.given(OPENED, ARRIVED, CALLED, DOUBTED, REFUSED)
    refuse(over, LICENCE).then_nothing()
    assert over.state.people[ADULT].step is Step.TURNED_AWAY


@pytest.mark.parametrize("act", [accept, refuse])
def test_without_a_doubt_there_is_nothing_to_decide(act):
    act(here, LICENCE).then_refused(NoDoubtError)


@pytest.mark.parametrize("act", [accept, refuse])
@pytest.mark.parametrize("supervisor", ["K01", ""])
def test_nobody_decides_on_their_own_doubt(act, supervisor):
    act(doubted, LICENCE, supervisor=supervisor).then_refused(FourEyesError)


def ask(history, **signed):
    reason = ExtraReason.PHOTO_UNCLEAR
    return history.when(supervision.ask_extra, case_id=ADULT, reason=reason, **{**SIGNED, **signed})


def test_one_more_document_is_asked_for_with_a_reason_and_a_signature():
    ask(here).then(ASKED)
    ask(here, supervisor="K01").then_refused(FourEyesError)
    ask(visit.given(OPENED, ARRIVED, CALLED, ASKED)).then_nothing()
    ask(visit.given(OPENED, ARRIVED, CALLED, VERIFIED)).then_refused(WrongStepError)


def test_then_what_would_have_been_enough_is_not():
    asked = visit.given(OPENED, ARRIVED, CALLED, ASKED)
    asked.when(identity.verify_identity, laid(LICENCE), today=TODAY).then_refused(
        DocumentsFallShortError
    )
    asked.when(identity.verify_identity, laid(LICENCE, INSURANCE), today=TODAY).then(VERIFIED)
