"""What has to be proven, row by row: which requirement is met, by what, and what else would do."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from issuance.identity.absence import AbsenceReason, with_reason
from issuance.identity.documents import DocumentKind, DocumentTier, Holder, has_photo, tier_of
from issuance.identity.shown import ShownDocument
from issuance.identity.situations import Proof, Rule, Situation
from issuance.identity.sufficiency import (
    Judgement,
    Lacking,
    asked,
    judge,
    lacking,
    proof_gap,
    weight,
)


class Need(StrEnum):
    """What a visit has to prove."""

    NOTICE = "notice"  # 交付通知書・照会書
    APPLICANT = "applicant"  # 本人であること
    REPRESENTATIVE = "representative"  # 来た代理人であること
    AUTHORITY = "authority"  # 代理の権限
    REASON = "reason"  # 来庁できない理由


@dataclass(frozen=True, kw_only=True)
class Row:
    """One requirement by the nearest rule.

    `by`: the documents that count for it, also while more is wanted. `open`: each would meet it,
    the nearest first; empty when it is met.
    """

    need: Need
    by: tuple[DocumentKind, ...]
    open: tuple[Lacking, ...]

    @property
    def met(self) -> bool:
        return not self.open


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Every requirement and the judgement: all rows are met exactly when it is sufficient."""

    rows: tuple[Row, ...]
    judgement: Judgement


_NEED_OF: Final = {
    DocumentKind.ISSUANCE_NOTICE: Need.NOTICE,
    DocumentKind.REASON_PROOF: Need.REASON,
}
"""Every other paper shows that the representative may act."""


def matrix_of(
    situation: Situation,
    shown: Sequence[ShownDocument],
    *,
    today: date,
    extra: int = 0,
    absence: AbsenceReason | None = AbsenceReason.UNTOLD,
) -> Matrix:
    """Judge as `judge` does, and say of each requirement how it stands.

    Source: domain.md §4.
    """
    valid = with_reason([each for each in shown if each.counts(today)], absence)
    rules = asked(situation, extra=extra)
    nearest = min(rules, key=lambda rule: weight(lacking(rule, valid)))
    rows = [*_given(situation), *_rows(nearest, rules, valid)]
    order = list(Need)
    return Matrix(
        rows=tuple(sorted(rows, key=lambda row: order.index(row.need))),
        judgement=judge(situation, shown, today=today, extra=extra, absence=absence),
    )


def counting(proof: Proof, valid: Iterable[ShownDocument]) -> tuple[DocumentKind, ...]:
    """The documents a proof takes: A before B, a photo first where one is wanted, no more."""
    own = dict.fromkeys(each.kind for each in valid if each.holder is proof.holder)
    a = [kind for kind in own if tier_of(kind) is DocumentTier.A]
    b = sorted(
        (kind for kind in own if tier_of(kind) is DocumentTier.B),
        key=lambda kind: proof.with_photo and not has_photo(kind),
    )
    return tuple((a[: proof.a] + (a[proof.a :] + b)[: proof.b])[: proof.a + proof.b])


def need_of(lacking: Lacking) -> Need:
    """Which requirement something lacking belongs to."""
    return Need(lacking.holder.value) if lacking.paper is None else _need(lacking.paper)


def _given(situation: Situation) -> Iterator[Row]:
    """In SELF_N the notice is the situation itself."""
    if situation is Situation.SELF_N:
        yield Row(need=Need.NOTICE, by=(DocumentKind.ISSUANCE_NOTICE,), open=())


def _rows(nearest: Rule, rules: Sequence[Rule], valid: Sequence[ShownDocument]) -> Iterator[Row]:
    for proof in nearest.proofs:
        wanted = proof_gap(proof, valid)
        every = [each for rule in rules for each in rule.proofs if each.holder is proof.holder]
        yield Row(
            need=Need(proof.holder.value),
            by=counting(proof, valid),
            open=_ways(proof_gap(each, valid) for each in (proof, *every)) if wanted else (),
        )
    kinds = {each.kind for each in valid}
    for need in dict.fromkeys(_need(paper) for paper in nearest.papers):
        papers = [paper for paper in nearest.papers if _need(paper) is need]
        missing = [paper for paper in papers if paper not in kinds]
        yield Row(
            need=need,
            by=tuple(paper for paper in papers if paper in kinds),
            open=_papers(need, missing, rules) if missing else (),
        )


def _papers(
    need: Need, missing: Sequence[DocumentKind], rules: Sequence[Rule]
) -> tuple[Lacking, ...]:
    every = [paper for rule in rules for paper in rule.papers if _need(paper) is need]
    return tuple(
        Lacking(holder=Holder.APPLICANT, paper=paper) for paper in dict.fromkeys((*missing, *every))
    )


def _need(paper: DocumentKind) -> Need:
    return _NEED_OF.get(paper, Need.AUTHORITY)


def _ways(gaps: Iterable[Lacking | None]) -> tuple[Lacking, ...]:
    different = dict.fromkeys(gap for gap in gaps if gap is not None)
    return tuple(sorted(different, key=lambda gap: weight((gap,))))
