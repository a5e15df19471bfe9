"""公開する規則: what residents may know of the rules about documents, as plain data."""

from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.identity.documents import WORDS, DocumentKind, expires, has_photo, tier_of
from issuance.identity.posting import POSTING_WAYS, PostingWay
from issuance.identity.situations import IN_PERSON, RULES, Proof, Rule, Situation
from issuance.ledger.facts import fact

DOCUMENTS: Final[UUID] = uuid5(NAMESPACE_URL, "madoguchi:documents")
"""The stream of what was published."""
_ON_RECORD: Final = frozenset({DocumentKind.REPRESENTATION_ON_RECORD})
"""The office looks it up itself; nobody brings it."""
_GIVEN: Final = {Situation.SELF_N: (DocumentKind.ISSUANCE_NOTICE,)}
"""Papers that make the situation what it is, so that its rules do not name them again."""


@dataclass(frozen=True, kw_only=True)
class PublishedKind:
    """A kind of document. `tier` is a, b or paper; `on_record`: the office looks it up itself."""

    code: str
    name_ja: str
    tier: str
    photo: bool
    expires: bool
    on_record: bool


@dataclass(frozen=True, kw_only=True)
class PublishedProof:
    """What one person shows: so many A, so many B, one of them with a photo."""

    holder: str
    a: int
    b: int
    photo: bool


@dataclass(frozen=True, kw_only=True)
class PublishedWay:
    """One way to be sufficient. `beside` are documents of the applicant that count for no proof.

    `chip`: only if the holder's PIN opens the document's chip.
    """

    rule: str
    proofs: tuple[PublishedProof, ...]
    papers: tuple[str, ...]
    beside: tuple[str, ...]
    chip: bool


@dataclass(frozen=True, kw_only=True)
class PublishedSituation:
    """Who comes. `given` are papers to bring that no way names; only `in_person` may be posted."""

    code: str
    in_person: bool
    given: tuple[str, ...]
    ways: tuple[PublishedWay, ...]


@fact("identity.documents-published")
class DocumentsPublished:
    """The rules that residents are told from now on; `edition` counts from 1."""

    edition: int
    kinds: tuple[PublishedKind, ...]
    situations: tuple[PublishedSituation, ...]
    posting: tuple[PublishedWay, ...]


def evolve(_before: DocumentsPublished | None, happened: DocumentsPublished) -> DocumentsPublished:
    return happened


def publish(before: DocumentsPublished | None) -> list[DocumentsPublished]:
    """Publish the rules as they stand in this program; the same rules again are no news."""
    edition = before.edition if before else 0
    if before is not None and before == published(edition):
        return []
    return [published(edition + 1)]


def published(edition: int) -> DocumentsPublished:
    return DocumentsPublished(
        edition=edition,
        kinds=tuple(_kind(each) for each in DocumentKind),
        situations=tuple(_situation(each) for each in Situation),
        posting=tuple(_posting(each) for each in POSTING_WAYS),
    )


def _kind(kind: DocumentKind) -> PublishedKind:
    return PublishedKind(
        code=kind.value,
        name_ja=WORDS[kind],
        tier=tier_of(kind).value,
        photo=has_photo(kind),
        expires=expires(kind),
        on_record=kind in _ON_RECORD,
    )


def _situation(situation: Situation) -> PublishedSituation:
    return PublishedSituation(
        code=situation.value,
        in_person=situation in IN_PERSON,
        given=tuple(each.value for each in _GIVEN.get(situation, ())),
        ways=tuple(_way(rule) for rule in RULES[situation]),
    )


def _way(rule: Rule) -> PublishedWay:
    return PublishedWay(
        rule=rule.id,
        proofs=tuple(_proof(each) for each in rule.proofs),
        papers=tuple(each.value for each in rule.papers),
        beside=(),
        chip=False,
    )


def _posting(way: PostingWay) -> PublishedWay:
    return PublishedWay(
        rule=way.id,
        proofs=(_proof(way.proof),),
        papers=(),
        beside=tuple(each.value for each in way.beside),
        chip=way.chip,
    )


def _proof(proof: Proof) -> PublishedProof:
    return PublishedProof(holder=proof.holder.value, a=proof.a, b=proof.b, photo=proof.with_photo)
