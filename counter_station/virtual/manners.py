"""How cards and readers differ in answering, for trying a client with each."""

from collections.abc import Callable
from typing import Final

from counter_station.readers.in_process import CardObject

_GET_RESPONSE: Final = 0xC0
_MORE, _WRONG_LE, _WRONG_LENGTH = 0x6100, 0x6C00, b"\x67\x00"
_OK: Final = b"\x90\x00"
_MOST: Final = 0x100
_HEADER_AND_LENGTH: Final = 5


class _Wrapped:
    """The card itself, but for `process`."""

    def __init__(self, card: CardObject) -> None:
        self._card = card

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def power_on(self) -> None:
        self._card.power_on()

    def reset(self) -> None:
        self._card.reset()


class ShortLengthsOnly(_Wrapped):
    """Behind a reader that passes no extended APDU."""

    def process(self, command: bytes, /) -> bytes:
        extended = len(command) > _HEADER_AND_LENGTH and command[4] == 0
        return _WRONG_LENGTH if extended else self._card.process(command)


class AnswersInParts(_Wrapped):
    """Holds answers ready (61xx) and insists on the exact length (6Cxx), as T=0 cards do."""

    def __init__(self, card: CardObject) -> None:
        super().__init__(card)
        self._ready = b""

    def process(self, command: bytes, /) -> bytes:
        if command[1:2] == bytes((_GET_RESPONSE,)):
            return self._fetch(command[-1] or _MOST)
        self._ready = b""
        answer = self._card.process(command)
        data, status = answer[:-2], answer[-2:]
        if status != _OK or not data:
            return answer
        if len(command) > _HEADER_AND_LENGTH:  # sent data: the answer waits
            self._ready = data
            return self._more()
        if command[-1] and command[-1] != len(data):
            return (_WRONG_LE | len(data) & 0xFF).to_bytes(2, "big")
        return answer

    def _fetch(self, asked: int) -> bytes:
        part, self._ready = self._ready[:asked], self._ready[asked:]
        return part + (self._more() if self._ready else _OK)

    def _more(self) -> bytes:
        left = len(self._ready)
        return (_MORE | (left if left < _MOST else 0)).to_bytes(2, "big")


class TakesItsTime(_Wrapped):
    """Every command lasts, as over a contactless reader: there 20 to 40 ms are usual."""

    def __init__(self, card: CardObject, *, seconds: float, pause: Callable[[float], None]) -> None:
        super().__init__(card)
        self._seconds = seconds
        self._pause = pause

    def process(self, command: bytes, /) -> bytes:
        self._pause(self._seconds)
        return self._card.process(command)
