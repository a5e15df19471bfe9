"""Documents as a counter saw them: kinds and outcomes, never numbers or attributes."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from issuance.identity.chip import Attribute, ChipCheck, ChipSignature, Opened
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.shown import DocumentSeen, Validity
from issuance.office.api.messages.fields import Word

Attributes = Annotated[tuple[Attribute, ...], Meta(max_length=4)]


class Chip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a chip was opened and what agreed; never what it said."""

    opened: Opened
    matched: Attributes = ()
    differing: Attributes = ()
    signature: ChipSignature = ChipSignature.ABSENT
    reader: Word = ""
    software: Word = ""

    def check(self) -> ChipCheck:
        return ChipCheck(**asdict(self))


class Document(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document by its kind, never by its number."""

    kind: DocumentKind
    holder: Holder
    validity: Validity = Validity.VALID
    chip: Chip | None = None

    def seen(self) -> DocumentSeen:
        return DocumentSeen(
            kind=self.kind,
            holder=self.holder,
            validity=self.validity,
            chip=self.chip.check() if self.chip else None,
        )


Documents = Annotated[tuple[Document, ...], Meta(max_length=20)]
