"""What the resident's screen is for just now: nothing, a card's new PINs, or a document's PIN."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from counter_station.cards.secret_text import SecretText
from counter_station.screens.document_pin import (
    DocumentPin,
    DocumentPinNotGivenError,
    DocumentQuestion,
    NotGiven,
)
from counter_station.screens.pin_entry import NotNowError, PinEntry
from issuance.pins.kinds import PinKind

TIME_OVER: Final = "time-over"
_SILENT_AFTER: Final = timedelta(seconds=15)


class EntryDesk:
    """At most one entry at a time at this counter."""

    def __init__(self, now: Callable[[], datetime], lasts: timedelta) -> None:
        self._now = now
        self._lasts = lasts
        self._entry: PinEntry | None = None
        self.last_done: UUID | None = None
        self._question: DocumentQuestion | None = None
        self._screen_at: datetime | None = None

    def begin(
        self,
        *,
        visit_id: UUID,
        case_id: UUID,
        kinds: Sequence[PinKind],
        born_on: date | None,
        by: str,
    ) -> None:
        """Open the resident's screen for somebody; twice for the same changes nothing."""
        entry = self.current()
        if entry is not None and entry.case_id == case_id:
            return
        self.stop()
        self._entry = PinEntry(
            visit_id=visit_id,
            case_id=case_id,
            kinds=tuple(kinds),
            born_on=born_on,
            begun_by=by,
            touched_at=self._now(),
        )

    def current(self) -> PinEntry | None:
        """The open entry; one left alone too long is wiped back to its start."""
        entry = self._entry
        if entry is not None and entry.asks and self._now() - entry.touched_at > self._lasts:
            entry.wipe()
            entry.trouble = TIME_OVER
        return entry

    def note_screen(self) -> None:
        """The resident's screen has just asked for something: it is there."""
        self._screen_at = self._now()

    @property
    def screen_is_silent(self) -> bool:
        """The resident's screen was there and is not any more: closed, or without power."""
        return self._screen_at is not None and self._now() - self._screen_at > _SILENT_AFTER

    def typing(self) -> PinEntry:
        """The open entry, touched now; raises NotNowError where there is none."""
        entry = self.current()
        if entry is None:
            raise NotNowError
        entry.touched_at = self._now()
        return entry

    async def ask_document_pin(
        self, kind: DocumentPin, tries_left: int | None, *, wrong: bool = False
    ) -> SecretText:
        """Have the resident type the PIN of the document on the reader, once.

        Args:
            kind: which PIN of which document.
            tries_left: as the card says, None where it does not; said to the resident in words.
            wrong: the card has just refused the one before.

        Returns:
            The PIN, for one VERIFY; use it in a `with` block, which wipes it.

        Raises:
            DocumentPinNotGivenError: given up by resident or clerk, time over, or the screen is
                wanted for something else. No try was spent.
        """
        if self.current() is not None:
            raise DocumentPinNotGivenError(NotGiven.SCREEN_TAKEN)
        self.give_up_document(NotGiven.SCREEN_TAKEN)
        question = DocumentQuestion(
            kind=kind,
            tries_left=tries_left,
            wrong=wrong,
            asked_at=self._now(),
            answer=asyncio.get_running_loop().create_future(),
        )
        self._question, self.last_done = question, None
        try:
            return await question.given()
        finally:
            if self._question is question:
                self._question = None

    def document(self) -> DocumentQuestion | None:
        """The open question for a document's PIN; one left alone too long is given up."""
        question = self._question
        if question is not None and self._now() - question.asked_at > self._lasts:
            self.give_up_document(NotGiven.TIME_OVER)
        # Answered, but the reader task has not come round to it yet: nothing to ask any more.
        return None if question is None or question.answer.done() else question

    def give_up_document(self, why: NotGiven) -> None:
        if self._question is not None:
            self._question.give_up(why)
            self._question = None

    def stop(self, *, done: bool = False) -> None:
        """Close whatever is open and wipe what is left of it."""
        self.give_up_document(NotGiven.BY_CLERK)
        if self._entry is not None:
            self._entry.wipe()
            self.last_done = self._entry.case_id if done else None
        self._entry = None
