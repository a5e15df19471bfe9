"""来庁できない理由: why an applicant lets somebody else come, and what proves it (domain.md §4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.shown import ShownDocument
from issuance.identity.situations import Situation, papers_asked

_K = DocumentKind


class AbsenceReason(StrEnum):
    """Why the applicant does not come; the value is stored in facts and never changes."""

    AGED_75 = "aged-75"  # 75歳以上で外出が困難
    DISABILITY = "disability"  # 障害
    HOSPITAL = "hospital"  # 長期入院 (about 90 days or more)
    FACILITY = "facility"  # 施設入所
    CARE = "care"  # 要介護・要支援
    PREGNANCY = "pregnancy"  # 妊娠
    STUDY_ABROAD = "study-abroad"  # 海外留学
    STUDENT = "student"  # 中学生・高校生・高専生
    WITHDRAWAL = "withdrawal"  # 長期のひきこもり
    UNDER_15 = "under-15"  # 15歳未満
    BUSY = "busy"  # 仕事などで多忙 (not accepted: Kitakyushu)
    UNTOLD = "untold"  # 聞いていない (recorded before reasons were asked for)


@dataclass(frozen=True, kw_only=True)
class ReasonProof:
    """What proves a reason.

    `kinds`: documents of the applicant that prove it as they are. `papers`: whether any other
    paper about it may do (来庁困難の証明). `on_record`: the resident record shows it already.
    """

    kinds: tuple[DocumentKind, ...] = ()
    papers: bool = True
    on_record: bool = False


ACCEPTED: Final[Mapping[AbsenceReason, ReasonProof]] = {
    AbsenceReason.AGED_75: ReasonProof(),
    AbsenceReason.DISABILITY: ReasonProof(
        kinds=(_K.DISABILITY_BOOK, _K.MENTAL_DISABILITY_BOOK, _K.REHABILITATION_BOOK)
    ),
    AbsenceReason.HOSPITAL: ReasonProof(),
    AbsenceReason.FACILITY: ReasonProof(),
    AbsenceReason.CARE: ReasonProof(kinds=(_K.CARE_INSURANCE_CARD,)),
    AbsenceReason.PREGNANCY: ReasonProof(kinds=(_K.MOTHER_CHILD_BOOK,)),
    AbsenceReason.STUDY_ABROAD: ReasonProof(),
    AbsenceReason.STUDENT: ReasonProof(kinds=(_K.STUDENT_CARD,)),
    AbsenceReason.WITHDRAWAL: ReasonProof(kinds=(_K.PHOTO_CERTIFICATE,)),
    AbsenceReason.UNDER_15: ReasonProof(papers=False, on_record=True),
    AbsenceReason.UNTOLD: ReasonProof(),
}
"""Every other reason is none. Guardianship needs no reason: its certificate shows it."""


def asks_reason(situation: Situation) -> bool:
    """Whether somebody comes in the applicant's stead, so that there has to be a reason."""
    return DocumentKind.REASON_PROOF in papers_asked(situation)


def reasons(*, under_15: bool) -> tuple[AbsenceReason, ...]:
    """What can be chosen for such a card, also what is not accepted, to be able to say so."""
    known = tuple(each for each in AbsenceReason if each is not AbsenceReason.UNTOLD)
    return tuple(each for each in known if under_15 or each is not AbsenceReason.UNDER_15)


def fitting_reason(reason: AbsenceReason | None, *, under_15: bool) -> AbsenceReason | None:
    """The reason, if it can be one for such a card."""
    return reason if reason in reasons(under_15=under_15) else None


def with_reason(
    shown: Sequence[ShownDocument], reason: AbsenceReason | None
) -> list[ShownDocument]:
    """The documents that count, with 来庁困難の証明 among them exactly if *reason* is proven.

    A paper proves nothing where no reason was given, or none that is accepted.
    """
    others = [each for each in shown if each.kind is not DocumentKind.REASON_PROOF]
    proof = None if reason is None else ACCEPTED.get(reason)
    if proof is None or not _is_proven(proof, shown):
        return others
    return [*others, ShownDocument(kind=DocumentKind.REASON_PROOF)]


def _is_proven(proof: ReasonProof, shown: Sequence[ShownDocument]) -> bool:
    own = {each.kind for each in shown if each.holder is Holder.APPLICANT}
    by_paper = proof.papers and DocumentKind.REASON_PROOF in own
    return proof.on_record or by_paper or not own.isdisjoint(proof.kinds)
