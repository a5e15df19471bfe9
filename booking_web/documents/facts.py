"""The office's rules about documents, as it published them to this side."""

from dataclasses import dataclass
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact

DOCUMENTS: Final[UUID] = uuid5(NAMESPACE_URL, "madoguchi:documents")
"""The stream of the published rules, the same on both sides."""

APPLICANT: Final = "applicant"
REPRESENTATIVE: Final = "representative"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of document. `tier` is a, b or paper; `on_record`: the office looks it up itself."""

    code: str
    name_ja: str
    tier: str
    photo: bool
    expires: bool
    on_record: bool


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What one person shows. An A document may stand for a B document, never the other way."""

    holder: str
    a: int
    b: int
    photo: bool


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to be sufficient: all proofs, all papers, and what the applicant shows beside.

    Papers and what is shown beside count for no proof. `chip`: only if the holder's PIN opens it.
    """

    rule: str
    proofs: tuple[Proof, ...]
    papers: tuple[str, ...]
    beside: tuple[str, ...]
    chip: bool


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Who comes. `given` are papers to bring that no way names; only `in_person` may be posted."""

    code: str
    in_person: bool
    given: tuple[str, ...]
    ways: tuple[Way, ...]


@fact("documents.published")
class DocumentsPublished:
    edition: int
    kinds: tuple[Kind, ...]
    situations: tuple[Situation, ...]
    posting: tuple[Way, ...]

    def kind(self, code: str) -> Kind | None:
        return next((each for each in self.kinds if each.code == code), None)

    def situation(self, code: str) -> Situation | None:
        return next((each for each in self.situations if each.code == code), None)

    def asks(self, situation: Situation, holder: str) -> bool:
        """Whether any way of the situation wants documents of that person."""
        return any(proof.holder == holder for way in situation.ways for proof in way.proofs)


def evolve(_before: DocumentsPublished | None, happened: DocumentsPublished) -> DocumentsPublished:
    return happened
