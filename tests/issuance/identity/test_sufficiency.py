"""本人確認: which documents are enough, for whom."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuance.identity.documents import DocumentKind as K
from issuance.identity.documents import Holder
from issuance.identity.shown import ShownDocument
from issuance.identity.situations import (
    RULES,
    Situation,
    fitting,
    needs_representative,
    papers_asked,
)
from issuance.identity.sufficiency import Insufficient, Lacking, Sufficient, judge, weight

TODAY = date(2026, 11, 22)
A1, A2, A3 = K.DRIVERS_LICENCE, K.PASSPORT, K.MY_NUMBER_CARD
B1, B2, B3, B_PHOTO = K.ELIGIBILITY_CERTIFICATE, K.PENSION_BOOK, K.BANK_BOOK, K.STUDENT_CARD
NOTICE, REGISTER, ON_RECORD = K.ISSUANCE_NOTICE, K.FAMILY_REGISTER, K.REPRESENTATION_ON_RECORD
MANDATE, REASON, GUARDIANSHIP = K.POWER_OF_ATTORNEY, K.REASON_PROOF, K.GUARDIANSHIP_CERTIFICATE


def shown(*kinds, by=()):
    return [
        *(ShownDocument(kind=kind) for kind in kinds),
        *(ShownDocument(kind=kind, holder=Holder.REPRESENTATIVE) for kind in by),
    ]


ENOUGH = [
    (Situation.SELF_N, shown(A1), "SELF_N/A1"),
    (Situation.SELF_N, shown(B1, B2), "SELF_N/B2"),
    (Situation.SELF_X, shown(A1, A2), "SELF_X/A2"),
    (Situation.SELF_X, shown(A1, B1), "SELF_X/A1B1"),
    (Situation.U15_BOTH, shown(B1, B2, NOTICE, ON_RECORD, by=[A1]), "U15_BOTH/B2+A1"),
    (Situation.U15_BOTH, shown(A1, B1, REGISTER, by=[B1, B2]), "U15_BOTH/A1B1+B2"),
    (Situation.GUARDIAN, shown(B1, B2, B_PHOTO, GUARDIANSHIP, by=[A1]), "GUARDIAN/B3P+A1"),
    (
        Situation.AGENT_ANY,
        shown(A1, B1, NOTICE, MANDATE, REASON, by=[A1, B1]),
        "AGENT_ANY/A1B1+A1B1",
    ),
    (Situation.AGENT_LEGAL, shown(A1, A2, NOTICE, REGISTER, REASON, by=[A1]), "AGENT_LEGAL/A2+A1"),
    (Situation.AGENT_INFANT, shown(B1, B2, NOTICE, ON_RECORD, by=[A1]), "AGENT_INFANT/B2+A1"),
    (
        Situation.AGENT_GUARDIAN,
        shown(A1, B1, NOTICE, GUARDIANSHIP, by=[B1, B2]),
        "AGENT_GUARDIAN/A1B1+B2",
    ),
]

NOT_ENOUGH = [
    (Situation.SELF_N, shown()),
    (Situation.SELF_N, shown(B1)),
    (Situation.SELF_N, shown(B1, B1)),  # the same kind twice is one document
    (Situation.SELF_N, shown(NOTICE, B1)),  # a paper proves nobody
    (Situation.SELF_N, shown(by=[A1])),  # somebody else's licence
    (Situation.SELF_X, shown(A1)),
    (Situation.SELF_X, shown(B1, B2, B3)),
    (Situation.U15_BOTH, shown(A1, NOTICE, ON_RECORD)),  # the parent shows nothing
    (Situation.U15_BOTH, shown(A1, NOTICE, by=[A1])),  # representation not proved
    (Situation.U15_BOTH, shown(A1, ON_RECORD, by=[A1])),  # no notice: one A is not enough
    (Situation.GUARDIAN, shown(A1, A2, by=[A1])),
    (Situation.AGENT_ANY, shown(A1, B1, MANDATE, REASON, by=[A1, B1])),  # no notice: not possible
    (Situation.AGENT_ANY, shown(A1, B1, NOTICE, MANDATE, REASON, by=[A1])),
    (Situation.AGENT_ANY, shown(B1, B2, B3, NOTICE, MANDATE, REASON, by=[A1, A2])),  # no photo
]


@pytest.mark.parametrize(("situation", "documents", "rule"), ENOUGH)
def test_these_are_enough(situation, documents, rule):
    assert judge(situation, documents, today=TODAY) == Sufficient(rule=rule)


@pytest.mark.parametrize(("situation", "documents"), NOT_ENOUGH)
def test_these_are_not(situation, documents):
    assert isinstance(judge(situation, documents, today=TODAY), Insufficient)


def test_an_expired_document_does_not_count_and_one_on_its_last_day_does():
    def licence(expires_on):
        return [ShownDocument(kind=A1, expires_on=expires_on)]

    last_day = judge(Situation.SELF_N, licence(TODAY), today=TODAY)
    day_after = judge(Situation.SELF_N, licence(date(2026, 11, 21)), today=TODAY)
    assert last_day == Sufficient(rule="SELF_N/A1")
    assert isinstance(day_after, Insufficient)


def test_what_is_missing_is_said_as_alternatives_nearest_first():
    answer = judge(Situation.SELF_X, shown(A1), today=TODAY)
    one_more_a = (Lacking(holder=Holder.APPLICANT, a=1),)
    one_more_b = (Lacking(holder=Holder.APPLICANT, b=1),)
    assert answer == Insufficient(missing=(one_more_a, one_more_b))
    assert answer.codes == ("applicant:A1", "applicant:B1")


def test_the_missing_photo_is_named():
    documents = shown(B1, B2, B3, NOTICE, MANDATE, REASON, by=[A1, A2])
    answer = judge(Situation.AGENT_ANY, documents, today=TODAY)
    assert isinstance(answer, Insufficient)
    assert "applicant:B1P" in answer.codes


def test_a_missing_paper_is_named():
    answer = judge(Situation.GUARDIAN, shown(A1, A2, by=[A1]), today=TODAY)
    assert isinstance(answer, Insufficient)
    assert answer.codes[0] == "paper:guardianship-certificate"


def test_every_situation_has_rules_with_names_of_its_own():
    assert set(RULES) == set(Situation)
    for situation, rules in RULES.items():
        assert all(rule.id.startswith(f"{situation}/") for rule in rules)
    assert not needs_representative(Situation.SELF_N)
    assert needs_representative(Situation.AGENT_ANY)
    assert papers_asked(Situation.SELF_X) == ()
    assert papers_asked(Situation.U15_BOTH) == (NOTICE, REGISTER, ON_RECORD)


def test_extra_documents_are_asked_of_the_applicant_alone():
    with_child = shown(A1, NOTICE, ON_RECORD, by=[A1])
    assert judge(Situation.U15_BOTH, with_child, today=TODAY) == Sufficient(rule="U15_BOTH/A1+A1")
    answer = judge(Situation.U15_BOTH, with_child, today=TODAY, extra=1)
    assert isinstance(answer, Insufficient)
    assert answer.codes[0] == "applicant:B1"
    more = judge(Situation.U15_BOTH, [*with_child, *shown(B1)], today=TODAY, extra=1)
    assert more == Sufficient(rule="U15_BOTH/A1+A1")


def test_children_never_come_alone_and_adults_never_as_children():
    child, adult = fitting(under_15=True), fitting(under_15=False)
    assert not {Situation.SELF_N, Situation.SELF_X} & set(child)
    assert not {Situation.U15_BOTH, Situation.AGENT_INFANT} & set(adult)
    assert set(child) | set(adult) == set(Situation)


documents = st.lists(
    st.builds(ShownDocument, kind=st.sampled_from(K), holder=st.sampled_from(Holder)), max_size=8
)


@given(situation=st.sampled_from(Situation), had=documents, more=documents)
def test_another_document_never_makes_it_worse(situation, had, more):
    before = judge(situation, had, today=TODAY)
    after = judge(situation, [*had, *more], today=TODAY)
    match before, after:
        case Sufficient(), _:
            assert isinstance(after, Sufficient)
        case Insufficient(missing=old), Insufficient(missing=new):
            assert min(map(weight, new)) <= min(map(weight, old))
        case _:
            pass


@given(situation=st.sampled_from(Situation), had=documents, seed=st.randoms())
def test_the_order_on_the_counter_does_not_matter(situation, had, seed):
    shuffled = list(had)
    seed.shuffle(shuffled)
    assert judge(situation, had, today=TODAY) == judge(situation, shuffled, today=TODAY)


@given(situation=st.sampled_from(Situation), had=documents)
def test_bringing_what_was_missing_makes_it_enough(situation, had):
    answer = judge(situation, had, today=TODAY)
    if isinstance(answer, Sufficient):
        return
    brought = [each for lacking in answer.missing[0] for each in bring(lacking, had)]
    assert isinstance(judge(situation, [*had, *brought], today=TODAY), Sufficient)


def bring(lacking, had):
    if lacking.paper is not None:
        return [ShownDocument(kind=lacking.paper)]
    own = {each.kind for each in had if each.holder is lacking.holder}
    a = [kind for kind in (A1, A2, A3) if kind not in own][: lacking.a]
    new_b = (B_PHOTO, K.PHOTO_CERTIFICATE, K.EMPLOYEE_CARD, K.OFFICIAL_CARD, B1, B2, B3)
    b = [kind for kind in new_b if kind not in own][: lacking.b]
    return [ShownDocument(kind=kind, holder=lacking.holder) for kind in (*a, *b)]
