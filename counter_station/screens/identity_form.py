"""The matrix of documents: from ticked boxes to what was shown, and the verdict on it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from counter_station.comparison import Side
from counter_station.screens.http import Form
from issuance.identity.absence import AbsenceReason
from issuance.identity.chip import ChipCheck
from issuance.identity.documents import DocumentKind, DocumentTier, Holder, kinds_of, tier_of
from issuance.identity.matrix import Matrix, counting, matrix_of
from issuance.identity.posting import CounterOnly, Declaration, may_be_posted
from issuance.identity.shown import Look, ShownDocument, Validity, address_differs, look_at
from issuance.identity.situations import IN_PERSON, RULES, Situation
from issuance.identity.sufficiency import Sufficient

_KEYS = {
    DocumentTier.A: "1234567890",
    DocumentTier.B: "qwertyuiopasdfgh",
    DocumentTier.PAPER: "zxcvbn",
}
SITUATION_KEYS = "jklm,."
"""As many as can come for one card."""


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    """What the reader contributes to a ticked document."""

    chip: ChipCheck
    expires_on: date | None
    sides: tuple[Side, ...] = field(default=(), repr=False)


Read = Mapping[tuple[DocumentKind, Holder], ReadDocument]


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """What the clerk chose: who came, and which documents lie there."""

    situation: Situation | None
    shown: tuple[ShownDocument, ...]
    absence: AbsenceReason | None = None

    def has(self, kind: DocumentKind, holder: Holder) -> bool:
        return self._one(kind, holder) is not None

    def is_void(self, kind: DocumentKind, holder: Holder) -> bool:
        """Whether the clerk saw that its date does not do."""
        found = self._one(kind, holder)
        return found is not None and found.validity is not Validity.VALID

    def with_chips(self, read: Read) -> "Ticked":
        """What the reader read is ticked, and carries how it was read."""
        plain = [each for each in self.shown if (each.kind, each.holder) not in read]
        return replace(self, shown=(*plain, *(self._read(key, read[key]) for key in read)))

    def _read(self, key: tuple[DocumentKind, Holder], read: ReadDocument) -> ShownDocument:
        kind, holder = key
        known = self._one(kind, holder) or ShownDocument(kind=kind, holder=holder)
        return replace(known, chip=read.chip, expires_on=read.expires_on)

    def _one(self, kind: DocumentKind, holder: Holder) -> ShownDocument | None:
        own = (each for each in self.shown if each.kind is kind and each.holder is holder)
        return next(own, None)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Every requirement, and whether it would be enough for the post.

    `look`: which dates only the clerk can see, and on which documents, where it rests on them.
    """

    matrix: Matrix
    enough_for_post: bool
    address_differs: bool
    look: Mapping[Look, tuple[DocumentKind, ...]]
    absence: AbsenceReason | None = None

    @property
    def enough(self) -> bool:
        return isinstance(self.matrix.judgement, Sufficient)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A document in the matrix and the key that ticks it (with Shift: the representative's)."""

    kind: DocumentKind
    key: str
    look: Look | None


NOTHING_TICKED = Ticked(situation=None, shown=())


def matrix() -> dict[DocumentTier, list[Choice]]:
    return {
        tier: [
            Choice(kind=kind, key=keys[place] if place < len(keys) else "", look=look_at(kind))
            for place, kind in enumerate(kinds_of(tier))
        ]
        for tier, keys in _KEYS.items()
    }


def ticked(form: Form) -> Ticked:
    """Read the matrix; what no box of ours can say is passed over."""
    situation, absence = form.one("situation"), form.one("absence")
    return Ticked(
        situation=Situation(situation) if situation in set(Situation) else None,
        shown=tuple(_shown(form.all("document"), void=frozenset(form.all("void")))),
        absence=AbsenceReason(absence) if absence in set(AbsenceReason) else None,
    )


def verdict(
    chosen: Ticked,
    situation: Situation,
    *,
    today: date,
    extra: int = 0,
    absence: AbsenceReason | None = None,
) -> Verdict:
    everything = frozenset(Declaration)
    posting = may_be_posted(everything, _own(chosen.shown), today=today)
    judged = matrix_of(situation, chosen.shown, today=today, extra=extra, absence=absence)
    return Verdict(
        matrix=judged,
        enough_for_post=situation in IN_PERSON and not isinstance(posting, CounterOnly),
        address_differs=address_differs(chosen.shown),
        look=_by_look(_look(judged, situation, chosen.shown, today)),
        absence=absence,
    )


def _shown(values: Iterable[str], *, void: Collection[str]) -> Iterable[ShownDocument]:
    for value in dict.fromkeys(values):
        holder, _, word = value.partition(":")
        if word in set(DocumentKind) and holder in set(Holder):
            kind = DocumentKind(word)
            paper = tier_of(kind) is DocumentTier.PAPER
            yield ShownDocument(
                kind=kind,
                holder=Holder.APPLICANT if paper else Holder(holder),
                validity=_void(kind) if value in void else Validity.VALID,
            )


def _void(kind: DocumentKind) -> Validity:
    match look_at(kind):
        case None:
            return Validity.VALID
        case Look.EXPIRY:
            return Validity.EXPIRED
        case Look.ISSUED_FROM_2012 | Look.ISSUED_LATELY:
            return Validity.WRONG_ISSUE


def _look(
    judged: Matrix, situation: Situation, shown: Sequence[ShownDocument], today: date
) -> Iterable[tuple[DocumentKind, Look]]:
    """Only where it matters: of what the met rule rests on, what no chip has told."""
    if not isinstance(judged.judgement, Sufficient):
        return
    rule = next(each for each in RULES[situation] if each.id == judged.judgement.rule)
    valid = [each for each in shown if each.counts(today)]
    resting = {(kind, each.holder) for each in rule.proofs for kind in counting(each, valid)}
    resting |= {(paper, Holder.APPLICANT) for paper in rule.papers}
    for each in valid:
        date_to_see = look_at(each.kind) if each.expires_on is None else None
        if date_to_see is not None and (each.kind, each.holder) in resting:
            yield each.kind, date_to_see


def _by_look(
    found: Iterable[tuple[DocumentKind, Look]],
) -> Mapping[Look, tuple[DocumentKind, ...]]:
    pairs = dict.fromkeys(found)
    looks = dict.fromkeys(look for _, look in pairs)
    return {look: tuple(kind for kind, each in pairs if each is look) for look in looks}


def _own(shown: Sequence[ShownDocument]) -> list[ShownDocument]:
    return [each for each in shown if each.holder is Holder.APPLICANT]
