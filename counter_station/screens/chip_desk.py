"""Reading a chip at the counter: the holder's PIN or what is printed, once; compared; forgotten.

What was read stays in the memory of the identity step and goes with it; facts get outcomes.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from uuid import UUID

from counter_station.cards.reading import ChipReading, SecretUsed, Signature
from counter_station.cards.recognition import Recognised
from counter_station.cards.refusals import BlockedError, LastTryError, WrongSecretError
from counter_station.cards.secrets import CardPin, LastTryAgreed, SecretText
from counter_station.cards.trust import NOBODY, Trust
from counter_station.comparison import Likeness, side_by_side
from counter_station.office_answers import Resident
from counter_station.readers.connection import CardError, CardTimeoutError, NoCardError
from counter_station.screens.chip_sessions import (
    BY_PIN,
    DOCUMENT_OF,
    printed_secret,
    read_document,
)
from counter_station.screens.document_pin import DocumentPinNotGivenError, NotGiven
from counter_station.screens.entry_desk import EntryDesk
from counter_station.screens.identity_form import ReadDocument, Ticked
from counter_station.screens.identity_memory import IdentityMemory
from counter_station.screens.reader_eye import ReaderEye, ReaderState, Seen
from issuance.identity.chip import ChipCheck, ChipSignature, Opened
from issuance.identity.documents import DocumentKind, Holder
from issuance.identity.variants import Variants

_LONGEST_SECONDS: Final = 20.0
_OPENED: Final = {
    SecretUsed.PIN: Opened.PIN,
    SecretUsed.PRINTED_NUMBER: Opened.PRINTED_NUMBER,
    SecretUsed.MRZ: Opened.MRZ,
    SecretUsed.NONE: Opened.NONE,
}
_SIGNATURES: Final = {
    Signature.VERIFIED: ChipSignature.VERIFIED,
    Signature.NOT_VERIFIED: ChipSignature.NOT_VERIFIED,
    Signature.FAILED: ChipSignature.FAILED,
    Signature.ABSENT: ChipSignature.ABSENT,
}


class ChipMoment(Enum):
    """Where a reading is."""

    IDLE = "idle"
    ASKING = "asking"
    READING = "reading"


@dataclass(frozen=True, kw_only=True)
class Whose:
    """For whom a document is read; compared only with the record of the person themself."""

    case_id: UUID
    holder: Holder
    resident: Resident | None = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ChipState:
    """What the clerk is told: where the reading is, and what went wrong with the last one."""

    moment: ChipMoment = ChipMoment.IDLE
    trouble: CardError | None = None
    not_given: NotGiven | None = None


class ChipDesk:
    """One reading at a time; it can be broken off at any moment, and no try is wasted."""

    def __init__(
        self,
        eye: ReaderEye,
        entries: EntryDesk,
        memory: IdentityMemory,
        variants: Variants,
        trust: Trust = NOBODY,
    ) -> None:
        self._eye = eye
        self._trust = trust
        self._entries = entries
        self._memory = memory
        self._variants = variants
        self._running: asyncio.Task[None] | None = None
        self._was_wrong = False
        self.state = ChipState()

    def ask_pin(self, whose: Whose, *, last_try: LastTryAgreed | None = None) -> None:
        """Have the holder type the document's PIN on the resident's screen, then read."""
        self._begin(lambda: self._by_pin(whose, last_try))

    def use_printed(
        self, whose: Whose, typed: str, *, last_try: LastTryAgreed | None = None
    ) -> None:
        """Read with what the clerk typed off the document."""
        self._begin(lambda: self._by_print(whose, typed, last_try))

    def stop(self) -> None:
        """Break off, and say nothing more of it."""
        if self._running is not None:
            self._running.cancel()
        self._running, self.state = None, ChipState()

    def _begin(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        wrong = isinstance(self.state.trouble, WrongSecretError)
        self.stop()
        self._was_wrong, self.state = wrong, ChipState(moment=ChipMoment.READING)
        self._running = asyncio.create_task(self._told(work))

    async def _told(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """What goes wrong becomes what the clerk is told."""
        try:
            await work()
        except CardError as error:
            self.state = ChipState(trouble=error)
        except DocumentPinNotGivenError as refusal:
            self.state = ChipState(not_given=refusal.why)
        except Exception:  # noqa: BLE001 - whatever it is, the visit goes on by sight
            self.state = ChipState(trouble=CardError())
        else:
            self.state = ChipState()

    async def _by_pin(self, whose: Whose, last_try: LastTryAgreed | None) -> None:
        seen, document = self._document()
        if document.kind in BY_PIN and document.pin_tries_left is None:
            await self._read(whose, seen, document, None, last_try)  # no PIN was ever set
            return
        _require_tries(document, last_try)
        self.state = ChipState(moment=ChipMoment.ASKING)
        typed = await self._entries.ask_document_pin(
            BY_PIN[document.kind], document.pin_tries_left, wrong=self._was_wrong
        )
        with typed, CardPin(bytearray(typed.value)) as pin:
            await self._read(whose, seen, document, pin, last_try)

    async def _by_print(self, whose: Whose, typed: str, last_try: LastTryAgreed | None) -> None:
        seen, document = self._document()
        if document.printed_number_tries_left == 0:
            raise BlockedError
        own = whose.resident if whose.holder is Holder.APPLICANT else None
        with printed_secret(document, typed, own) as secret:
            await self._read(whose, seen, document, secret, last_try)

    async def _read(
        self,
        whose: Whose,
        seen: Seen,
        document: Recognised,
        secret: SecretText | None,
        last_try: LastTryAgreed | None,
    ) -> None:
        self.state = ChipState(moment=ChipMoment.READING)
        work = partial(
            read_document,
            document=document,
            secret=secret,
            last_try=last_try,
            trust=self._trust,
        )
        try:
            async with asyncio.timeout(_LONGEST_SECONDS):
                reading = await asyncio.to_thread(self._eye.use, work)
        except TimeoutError:
            raise CardTimeoutError from None
        self._keep(whose, seen, reading)

    def _keep(self, whose: Whose, seen: Seen, reading: ChipReading) -> None:
        """Compare and remember, unless the step is over meanwhile."""
        draft = self._memory.open_for(whose.case_id)
        if draft is None:
            return
        own = whose.resident if whose.holder is Holder.APPLICANT else None
        sides = side_by_side(reading, own, self._variants)
        check = ChipCheck(
            opened=_OPENED[reading.secret],
            matched=tuple(e.attribute for e in sides if e.likeness is Likeness.SAME),
            differing=tuple(e.attribute for e in sides if e.likeness is Likeness.DIFFERS),
            signature=_SIGNATURES[reading.signature],
            reader=_model(seen.reader),
            software=_software(),
        )
        key = (_document(reading, draft.ticked, whose.holder), whose.holder)
        expires_on = reading.attributes.expires_on
        draft.read[key] = ReadDocument(chip=check, expires_on=expires_on, sides=sides)

    def _document(self) -> tuple[Seen, Recognised]:
        seen = self._eye.look()
        if seen.state is not ReaderState.READ or seen.recognised is None:
            raise NoCardError
        return seen, seen.recognised


def _document(reading: ChipReading, ticked: Ticked, holder: Holder) -> DocumentKind:
    """The chips of residence cards and of special residents' certificates look alike."""
    kind = DOCUMENT_OF[reading.kind]
    special = DocumentKind.SPECIAL_RESIDENT_CERTIFICATE
    alike = kind is DocumentKind.RESIDENCE_CARD and ticked.has(special, holder)
    return special if alike else kind


def _require_tries(document: Recognised, last_try: LastTryAgreed | None) -> None:
    """Before the holder is asked to type: no PIN for nothing, the last try on two words."""
    if document.pin_tries_left == 0:
        raise BlockedError
    if document.pin_tries_left == 1 and not (last_try and last_try.by_both):
        raise LastTryError


def _model(reader: str) -> str:
    """The reader's make without its serial number, which no fact needs."""
    return re.sub(r"\S*\d{5,}\S*", "", reader).strip()[:60]


def _software() -> str:
    try:
        return version("madoguchi")
    except PackageNotFoundError:
        return ""
