"""What the site tells residents to bring is what the office's own rules accept, and no less."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_web.documents.checking import Enough, NotEnough, check, gaps_of, owns
from booking_web.documents.facts import APPLICANT, REPRESENTATIVE
from booking_web.documents.questions import NOTICE, Who, asks_for_notice, situation_of
from booking_web.pages.sheets import ways_of
from issuance.identity.documents import DocumentKind, DocumentTier, Holder, kinds_of
from issuance.identity.posting import POSTING_WAYS, CounterOnly, Declaration, may_be_posted
from issuance.identity.shown import ShownDocument
from issuance.identity.situations import Situation
from issuance.identity.sufficiency import Lacking, Sufficient, judge
from tests.booking_web.documents.rules import rules

RULES = rules()
TODAY = date(2026, 11, 22)
PROOFS = [*kinds_of(DocumentTier.A), *kinds_of(DocumentTier.B)]
SAMPLE = [
    DocumentKind.DRIVERS_LICENCE,
    DocumentKind.PASSPORT,
    DocumentKind.ELIGIBILITY_CERTIFICATE,
    DocumentKind.PENSION_BOOK,
    DocumentKind.STUDENT_CARD,
]
some_kinds = st.frozensets(st.sampled_from(PROOFS), max_size=4)


def shown(holder: Holder, kinds: Iterable[DocumentKind]) -> list[ShownDocument]:
    return [ShownDocument(kind=each, holder=holder) for each in kinds]


def owned(mine: Iterable[DocumentKind], theirs: Iterable[DocumentKind]):
    return {APPLICANT: owns(RULES, mine), REPRESENTATIVE: owns(RULES, theirs)}


def compare(situation: Situation, mine: frozenset[DocumentKind], theirs: frozenset[DocumentKind]):
    """The same documents laid before both; papers are all there, as the list says."""
    published = RULES.situation(situation)
    assert published is not None
    papers = {DocumentKind(each) for way in published.ways for each in way.papers}
    people = [*shown(Holder.APPLICANT, mine), *shown(Holder.REPRESENTATIVE, theirs)]
    judged = judge(situation, [*people, *shown(Holder.APPLICANT, papers)], today=TODAY)
    found = check(published.ways, owned(mine, theirs))
    assert isinstance(found, Enough) == isinstance(judged, Sufficient)
    if isinstance(found, Enough):
        _is_accepted(situation, found)
    else:
        assert not isinstance(judged, Sufficient)
        ours = {"+".join(sorted(_code(each) for each in way)) for way in found.alternatives}
        assert ours == {"+".join(sorted(each.code for each in way)) for way in judged.missing}


def _is_accepted(situation: Situation, found: Enough) -> None:
    """What is listed, and nothing else, convinces the clerk."""
    listed = [
        ShownDocument(kind=DocumentKind(each.kind.code), holder=Holder(each.holder))
        for each in found.documents
    ]
    papers = shown(Holder.APPLICANT, (DocumentKind(each) for each in found.way.papers))
    assert isinstance(judge(situation, [*listed, *papers], today=TODAY), Sufficient)


def _code(gap) -> str:
    return Lacking(holder=Holder(gap.holder), a=gap.a, b=gap.b, with_photo=gap.photo).code


@pytest.mark.parametrize("situation", Situation)
def test_every_choice_of_up_to_three_documents(situation: Situation):
    few = [frozenset(each) for n in range(4) for each in combinations(SAMPLE, n)]
    for mine in few:
        compare(situation, mine, frozenset())
        for theirs in few[:6]:
            compare(situation, mine, theirs)


@given(st.sampled_from(Situation), some_kinds, some_kinds)
def test_any_documents(
    situation: Situation, mine: frozenset[DocumentKind], theirs: frozenset[DocumentKind]
):
    compare(situation, mine, theirs)


@given(some_kinds)
def test_the_post(mine: frozenset[DocumentKind]):
    ways = [each for each in RULES.posting if not each.chip]
    assert len(ways) == len(POSTING_WAYS) - 1
    posted = may_be_posted(list(Declaration), shown(Holder.APPLICANT, mine), today=TODAY)
    found = check(ways, owned(mine, ()))
    assert isinstance(found, NotEnough) == isinstance(posted, CounterOnly)
    assert bool(gaps_of(APPLICANT, ways, owned(mine, ()))) == isinstance(posted, CounterOnly)


@given(st.sampled_from(Who), st.booleans(), some_kinds, some_kinds)
def test_what_is_said_to_be_missing_is_what_is_missing(
    who: Who, notice: bool, mine: frozenset[DocumentKind], theirs: frozenset[DocumentKind]
):
    """Person by person, as the page says it, comes to the same as the whole rule."""
    code = situation_of(who, notice=notice)
    if code is None:
        return
    situation = RULES.situation(code)
    assert situation is not None
    ways = ways_of(situation, notice=notice)
    held = owned(mine, theirs)
    gaps = [gaps_of(each, ways, held) for each in (APPLICANT, REPRESENTATIVE)]
    assert isinstance(check(ways, held), Enough) == (gaps == [(), ()])


def test_every_situation_can_be_asked_for():
    reached = {situation_of(who, notice=notice) for who in Who for notice in (True, False)}
    # A guardian who comes without the ward asks by telephone.
    assert reached - {None} == set(Situation) - {Situation.AGENT_GUARDIAN}
    assert not asks_for_notice(RULES, Who.GUARDIAN)
    assert all(asks_for_notice(RULES, each) for each in set(Who) - {Who.GUARDIAN})


def test_a_notice_that_was_lost_is_on_no_list():
    for who in Who:
        code = situation_of(who, notice=False)
        situation = RULES.situation(code) if code else None
        for way in ways_of(situation, notice=False) if situation else ():
            assert NOTICE not in way.papers
        assert not situation or NOTICE not in situation.given
