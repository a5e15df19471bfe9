"""The readers of the PC/SC service (pcscd), real ones and vpcd's virtual ones."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import cached_property

from counter_station.readers.connection import CardError, CardPresence
from counter_station.readers.pcsc_link import PcscLink
from counter_station.readers.scard import (
    CHANGED,
    COUNT_SHIFT,
    NO_READERS,
    PRESENT,
    TIMEOUT,
    UNAWARE,
    Scard,
    establish,
    guarded,
    load,
    require,
)
from counter_station.readers.watchdog import Watchdog

_COMMAND_SECONDS = 15.0


class PcscTransport:
    """The readers of the PC/SC service. A context per use, so that a restarted service is found."""

    def __init__(
        self, *, only: str | None = None, command_seconds: float = _COMMAND_SECONDS
    ) -> None:
        """Take the one reader to keep to, and how long a command may last before it is given up."""
        self._only = only
        self._command_seconds = command_seconds

    @cached_property
    def _scard(self) -> Scard:
        """Pyscard, loaded when first used: without it there is no service, but a program runs."""
        return load()

    def readers(self) -> list[str]:
        with self._context() as context:
            result, names = guarded(lambda: self._scard.SCardListReaders(context, []))
            if result & 0xFFFFFFFF == NO_READERS:
                return []
            require(result)
            return [name for name in names if self._only in {None, name}]

    def presence(self, reader: str) -> CardPresence:
        with self._context() as context:
            return _presence(self._state(context, reader, UNAWARE, timeout_ms=0))

    def wait(self, reader: str, known: CardPresence, *, timeout_seconds: float) -> CardPresence:
        ends = time.monotonic() + timeout_seconds
        with self._context() as context:
            state = self._state(context, reader, UNAWARE, timeout_ms=0)
            while _presence(state) == known and (left := ends - time.monotonic()) > 0:
                # Changes of who holds the card also wake us: compare with all we saw last.
                seen = state & ~CHANGED
                state = self._state(context, reader, seen, timeout_ms=int(left * 1000) + 1)
            return _presence(state)

    def open(self, reader: str) -> PcscLink:
        scard = self._scard
        watchdog = Watchdog(timeout_seconds=self._command_seconds)
        try:
            return PcscLink(scard, reader, watchdog)
        except CardError:
            watchdog.stop()
            raise

    def _state(self, context: int, reader: str, known: int, *, timeout_ms: int) -> int:
        result, states = guarded(
            lambda: self._scard.SCardGetStatusChange(context, timeout_ms, [(reader, known)])
        )
        if result & 0xFFFFFFFF == TIMEOUT:
            return known
        require(result)
        return states[0][1]

    @contextmanager
    def _context(self) -> Generator[int]:
        context = establish(self._scard)
        try:
            yield context
        finally:
            guarded(lambda: self._scard.SCardReleaseContext(context))


def _presence(state: int) -> CardPresence:
    return CardPresence(present=bool(state & PRESENT), count=state >> COUNT_SHIFT & 0xFFFF)
