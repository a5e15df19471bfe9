"""One card in a PC/SC reader, held exclusively."""

from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from counter_station.readers.connection import (
    CardError,
    CardRemovedError,
    CardTimeoutError,
    follow,
)
from counter_station.readers.scard import (
    CHANGED,
    EXCLUSIVE,
    RESET_CARD,
    T0_OR_T1,
    UNAWARE,
    Scard,
    error_of,
    establish,
    guarded,
    require,
)
from counter_station.readers.watchdog import Watchdog

T = TypeVar("T")

_NOTICING_MS = 600  # pcscd looks every 400 ms


class PcscLink:
    """One card, held exclusively: nobody else can use a PIN that was verified through us."""

    def __init__(self, scard: Scard, reader: str, watchdog: Watchdog) -> None:
        self._scard = scard
        self._watchdog = watchdog
        self._reader = reader
        self._open = True
        self._removed = False
        self._context = watchdog.call(lambda: establish(scard))
        try:
            self._card, self._pci = self._in_thread(self._connect)
            self._atr = self._in_thread(self._read_atr)
            self._seen = self._in_thread(lambda: self._look(UNAWARE, timeout_ms=0))
        except CardError:
            watchdog.later(lambda: scard.SCardReleaseContext(self._context))
            raise

    @property
    def atr(self) -> bytes:
        return self._atr

    def transmit(self, command: bytes, /) -> tuple[bytes, int]:
        return follow(self._exchange, command)

    def reset(self) -> None:
        result, _ = self._within(
            lambda: self._scard.SCardReconnect(self._card, EXCLUSIVE, T0_OR_T1, RESET_CARD)
        )
        require(result)

    def close(self) -> None:
        """Reset the card and let it go; waits only if the card still answers."""
        if not self._open:
            return
        self._open = False
        try:
            self._in_thread(self._release)
        except CardError:
            pass  # silent or gone: the thread releases it as soon as the last command returns
        finally:
            self._watchdog.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self.close()

    def _connect(self) -> tuple[int, int]:
        result, card, protocol = self._scard.SCardConnect(
            self._context, self._reader, EXCLUSIVE, T0_OR_T1
        )
        require(result)
        pcis = {1: self._scard.SCARD_PCI_T0, 2: self._scard.SCARD_PCI_T1}
        return card, pcis[protocol]

    def _read_atr(self) -> bytes:
        result, _, _, _, atr = self._scard.SCardStatus(self._card)
        require(result)
        return bytes(atr)

    def _exchange(self, command: bytes) -> tuple[bytes, int]:
        # Never log the bytes: a VERIFY command carries a resident's PIN.
        result, answer = self._within(
            lambda: self._scard.SCardTransmit(self._card, self._pci, list(command))
        )
        self._removed = error_of(result) is CardRemovedError or not answer
        require(result)
        if self._removed:
            raise CardRemovedError
        return bytes(answer[:-2]), answer[-2] << 8 | answer[-1]

    def _within(self, function: Callable[[], T]) -> T:
        if not self._open:
            raise CardRemovedError
        try:
            return self._in_thread(function)
        except CardTimeoutError:
            self._give_up()
            raise

    def _in_thread(self, function: Callable[[], T]) -> T:
        return self._watchdog.call(lambda: guarded(function))

    def _give_up(self) -> None:
        """Leave a card that does not answer to the thread; whoever removes it frees the reader."""
        self._open = False
        self._removed = True
        self._watchdog.later(self._release)
        self._watchdog.stop()

    def _release(self) -> None:
        if self._removed:
            self._await_absence()
        self._scard.SCardDisconnect(self._card, RESET_CARD)
        self._scard.SCardReleaseContext(self._context)

    def _await_absence(self) -> None:
        """Let pcscd notice by itself that the card is gone, or that another one came.

        If a reset fails before it has noticed, and a card comes back at once, pcscd 1.9 takes the
        reader for empty until that card is lifted again.
        """
        self._look(self._seen, timeout_ms=_NOTICING_MS)

    def _look(self, known: int, *, timeout_ms: int) -> int:
        _, states = self._scard.SCardGetStatusChange(
            self._context, timeout_ms, [(self._reader, known)]
        )
        return states[0][1] & ~CHANGED
