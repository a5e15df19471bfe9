"""公開する規則: numbered, told once, told anew when the rules change."""

from dataclasses import replace

from issuance.identity.documents import DocumentKind
from issuance.identity.publication import DocumentsPublished, evolve, publish, published
from issuance.identity.situations import RULES
from tests.support.given import Specification

documents: Specification[DocumentsPublished | None, DocumentsPublished] = Specification(
    None, evolve
)


def test_the_first_edition():
    documents.given().when(publish).then(published(1))


def test_the_same_rules_are_no_news():
    documents.given(published(4)).when(publish).then()


def test_other_rules_are_the_next_edition():
    before = published(4)
    documents.given(replace(before, posting=before.posting[1:])).when(publish).then(published(5))


def test_every_rule_and_every_kind_is_told():
    edition = published(1)
    assert [each.code for each in edition.kinds] == [each.value for each in DocumentKind]
    told = {each.code: [way.rule for way in each.ways] for each in edition.situations}
    assert told == {each.value: [rule.id for rule in rules] for each, rules in RULES.items()}
