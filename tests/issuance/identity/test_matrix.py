"""The matrix: each requirement, met by what, or what would meet it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder
from issuance.identity.matrix import Need, matrix_of
from issuance.identity.shown import ShownDocument, Validity
from issuance.identity.situations import Situation
from issuance.identity.sufficiency import Insufficient, Sufficient, judge

TODAY = date(2026, 11, 22)


def shown(*kinds, by=()):
    return [
        *(ShownDocument(kind=kind) for kind in kinds),
        *(ShownDocument(kind=kind, holder=Holder.REPRESENTATIVE) for kind in by),
    ]


def rows(situation, documents, **more):
    """Each requirement: what meets it, or what would, as codes."""
    answer = matrix_of(situation, documents, today=TODAY, **more)
    return {row.need.value: [each.code for each in row.open] or list(row.by) for row in answer.rows}


LICENCE, PASSPORT, PENSION, BANK = (
    K.DRIVERS_LICENCE,
    K.PASSPORT,
    K.PENSION_BOOK,
    K.BANK_BOOK,
)
STUDENT, MOTHER_CHILD, INSURANCE = (
    K.STUDENT_CARD,
    K.MOTHER_CHILD_BOOK,
    K.ELIGIBILITY_CERTIFICATE,
)
NOTICE, ON_RECORD, GUARDIANSHIP = (
    K.ISSUANCE_NOTICE,
    K.REPRESENTATION_ON_RECORD,
    K.GUARDIANSHIP_CERTIFICATE,
)
TABLE = [
    (
        Situation.SELF_N,
        shown(),
        {"notice": [NOTICE], "applicant": ["applicant:A1", "applicant:B2"]},
    ),
    (Situation.SELF_N, shown(LICENCE, PASSPORT), {"notice": [NOTICE], "applicant": [LICENCE]}),
    (Situation.SELF_N, shown(PENSION, BANK), {"notice": [NOTICE], "applicant": [PENSION, BANK]}),
    (Situation.SELF_X, shown(LICENCE), {"applicant": ["applicant:A1", "applicant:B1"]}),
    (Situation.SELF_X, shown(LICENCE, PASSPORT), {"applicant": [LICENCE, PASSPORT]}),
    (
        Situation.U15_BOTH,
        shown(PASSPORT, NOTICE, by=[LICENCE]),
        {
            "notice": [NOTICE],
            "applicant": [PASSPORT],
            "representative": [LICENCE],
            "authority": ["paper:family-register", "paper:representation-on-record"],
        },
    ),
    (
        Situation.U15_BOTH,
        shown(PASSPORT, ON_RECORD, by=[LICENCE]),
        {
            "notice": ["paper:issuance-notice"],
            "applicant": [PASSPORT],
            "representative": [LICENCE],
            "authority": [ON_RECORD],
        },
    ),
    (
        Situation.GUARDIAN,
        shown(PENSION, BANK, GUARDIANSHIP, by=[LICENCE]),
        {
            "applicant": ["applicant:A1", "applicant:B1P", "applicant:A2"],
            "representative": [LICENCE],
            "authority": [GUARDIANSHIP],
        },
    ),
    (
        Situation.AGENT_ANY,
        shown(STUDENT, PENSION, BANK, NOTICE, by=[LICENCE]),
        {
            "notice": [NOTICE],
            "applicant": [STUDENT, PENSION, BANK],
            "representative": ["representative:A1", "representative:B1"],
            "authority": ["paper:power-of-attorney"],
            "reason": ["paper:reason-proof"],
        },
    ),
    (
        Situation.AGENT_INFANT,
        shown(MOTHER_CHILD, INSURANCE, by=[PASSPORT]),
        {
            "notice": ["paper:issuance-notice"],
            "applicant": [MOTHER_CHILD, INSURANCE],
            "representative": [PASSPORT],
            "authority": ["paper:family-register", "paper:representation-on-record"],
        },
    ),
]


@pytest.mark.parametrize(("situation", "documents", "expected"), TABLE)
def test_says_of_each_requirement_what_meets_it_or_would(situation, documents, expected):
    assert rows(situation, documents) == expected


def test_an_expired_document_leaves_its_row_open():
    licence = ShownDocument(kind=K.DRIVERS_LICENCE, validity=Validity.EXPIRED)
    assert rows(Situation.SELF_N, [licence])["applicant"] == ["applicant:A1", "applicant:B2"]


def test_an_extra_document_opens_the_row_again_until_it_is_there():
    licence = shown(K.DRIVERS_LICENCE)
    assert rows(Situation.SELF_N, licence, extra=1)["applicant"][0] == "applicant:B1"
    more = shown(K.DRIVERS_LICENCE, K.PENSION_BOOK)
    assert rows(Situation.SELF_N, more, extra=1)["applicant"] == [K.DRIVERS_LICENCE, K.PENSION_BOOK]


documents = st.lists(
    st.builds(
        ShownDocument,
        kind=st.sampled_from(K),
        holder=st.sampled_from(Holder),
        validity=st.sampled_from(Validity),
    ),
    max_size=9,
)
situations, extras = st.sampled_from(Situation), st.integers(0, 1)


@given(situation=situations, had=documents, extra=extras)
def test_all_rows_are_green_exactly_when_it_is_sufficient(situation, had, extra):
    answer = matrix_of(situation, had, today=TODAY, extra=extra)
    assert answer.judgement == judge(situation, had, today=TODAY, extra=extra)
    assert all(row.met for row in answer.rows) is isinstance(answer.judgement, Sufficient)


@given(situation=situations, had=documents, more=documents, extra=extras)
def test_more_documents_never_leave_more_to_bring(situation, had, more, extra):
    before = matrix_of(situation, had, today=TODAY, extra=extra)
    after = matrix_of(situation, [*had, *more], today=TODAY, extra=extra)
    if all(row.met for row in before.rows):
        assert all(row.met for row in after.rows)


@given(situation=situations, had=documents)
def test_expired_documents_change_nothing(situation, had):
    valid = [each for each in had if each.validity is Validity.VALID]
    assert matrix_of(situation, had, today=TODAY) == matrix_of(situation, valid, today=TODAY)


@given(situation=situations, had=documents)
def test_asking_for_more_never_makes_the_insufficient_sufficient(situation, had):
    if isinstance(judge(situation, had, today=TODAY), Insufficient):
        assert isinstance(judge(situation, had, today=TODAY, extra=1), Insufficient)


@given(situation=situations, had=documents)
def test_a_green_row_names_what_lies_there(situation, had):
    lying = {(each.holder, each.kind) for each in had if each.validity is Validity.VALID}
    for row in matrix_of(situation, had, today=TODAY).rows:
        if row.met and row.need in {Need.APPLICANT, Need.REPRESENTATIVE}:
            assert row.by
            assert {(Holder(row.need.value), kind) for kind in row.by} <= lying
