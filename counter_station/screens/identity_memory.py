"""What is known of the person whose identity is being looked at. Memory only, one at a time."""

from dataclasses import dataclass, field
from uuid import UUID

from counter_station.screens.identity_form import NOTHING_TICKED, ReadDocument, Ticked
from issuance.identity.documents import DocumentKind, Holder


@dataclass(kw_only=True)
class Draft:
    """What the clerk has ticked so far, and what the reader told; nothing of it is recorded."""

    case_id: UUID
    ticked: Ticked = NOTHING_TICKED
    read: dict[tuple[DocumentKind, Holder], ReadDocument] = field(
        default_factory=dict[tuple[DocumentKind, Holder], ReadDocument]
    )

    @property
    def shown(self) -> Ticked:
        """What lies there, with what its chips told."""
        return self.ticked.with_chips(self.read)


class IdentityMemory:
    """Forgets as soon as the step ends or another person's turn comes."""

    def __init__(self) -> None:
        self._draft: Draft | None = None

    def of(self, case_id: UUID) -> Draft:
        if self._draft is None or self._draft.case_id != case_id:
            self._draft = Draft(case_id=case_id)
        return self._draft

    def open_for(self, case_id: UUID) -> Draft | None:
        """The draft, if it is still this person's turn."""
        return self._draft if self._draft and self._draft.case_id == case_id else None

    def forget(self) -> None:
        self._draft = None
