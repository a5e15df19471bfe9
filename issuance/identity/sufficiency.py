"""Are these documents enough? The answer names the rule met, or every way to meet one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from issuance.calendar import is_over
from issuance.identity.documents import (
    DocumentKind,
    DocumentTier,
    Holder,
    ShownDocument,
    has_photo,
    tier_of,
)
from issuance.identity.situations import RULES, Proof, Rule, Situation


@dataclass(frozen=True, kw_only=True)
class Sufficient:
    """Enough; `rule` is the id of the rule that was met."""

    rule: str


@dataclass(frozen=True, kw_only=True, order=True)
class Lacking:
    """What one person still has to show: `a` A documents and `b` B documents, or a paper."""

    holder: Holder
    a: int = 0
    b: int = 0
    with_photo: bool = False
    paper: DocumentKind | None = None

    @property
    def code(self) -> str:
        """Short and stable, for facts and the office: `applicant:A1B1`, `paper:issuance-notice`."""
        if self.paper is not None:
            return f"paper:{self.paper}"
        counts = (f"A{self.a}" if self.a else "") + (f"B{self.b}" if self.b else "")
        return f"{self.holder}:{counts}{'P' if self.with_photo else ''}"


Alternative = tuple[Lacking, ...]


@dataclass(frozen=True, kw_only=True)
class Insufficient:
    """Not enough; any one of the `missing` alternatives would make it enough, nearest first."""

    missing: tuple[Alternative, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """One string an alternative, its parts joined by `+`."""
        return tuple("+".join(each.code for each in way) for way in self.missing)


Judgement = Sufficient | Insufficient


def judge(situation: Situation, shown: Sequence[ShownDocument], *, today: date) -> Judgement:
    """Judge what was shown by the rules of a situation.

    Args:
        situation: who has come.
        shown: what lies on the counter; the same kind twice counts once a person, an expired
            document not at all.
        today: the office's date.

    Source: domain.md §4.
    """
    valid = [each for each in shown if not _is_expired(each, today)]
    ways: list[Alternative] = []
    for rule in RULES[situation]:
        lacking = _lacking(rule, valid)
        if not lacking:
            return Sufficient(rule=rule.id)
        ways.append(lacking)
    return Insufficient(missing=_nearest_first(ways))


def proof_gap(proof: Proof, shown: Iterable[ShownDocument]) -> Lacking | None:
    """What *proof* still wants of its holder, None when nothing.

    An A document beyond those asked for stands for a B document.
    """
    kinds = {each.kind for each in shown if each.holder is proof.holder}
    a = sum(tier_of(kind) is DocumentTier.A for kind in kinds)
    b = sum(tier_of(kind) is DocumentTier.B for kind in kinds)
    lacking_a = max(0, proof.a - a)
    lacking_b = max(0, proof.b - b - max(0, a - proof.a))
    photo = proof.with_photo and not any(has_photo(kind) for kind in kinds)
    if not (lacking_a or lacking_b or photo):
        return None
    # A photo is wanted from one of the documents still to come, or from one more.
    more = max(lacking_b, 0 if lacking_a else int(photo))
    return Lacking(holder=proof.holder, a=lacking_a, b=more, with_photo=photo)


def _lacking(rule: Rule, shown: Sequence[ShownDocument]) -> Alternative:
    gaps = [proof_gap(proof, shown) for proof in rule.proofs]
    kinds = {each.kind for each in shown}
    papers = [
        Lacking(holder=Holder.APPLICANT, paper=paper) for paper in rule.papers if paper not in kinds
    ]
    return (*(gap for gap in gaps if gap is not None), *papers)


def _is_expired(shown: ShownDocument, today: date) -> bool:
    return shown.expires_on is not None and is_over(shown.expires_on, today)


def _nearest_first(ways: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Without repeats; what takes the fewest documents comes first."""
    different = dict.fromkeys(ways)
    return tuple(sorted(different, key=lambda way: sum(max(1, each.a + each.b) for each in way)))
