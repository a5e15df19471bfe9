"""What went over the wire, for drills and tests, without secrets."""

from collections.abc import Callable
from typing import Final

from counter_station.readers.in_process import CardObject

_HEADER = 4
# VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER, CHANGE KEY, AUTHENTICATE, SIGN
_SECRET: Final = frozenset({0x20, 0x24, 0x2C, 0x32, 0x82, 0x2A})
_SECURED: Final = 0x0C  # bits of a class byte that mean secure messaging


class TracedCard:
    """A card whose commands are told to *tell*, one line each; answers only by status word."""

    def __init__(self, card: CardObject, tell: Callable[[str], None]) -> None:
        self._card = card
        self._tell = tell

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._card.power_on()

    def reset(self) -> None:
        self._card.reset()

    def process(self, command: bytes, /) -> bytes:
        answer = self._card.process(command)
        self._tell(f"{masked(command)} → {answer[-2:].hex().upper()}")
        return answer


def masked(command: bytes) -> str:
    """The command in hexadecimal; the body only where it is no secret."""
    secret = len(command) > _HEADER and (command[1] in _SECRET or command[0] & _SECURED)
    if secret:
        return f"{command[:_HEADER].hex().upper()} …"
    return command.hex().upper()
