"""暗証番号の入力: what the resident is typing just now. Memory only, wiped as soon as it can be.

The envelope holds all PINs of a card, so what is accepted waits here for the last one, in bytes
that are overwritten on sealing, on breaking off, and after a few minutes without a key.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from issuance.errors import Refusal
from issuance.pins.formats import PinFormatError, Weakness, check_format, normalise, weaknesses
from issuance.pins.kinds import ASKING_ORDER, PinKind
from issuance.pins.values import PinValues

_FOUR_DIGITS = frozenset(PinKind) - {PinKind.SIGNATURE}


class PinsDifferError(Refusal):
    """The two times did not agree."""

    code = "pins-differ"


class NotNowError(Refusal):
    """Nobody is to type anything now: not begun, broken off, or wiped after the time limit."""

    code = "pin-entry-over"


class Moment(Enum):
    """Where the resident is."""

    RULES = "rules"
    TYPING = "typing"
    WEAK = "weak"
    COMPLETE = "complete"


@dataclass(kw_only=True)
class PinEntry:
    """One person's entry; `asks` are the questions, each for one or several kinds of PIN."""

    visit_id: UUID
    case_id: UUID
    kinds: tuple[PinKind, ...]
    born_on: date | None
    begun_by: str
    touched_at: datetime
    asks: list[tuple[PinKind, ...]] = field(default_factory=list[tuple[PinKind, ...]])
    weak: frozenset[Weakness] = frozenset()
    trouble: str = ""
    """The code of what was wrong with the last answer, said once on the page that follows."""
    _accepted: dict[PinKind, bytearray] = field(default_factory=dict[PinKind, bytearray])
    _candidate: bytearray | None = None

    def __repr__(self) -> str:
        return f"PinEntry({self.case_id}, {self.moment.value})"

    @property
    def moment(self) -> Moment:
        if not self.asks:
            return Moment.RULES
        if self._candidate is not None:
            return Moment.WEAK
        return Moment.COMPLETE if self.done == len(self.asks) else Moment.TYPING

    @property
    def done(self) -> int:
        """Questions answered; nothing else is ever told about the answers."""
        return sum(all(kind in self._accepted for kind in ask) for ask in self.asks)

    @property
    def four_digit_kinds(self) -> tuple[PinKind, ...]:
        return tuple(kind for kind in self.kinds if kind in _FOUR_DIGITS)

    @property
    def asked(self) -> tuple[PinKind, ...]:
        """The kinds the open question is for."""
        return self.asks[self.done]

    def begin(self, *, one_for_all: bool) -> None:
        """Choose whether the four-digit PINs are one number (they may be equal) or several."""
        self.wipe()
        self.trouble = ""
        ordered = [kind for kind in ASKING_ORDER if kind in self.kinds]
        four = tuple(kind for kind in ordered if kind in _FOUR_DIGITS)
        together = one_for_all and len(four) > 1
        self.asks = [four] if together else [(kind,) for kind in four]
        self.asks += [(kind,) for kind in ordered if kind not in _FOUR_DIGITS]

    def answer(self, typed: str, again: str, *, question: int) -> None:
        """Take what was typed twice; a weak one waits for `accept_weak`.

        Raises:
            NotNowError: this question is not the open one.
            PinFormatError: it cannot be a PIN of this kind.
            PinsDifferError: the two times differ.
        """
        if self.moment is not Moment.TYPING or question != self.done:
            raise NotNowError
        self.trouble = ""
        first, second = normalise(typed), normalise(again)
        check_format(self.asked[0], first)
        if first != second:
            raise PinsDifferError
        self.weak = weaknesses(first, born_on=self.born_on)
        candidate = bytearray(first.encode("ascii"))
        if self.weak:
            self._candidate = candidate
        else:
            self._accept(candidate)

    def accept_weak(self) -> None:
        """「それでも使う」."""
        if self._candidate is None:
            raise NotNowError
        candidate, self._candidate = self._candidate, None
        self._accept(candidate)

    def drop_weak(self) -> None:
        """「別の番号にする」."""
        if self._candidate is not None:
            self._candidate[:] = bytes(len(self._candidate))
        self._candidate, self.weak = None, frozenset()

    def take(self) -> PinValues:
        """Everything typed, handed over for sealing; nothing stays here."""
        if self.moment is not Moment.COMPLETE:
            raise NotNowError
        values = PinValues(self._accepted)
        self._accepted = {}
        return values

    def wipe(self) -> None:
        """Overwrite what was typed; the resident starts again with the rules."""
        self.drop_weak()
        for value in self._accepted.values():
            value[:] = bytes(len(value))
        self._accepted.clear()
        self.asks = []

    def _accept(self, candidate: bytearray) -> None:
        for kind in self.asked:
            self._accepted[kind] = bytearray(candidate)
        candidate[:] = bytes(len(candidate))
        self.weak = frozenset()


__all__ = ["Moment", "NotNowError", "PinEntry", "PinFormatError", "PinsDifferError"]
