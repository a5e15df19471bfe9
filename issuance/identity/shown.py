"""What lies on the counter, and what facts may keep of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from issuance.calendar import add_months, is_over
from issuance.identity.chip import Attribute, ChipCheck
from issuance.identity.documents import DocumentKind, Holder, expires
from issuance.ledger.facts import Json

_GRACE_MONTHS = 2


class Validity(StrEnum):
    """Whether the document counts at all, as the clerk saw it; stored in facts."""

    VALID = "valid"
    EXPIRED = "expired"  # 有効期限切れ
    WRONG_ISSUE = "wrong-issue"  # 発行日が条件に合わない


@dataclass(frozen=True, kw_only=True)
class ShownDocument:
    """A document somebody laid on the counter.

    `expires_on` is known where a chip told it; else the clerk has looked and `validity` says what
    was seen. `renewal_pending`: the document says that its renewal was applied for.
    """

    kind: DocumentKind
    holder: Holder = Holder.APPLICANT
    validity: Validity = Validity.VALID
    expires_on: date | None = None
    renewal_pending: bool = False
    chip: ChipCheck | None = None

    @property
    def chip_read_with_pin(self) -> bool:
        """Whether the holder's own PIN opened the chip."""
        return self.chip is not None and self.chip.proves_holder

    def counts(self, today: date) -> bool:
        """An expired document proves nothing, nor does one that was issued at the wrong time."""
        if self.validity is not Validity.VALID:
            return False
        return self.expires_on is None or not is_over(self._last_day(self.expires_on), today)

    def _last_day(self, expires_on: date) -> date:
        """A residence card whose renewal is pending counts two months longer (domain.md §6)."""
        graced = self.renewal_pending and self.kind is DocumentKind.RESIDENCE_CARD
        return add_months(expires_on, _GRACE_MONTHS) if graced else expires_on


@dataclass(frozen=True, kw_only=True)
class DocumentSeen:
    """A document as facts keep it: kind, whose, whether it counted, what of its chip agreed."""

    kind: DocumentKind
    holder: Holder
    validity: Validity = Validity.VALID
    chip: ChipCheck | None = None


class Look(StrEnum):
    """What of a document the clerk has to look at before it counts."""

    EXPIRY = "expiry"  # 有効期限
    ISSUED_FROM_2012 = "issued-from-2012"  # 2012年4月1日以降の発行
    ISSUED_LATELY = "issued-lately"  # 発行から3か月以内


_BY_ISSUE = {
    DocumentKind.DRIVING_HISTORY: Look.ISSUED_FROM_2012,
    DocumentKind.GUARDIANSHIP_CERTIFICATE: Look.ISSUED_LATELY,
}
"""Source: domain.md §4 (list A; Hasami for the certificate of guardianship)."""


def look_at(kind: DocumentKind) -> Look | None:
    """Which date of the kind decides whether it counts; None: no date does."""
    return Look.EXPIRY if expires(kind) else _BY_ISSUE.get(kind)


def seen(shown: Iterable[ShownDocument], today: date) -> tuple[DocumentSeen, ...]:
    """What may be kept: no date of any document."""
    return tuple(
        DocumentSeen(
            kind=each.kind, holder=each.holder, validity=_validity(each, today), chip=each.chip
        )
        for each in shown
    )


def as_shown(documents: Iterable[DocumentSeen]) -> list[ShownDocument]:
    """For judging again what was seen."""
    return [
        ShownDocument(kind=each.kind, holder=each.holder, validity=each.validity, chip=each.chip)
        for each in documents
    ]


def address_differs(documents: Iterable[DocumentSeen | ShownDocument]) -> bool:
    """Whether the chip of a document of the applicant's has another address than the record."""
    return any(
        each.chip is not None and Attribute.ADDRESS in each.chip.differing
        for each in documents
        if each.holder is Holder.APPLICANT
    )


def with_chips(body: dict[str, Json]) -> dict[str, Json]:
    """Lift the documents of a fact's first version, which knew of a chip only the PIN."""
    documents = body["documents"]
    kept = documents if isinstance(documents, list) else []
    return {**body, "documents": [_lifted(each) for each in kept]}


def _lifted(document: Json) -> Json:
    if not isinstance(document, dict):
        return document
    plain: dict[str, Json] = {k: v for k, v in document.items() if k != "chip_read_with_pin"}
    if document.get("chip_read_with_pin"):
        return {**plain, "chip": {"opened": "pin", "signature": "not-verified"}}
    return plain


def _validity(shown: ShownDocument, today: date) -> Validity:
    if shown.validity is Validity.VALID and not shown.counts(today):
        return Validity.EXPIRED
    return shown.validity
