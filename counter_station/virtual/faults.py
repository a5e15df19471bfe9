"""Faults a card can be given: taken away, silent, slow, talking nonsense."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

from counter_station.readers.connection import CardRemovedError, CardTimeoutError
from counter_station.readers.in_process import CardObject


class Fault(Enum):
    """What happens at the chosen command."""

    REMOVED_BEFORE = "removed-before"  # the command never reaches the card
    REMOVED_AFTER = "removed-after"  # executed, the answer is lost
    SILENT = "silent"  # no answer at all
    SLOW = "slow"  # the answer comes late
    FLIPPED = "flipped"  # one bit of the answer's data is wrong; without data, of the status
    STATUS = "status"  # not executed, answered with a status word of our choice


@dataclass(frozen=True, kw_only=True)
class FaultAt:
    """A fault at the n-th command, counted from 1 since the card was made faulty."""

    command: int
    fault: Fault
    pause_seconds: float = 0.0
    status: int = 0x6F00


class FaultyCard:
    """A card with one fault; otherwise the card itself."""

    def __init__(
        self,
        card: CardObject,
        at: FaultAt,
        *,
        pause: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._card = card
        self._at = at
        self._pause = pause
        self.commands = 0

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._card.power_on()

    def reset(self) -> None:
        self._card.reset()

    def process(self, command: bytes, /) -> bytes:
        """Pass the command on, unless it is the one the fault waits for."""
        self.commands += 1
        if self.commands != self._at.command:
            return self._card.process(command)
        match self._at.fault:
            case Fault.REMOVED_BEFORE:
                raise CardRemovedError
            case Fault.REMOVED_AFTER:
                self._card.process(command)
                raise CardRemovedError
            case Fault.SILENT:
                raise CardTimeoutError
            case Fault.SLOW:
                self._pause(self._at.pause_seconds)
                return self._card.process(command)
            case Fault.FLIPPED:
                answer = self._card.process(command)
                return bytes((answer[0] ^ 0x01,)) + answer[1:]
            case Fault.STATUS:
                return self._at.status.to_bytes(2, "big")
            case _:
                assert_never(self._at.fault)
