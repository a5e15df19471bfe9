"""Are these documents enough? The answer names the rule met, or every way to meet one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from issuance.identity.absence import AbsenceReason, with_reason
from issuance.identity.documents import (
    DocumentKind,
    DocumentTier,
    Holder,
    has_photo,
    tier_of,
)
from issuance.identity.shown import ShownDocument
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


def judge(
    situation: Situation,
    shown: Sequence[ShownDocument],
    *,
    today: date,
    extra: int = 0,
    absence: AbsenceReason | None = AbsenceReason.UNTOLD,
) -> Judgement:
    """Judge what was shown by the rules of a situation.

    Args:
        situation: who has come.
        shown: what lies on the counter; the same kind twice counts once a person, an expired
            document not at all.
        today: the office's date.
        extra: documents of the applicant asked for beyond the rule, by a supervisor's leave.
        absence: why the applicant does not come; matters only where a situation asks for it.

    Source: domain.md §4.
    """
    valid = with_reason([each for each in shown if each.counts(today)], absence)
    ways: list[Alternative] = []
    for rule in asked(situation, extra=extra):
        gap = lacking(rule, valid)
        if not gap:
            return Sufficient(rule=rule.id)
        ways.append(gap)
    return Insufficient(missing=_nearest_first(ways))


def asked(situation: Situation, *, extra: int = 0) -> tuple[Rule, ...]:
    """The situation's rules, with so many more B documents of the applicant's."""
    if not extra:
        return RULES[situation]
    return tuple(
        replace(rule, proofs=tuple(_with_more(each, extra) for each in rule.proofs))
        for rule in RULES[situation]
    )


def _with_more(proof: Proof, extra: int) -> Proof:
    return replace(proof, b=proof.b + extra) if proof.holder is Holder.APPLICANT else proof


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


def lacking(rule: Rule, valid: Sequence[ShownDocument]) -> Alternative:
    """What *rule* still wants, besides the documents that count."""
    gaps = [proof_gap(proof, valid) for proof in rule.proofs]
    kinds = {each.kind for each in valid}
    papers = [
        Lacking(holder=Holder.APPLICANT, paper=paper) for paper in rule.papers if paper not in kinds
    ]
    return (*(gap for gap in gaps if gap is not None), *papers)


def weight(way: Alternative) -> int:
    """How many documents an alternative takes."""
    return sum(max(1, each.a + each.b) for each in way)


def _nearest_first(ways: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Without repeats; what takes the fewest documents comes first."""
    return tuple(sorted(dict.fromkeys(ways), key=weight))
