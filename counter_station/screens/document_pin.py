"""書類の暗証番号: the PIN of the document on the reader, typed by its holder, handed over once."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from counter_station.cards.secret_text import SecretText
from issuance.errors import Refusal
from issuance.pins.formats import PinFormatError, check_format
from issuance.pins.kinds import PinKind


class DocumentPin(Enum):
    """Which PIN of which document; each has four digits."""

    MY_NUMBER = "my-number"  # 券面事項入力補助用
    LICENCE_1 = "licence-1"
    LICENCE_2 = "licence-2"


class NotGiven(Enum):
    """Why a question for a document's PIN ended without one."""

    BY_RESIDENT = "by-resident"
    BY_CLERK = "by-clerk"
    TIME_OVER = "time-over"
    SCREEN_TAKEN = "screen-taken"


class DocumentPinNotGivenError(Refusal):
    """Nobody typed the document's PIN; no try was spent on it."""

    code = "document-pin-not-given"

    def __init__(self, why: NotGiven) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(kw_only=True)
class DocumentQuestion:
    """One question on the resident's screen, and the reader task that waits for its answer."""

    kind: DocumentPin
    tries_left: int | None
    wrong: bool
    asked_at: datetime
    answer: asyncio.Future[SecretText]
    trouble: str = field(default="")
    """The code of what was wrong with the last answer, said once on the page that follows."""

    def __repr__(self) -> str:
        return f"DocumentQuestion({self.kind.value})"

    def take(self, typed: bytearray) -> None:
        """Hand over what was typed; what cannot be a PIN costs the card no try.

        Raises:
            PinFormatError: not four digits; *typed* is wiped.
        """
        try:
            check_format(PinKind.AUTHENTICATION, typed)
        except PinFormatError:
            typed[:] = bytes(len(typed))
            raise
        if self.answer.done():
            typed[:] = bytes(len(typed))
        else:
            self.answer.set_result(SecretText(typed))

    def give_up(self, why: NotGiven) -> None:
        if not self.answer.done():
            self.answer.set_exception(DocumentPinNotGivenError(why))

    async def given(self) -> SecretText:
        """Wait for the answer; a reader task that is broken off leaves nothing behind."""
        try:
            return await self.answer
        except asyncio.CancelledError:
            if self.answer.done() and not self.answer.cancelled() and not self.answer.exception():
                self.answer.result().wipe()
            raise
