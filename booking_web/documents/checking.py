"""Which documents to bring: the published ways, held against what somebody has at home."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from booking_web.documents.facts import APPLICANT, DocumentsPublished, Kind, Proof, Way

Owned = Mapping[str, Sequence[Kind]]
"""By holder, in the office's order."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    holder: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Enough:
    """These documents meet the way; its papers come with them."""

    way: Way
    documents: tuple[Brought, ...]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """What one person still needs: so many A, so many B, one of them with a photo; and beside."""

    holder: str
    a: int
    b: int
    photo: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotEnough:
    """Any one of the alternatives would be enough, the nearest first."""

    alternatives: tuple[tuple[Gap, ...], ...]


def check(ways: Iterable[Way], owned: Owned) -> Enough | NotEnough:
    """The way that takes the fewest documents, or what is still missing."""
    met: list[Enough] = []
    gaps: dict[tuple[Gap, ...], None] = {}
    for way in ways:
        missing = tuple(gap for proof in way.proofs if (gap := _gap(way, proof, owned)))
        if missing:
            gaps[missing] = None
        else:
            met.append(Enough(way=way, documents=_chosen(way, owned)))
    if met:
        return min(met, key=lambda each: (len(each.documents), len(each.way.papers)))
    return NotEnough(alternatives=tuple(sorted(gaps, key=_size)))


def gaps_of(holder: str, ways: Iterable[Way], owned: Owned) -> tuple[Gap, ...]:
    """What one person still needs, as alternatives, the nearest first; none if a way is met."""
    found: dict[Gap, None] = {}
    for way in ways:
        for proof in way.proofs:
            if proof.holder != holder:
                continue
            gap = _gap(way, proof, owned)
            if gap is None:
                return ()
            found[gap] = None
    real = [each for each in found if not any(_less(other, each) for other in found)]
    return tuple(sorted(real, key=lambda each: _size((each,))))


def owns(rules: DocumentsPublished, codes: Iterable[str]) -> list[Kind]:
    """The kinds of these codes that prove somebody, in the office's order."""
    wanted = set(codes)
    return [each for each in rules.kinds if each.code in wanted and each.tier != "paper"]


def _proving(way: Way, proof: Proof, owned: Owned) -> list[Kind]:
    """What is shown beside proves nobody as well."""
    return [each for each in owned.get(proof.holder, ()) if each.code not in way.beside]


def _gap(way: Way, proof: Proof, owned: Owned) -> Gap | None:
    kinds = _proving(way, proof, owned)
    a = sum(each.tier == "a" for each in kinds)
    b = sum(each.tier == "b" for each in kinds)
    lacking_a = max(0, proof.a - a)
    lacking_b = max(0, proof.b - b - max(0, a - proof.a))
    photo = proof.photo and not any(each.photo for each in kinds)
    beside = _lacking_beside(way, owned) if proof.holder == APPLICANT else ()
    if not (lacking_a or lacking_b or photo or beside):
        return None
    more = max(lacking_b, 0 if lacking_a else int(photo))
    return Gap(holder=proof.holder, a=lacking_a, b=more, photo=photo, beside=beside)


def _lacking_beside(way: Way, owned: Owned) -> tuple[str, ...]:
    mine = {each.code for each in owned.get(APPLICANT, ())}
    return tuple(each for each in way.beside if each not in mine)


def _chosen(way: Way, owned: Owned) -> tuple[Brought, ...]:
    proving = tuple(
        Brought(holder=proof.holder, kind=kind)
        for proof in way.proofs
        for kind in _pick(proof, _proving(way, proof, owned))
    )
    mine = owned.get(APPLICANT, ())
    beside = (each for each in mine if each.code in way.beside)
    return (*proving, *(Brought(holder=APPLICANT, kind=each) for each in beside))


def _pick(proof: Proof, kinds: Sequence[Kind]) -> list[Kind]:
    """A first, then B, then further A in their stead; one with a photo where one is wanted."""
    strong = [each for each in kinds if each.tier == "a"]
    others = [each for each in kinds if each.tier == "b"]
    if proof.photo:
        others.sort(key=lambda each: not each.photo)
    return (strong[: proof.a] + others[: proof.b] + strong[proof.a :])[: proof.a + proof.b]


def _less(one: Gap, other: Gap) -> bool:
    """Whether who brings the other has brought the one too, and more."""
    fewer = one.a <= other.a and one.b <= other.b and one.photo <= other.photo
    return fewer and set(one.beside) <= set(other.beside) and one != other


def _size(way: tuple[Gap, ...]) -> int:
    return sum(max(1, each.a + each.b + len(each.beside)) for each in way)
