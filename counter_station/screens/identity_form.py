"""The matrix of documents: from ticked boxes to what was shown, and the verdict on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counter_station.screens.http import Form
from issuance.identity.documents import (
    DocumentKind,
    DocumentTier,
    Holder,
    ShownDocument,
    kinds_of,
    tier_of,
)
from issuance.identity.posting import CounterOnly, Declaration, may_be_posted
from issuance.identity.situations import IN_PERSON, Situation
from issuance.identity.sufficiency import Judgement, judge

_KEYS = {
    DocumentTier.A: "1234567890",
    DocumentTier.B: "qwertyuiopasdfgh",
    DocumentTier.PAPER: "zxcvbn",
}


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """What the clerk chose: who came, and which documents lie there."""

    situation: Situation | None
    shown: tuple[ShownDocument, ...]

    def has(self, kind: DocumentKind, holder: Holder) -> bool:
        return any(each.kind is kind and each.holder is holder for each in self.shown)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether it is enough, and whether it would be enough for the post."""

    judgement: Judgement
    enough_for_post: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A document in the matrix and the key that ticks it (with Shift: the representative's)."""

    kind: DocumentKind
    key: str


NOTHING_TICKED = Ticked(situation=None, shown=())


def matrix() -> dict[DocumentTier, list[Choice]]:
    return {
        tier: [
            Choice(kind=kind, key=keys[place] if place < len(keys) else "")
            for place, kind in enumerate(kinds_of(tier))
        ]
        for tier, keys in _KEYS.items()
    }


def ticked(form: Form) -> Ticked:
    """Read the matrix; what no box of ours can say is passed over."""
    situation = form.one("situation")
    return Ticked(
        situation=Situation(situation) if situation in set(Situation) else None,
        shown=tuple(_shown(form.all("document"))),
    )


def verdict(chosen: Ticked, situation: Situation, *, today: date) -> Verdict:
    everything = frozenset(Declaration)
    posting = may_be_posted(everything, _own(chosen.shown), today=today)
    return Verdict(
        judgement=judge(situation, chosen.shown, today=today),
        enough_for_post=situation in IN_PERSON and not isinstance(posting, CounterOnly),
    )


def _shown(values: Iterable[str]) -> Iterable[ShownDocument]:
    for value in dict.fromkeys(values):
        holder, _, kind = value.partition(":")
        if kind in set(DocumentKind) and holder in set(Holder):
            paper = tier_of(DocumentKind(kind)) is DocumentTier.PAPER
            owner = Holder.APPLICANT if paper else Holder(holder)
            yield ShownDocument(kind=DocumentKind(kind), holder=owner)


def _own(shown: Sequence[ShownDocument]) -> list[ShownDocument]:
    return [each for each in shown if each.holder is Holder.APPLICANT]
