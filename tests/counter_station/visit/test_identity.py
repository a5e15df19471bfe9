"""本人確認: taken as proof, refused with what is missing, or recorded as not enough."""

from uuid import uuid4

from counter_station.visit import identity
from counter_station.visit.facts import DocumentsInsufficient, IdentityVerified
from counter_station.visit.identity import Laid
from counter_station.visit.people import Check
from counter_station.visit.refusals import (
    DocumentsFallShortError,
    DocumentsSufficeError,
    NotOfThisPartyError,
    SituationDoesNotFitError,
    WrongStageError,
    WrongStepError,
)
from issuance.identity.absence import AbsenceReason
from issuance.identity.chip import ChipCheck, Opened
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.shown import DocumentSeen, ShownDocument
from issuance.identity.situations import Situation
from tests.counter_station.visit.history import (
    ADULT,
    ARRIVED,
    CALLED,
    CHILD,
    FAMILY,
    INSURANCE,
    LICENCE,
    OPENED,
    SEEN_INSURANCE,
    SEEN_LICENCE,
    TODAY,
    VERIFIED,
    visit,
)

here = visit.given(OPENED, ARRIVED, CALLED)
SHORT = DocumentsInsufficient(
    case_id=ADULT,
    situation=Situation.SELF_N,
    documents=(SEEN_INSURANCE,),
    missing=("applicant:A1",),
)


def asked(*shown, case_id=ADULT, situation=Situation.SELF_N):
    return {"laid": Laid(case_id=case_id, situation=situation, shown=shown), "today": TODAY}


def test_enough_is_recorded_by_kinds_and_rule():
    here.when(identity.verify_identity, **asked(LICENCE)).then(
        IdentityVerified(
            case_id=ADULT,
            situation=Situation.SELF_N,
            rule="SELF_N/A1",
            documents=(SEEN_LICENCE,),
            method=Check.VISUAL,
        )
    )


def test_a_chip_opened_by_its_holders_pin_is_recorded_as_such():
    card = ShownDocument(kind=DocumentKind.MY_NUMBER_CARD, chip=ChipCheck(opened=Opened.PIN))
    [fact] = identity.verify_identity(here.state, **asked(card))
    assert fact.method is Check.CHIP
    seen = DocumentSeen(
        kind=DocumentKind.MY_NUMBER_CARD, holder=Holder.APPLICANT, chip=ChipCheck(opened=Opened.PIN)
    )
    assert fact.documents == (seen,)


def test_too_little_is_refused_and_nothing_recorded():
    here.when(identity.verify_identity, **asked(INSURANCE)).then_refused(DocumentsFallShortError)


def test_turning_away_records_what_the_nearest_way_still_wanted():
    here.when(identity.turn_away, **asked(INSURANCE)).then(SHORT)
    visit.given(OPENED, ARRIVED, CALLED, SHORT).when(
        identity.turn_away, **asked(INSURANCE)
    ).then_nothing()


def test_nobody_is_turned_away_with_enough():
    here.when(identity.turn_away, **asked(LICENCE)).then_refused(DocumentsSufficeError)


def test_children_come_by_the_rules_for_children_and_adults_do_not():
    family = visit.given(FAMILY, ARRIVED, CALLED)
    family.when(identity.verify_identity, **asked(LICENCE, case_id=CHILD)).then_refused(
        SituationDoesNotFitError
    )
    family.when(
        identity.verify_identity, **asked(LICENCE, situation=Situation.U15_BOTH)
    ).then_refused(SituationDoesNotFitError)


def test_only_for_people_of_the_party_at_the_counter_and_once():
    here.when(identity.verify_identity, **asked(LICENCE, case_id=uuid4())).then_refused(
        NotOfThisPartyError
    )
    visit.given(OPENED, ARRIVED).when(identity.verify_identity, **asked(LICENCE)).then_refused(
        WrongStageError
    )
    visit.given(OPENED, ARRIVED, CALLED, VERIFIED).when(
        identity.verify_identity, **asked(LICENCE)
    ).then_refused(WrongStepError)


def of_agent(reason, *kinds):
    shown = [
        *(ShownDocument(kind=each) for each in (DocumentKind.PASSPORT, *PAPERS, *kinds)),
        *(ShownDocument(kind=each, holder=Holder.REPRESENTATIVE) for each in AGENTS_OWN),
    ]
    laid = Laid(case_id=ADULT, situation=Situation.AGENT_ANY, shown=shown, absence=reason)
    return {"laid": laid, "today": TODAY}


AGENTS_OWN = (DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT)
PAPERS = (DocumentKind.ISSUANCE_NOTICE, DocumentKind.POWER_OF_ATTORNEY)


def test_an_agent_needs_a_reason_that_is_accepted_and_it_is_recorded():
    paper, book = DocumentKind.REASON_PROOF, DocumentKind.MOTHER_CHILD_BOOK
    for reason in (None, AbsenceReason.BUSY, AbsenceReason.UNDER_15, AbsenceReason.UNTOLD):
        here.when(identity.verify_identity, **of_agent(reason, book, paper)).then_refused(
            DocumentsFallShortError
        )
    [fact] = identity.verify_identity(here.state, **of_agent(AbsenceReason.PREGNANCY, book))
    assert fact.absence is AbsenceReason.PREGNANCY
    [short] = identity.turn_away(here.state, **of_agent(AbsenceReason.BUSY, book, paper))
    assert (short.absence, short.missing) == (AbsenceReason.BUSY, ("paper:reason-proof",))


def test_who_comes_in_person_has_no_reason_not_to():
    laid = Laid(
        case_id=ADULT, situation=Situation.SELF_N, shown=[LICENCE], absence=AbsenceReason.CARE
    )
    [fact] = identity.verify_identity(here.state, laid, today=TODAY)
    assert fact.absence is None
