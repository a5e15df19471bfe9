"""What the clerk sees of the document on the reader: what it is, what opens it, what agreed."""

from dataclasses import dataclass, field
from uuid import UUID

from counter_station.cards.reading import ChipKind
from counter_station.cards.recognition import Recognised
from counter_station.cards.refusals import LastTryError
from counter_station.comparison import Side
from counter_station.screens.chip_desk import ChipMoment
from counter_station.screens.chip_sessions import BY_PIN, BY_PRINT, DOCUMENT_OF
from counter_station.screens.identity_form import ReadDocument
from counter_station.screens.reader_eye import ReaderState
from counter_station.screens.station import Seat
from counter_station.texts import WORDS, messages
from counter_station.texts.cards import trouble
from issuance.identity.chip import ChipSignature
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.situations import Situation, needs_representative


@dataclass(frozen=True, kw_only=True)
class ReadView:
    """A document that was read, and both texts of each attribute side by side."""

    kind: DocumentKind
    holder: Holder
    signature: ChipSignature
    sides: tuple[Side, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ChipView:
    """The panel of the reader during the identity step."""

    moment: ChipMoment
    document: Recognised | None
    by_pin: bool
    by_print: bool
    last_try: bool
    """The last try is wanted: holder and clerk both have to say so."""
    said: str
    """What went wrong with the last reading, and what to do."""
    holders: tuple[Holder, ...]
    read: tuple[ReadView, ...] = field(repr=False)

    @property
    def to_be_read(self) -> bool:
        """Whether the document that lies there was not read yet."""
        done = {each.kind for each in self.read}
        return self.document is not None and DOCUMENT_OF[self.document.kind] not in done

    @property
    def tries(self) -> int | None:
        return self.document.pin_tries_left if self.document else None

    @property
    def needs_no_pin(self) -> bool:
        """A licence whose PINs were never set opens without."""
        document = self.document
        return document is not None and self.by_pin and document.pin_tries_left is None

    @property
    def wants_code_only(self) -> bool:
        return self.document is not None and self.document.kind is ChipKind.MY_NUMBER


def chip_view(seat: Seat, case_id: UUID, situation: Situation) -> ChipView:
    """The panel for the person whose turn it is."""
    station = seat.station
    seen, state = station.eye.look(), station.chips.state
    document = seen.recognised if seen.state is ReaderState.READ else None
    both = (Holder.APPLICANT, Holder.REPRESENTATIVE)
    draft = station.identity_memory.of(case_id)
    return ChipView(
        moment=state.moment,
        document=document,
        by_pin=document is not None and document.kind in BY_PIN and document.pin_tries_left != 0,
        by_print=document is not None and document.kind in BY_PRINT,
        last_try=isinstance(state.trouble, LastTryError)
        or (document is not None and document.pin_tries_left == 1),
        said=_said(seat),
        holders=both if needs_representative(situation) else both[:1],
        read=tuple(_read(*key, each) for key, each in draft.read.items()),
    )


def chip_version(chip: object) -> str:
    """Changes when the page has to be shown anew, with another document ticked."""
    return (
        str([(each.kind, each.holder) for each in chip.read]) if isinstance(chip, ChipView) else ""
    )


def _read(kind: DocumentKind, holder: Holder, read: ReadDocument) -> ReadView:
    return ReadView(kind=kind, holder=holder, signature=read.chip.signature, sides=read.sides)


def _said(seat: Seat) -> str:
    words, state = WORDS[seat.language()], seat.station.chips.state
    if state.trouble is not None:
        return trouble(words, state.trouble)
    if state.not_given is not None:
        return words(messages.REFUSALS["document-pin-not-given"])
    return ""
