"""来庁できない理由: which reasons are accepted, and what proves each."""

from datetime import date

import pytest

from issuance.identity.absence import (
    ACCEPTED,
    AbsenceReason,
    asks_reason,
    fitting_reason,
    reasons,
)
from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder
from issuance.identity.matrix import Need, matrix_of
from issuance.identity.shown import ShownDocument, Validity
from issuance.identity.situations import Situation
from issuance.identity.sufficiency import Insufficient, Sufficient, judge

TODAY = date(2026, 11, 22)
R = AbsenceReason
AGENT = [
    *(ShownDocument(kind=each) for each in (K.PASSPORT, K.MY_NUMBER_CARD)),
    *(ShownDocument(kind=each) for each in (K.ISSUANCE_NOTICE, K.POWER_OF_ATTORNEY)),
    ShownDocument(kind=K.DRIVERS_LICENCE, holder=Holder.REPRESENTATIVE),
    ShownDocument(kind=K.PASSPORT, holder=Holder.REPRESENTATIVE),
]
"""Everything but the reason."""
PAPER = ShownDocument(kind=K.REASON_PROOF)


def judged(reason, *more):
    return judge(Situation.AGENT_ANY, [*AGENT, *more], today=TODAY, absence=reason)


def is_enough(reason, *more):
    return isinstance(judged(reason, *more), Sufficient)


@pytest.mark.parametrize("reason", [None, R.BUSY])
def test_a_paper_proves_no_reason_that_was_not_given_or_is_none(reason):
    answer = judged(reason, PAPER)
    assert isinstance(answer, Insufficient)
    assert answer.codes[0] == "paper:reason-proof"


@pytest.mark.parametrize("reason", [each for each in ACCEPTED if ACCEPTED[each].papers])
def test_an_accepted_reason_needs_its_proof(reason):
    assert not is_enough(reason)
    assert is_enough(reason, PAPER)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (R.DISABILITY, K.REHABILITATION_BOOK),
        (R.CARE, K.CARE_INSURANCE_CARD),
        (R.PREGNANCY, K.MOTHER_CHILD_BOOK),
        (R.STUDENT, K.STUDENT_CARD),
    ],
)
def test_some_documents_of_the_applicant_prove_it_as_they_are(reason, kind):
    assert is_enough(reason, ShownDocument(kind=kind))
    assert not is_enough(R.HOSPITAL, ShownDocument(kind=kind))
    assert not is_enough(reason, ShownDocument(kind=kind, holder=Holder.REPRESENTATIVE))
    assert not is_enough(reason, ShownDocument(kind=kind, validity=Validity.EXPIRED))


def test_a_childs_age_is_on_record_and_no_adults_reason():
    assert is_enough(R.UNDER_15)
    assert fitting_reason(R.UNDER_15, under_15=True) is R.UNDER_15
    assert fitting_reason(R.UNDER_15, under_15=False) is None


def test_every_reason_can_be_chosen_but_that_nobody_asked():
    assert set(reasons(under_15=True)) == set(R) - {R.UNTOLD}
    assert fitting_reason(R.UNTOLD, under_15=False) is None


def test_only_who_comes_instead_of_somebody_is_asked():
    asked = {each for each in Situation if asks_reason(each)}
    assert asked == {Situation.AGENT_ANY, Situation.AGENT_LEGAL}
    shown = [ShownDocument(kind=K.DRIVERS_LICENCE)]
    assert judge(Situation.SELF_N, shown, today=TODAY, absence=None) == Sufficient(rule="SELF_N/A1")


@pytest.mark.parametrize("reason", [None, *R])
def test_the_matrix_says_the_same(reason):
    answer = matrix_of(Situation.AGENT_ANY, [*AGENT, PAPER], today=TODAY, absence=reason)
    (row,) = [each for each in answer.rows if each.need is Need.REASON]
    assert row.met == isinstance(answer.judgement, Sufficient) == is_enough(reason, PAPER)
