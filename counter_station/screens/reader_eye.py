"""Watches the card reader from a thread of its own; the pages only ever look at what it saw last.

A reader that hangs, a service that dies, a card pulled out: none of it can hold up a page.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from counter_station.cards.my_number_card import CardReading, MyNumberCard, NotAMyNumberCardError
from counter_station.readers.connection import (
    CardError,
    CardPresence,
    CardTimeoutError,
    CardTransport,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderServiceDownError,
)

_WAIT_SECONDS = 1.0
_PAUSE_SECONDS = 2.0
_STUCK_AFTER_SECONDS = 6.0


class ReaderState(Enum):
    """What the clerk is told about the reader."""

    OFF = "off"
    SERVICE_DOWN = "service-down"
    NO_READER = "no-reader"
    EMPTY = "empty"
    READING = "reading"
    READ = "read"
    OTHER_CARD = "other-card"
    BUSY = "busy"
    FAILED = "failed"
    STUCK = "stuck"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The last look: state, what a My Number card told freely, when (monotonic seconds)."""

    state: ReaderState
    reading: CardReading | None = None
    at: float = 0.0


class ReaderEye:
    """One reader, the first that is attached."""

    def __init__(
        self, transport: CardTransport | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._transport = transport
        self._clock = clock
        self._seen = Seen(state=ReaderState.OFF, at=clock())
        self._known = CardPresence(present=False, count=-1)
        self._stop = threading.Event()

    def start(self) -> None:
        """A daemon thread: a card that never answers must not keep the station from ending."""
        if self._transport is not None:
            watch = threading.Thread(
                target=self._watch, args=(self._transport,), name="reader-eye", daemon=True
            )
            watch.start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> Seen:
        """What was seen last; STUCK when the thread has not come back from the reader."""
        seen = self._seen
        silent = self._clock() - seen.at
        if self._transport is not None and silent > _STUCK_AFTER_SECONDS:
            return Seen(state=ReaderState.STUCK, at=seen.at)
        return seen

    def _watch(self, transport: CardTransport) -> None:
        while not self._stop.is_set():
            try:
                self._look_once(transport)
            except CardError as error:
                self._note(_state_of(error))
                self._known = CardPresence(present=False, count=-1)
                self._stop.wait(_PAUSE_SECONDS)

    def _look_once(self, transport: CardTransport) -> None:
        readers = transport.readers()
        if not readers:
            raise NoReaderError
        now = transport.presence(readers[0])
        if now == self._known:
            now = transport.wait(readers[0], now, timeout_seconds=_WAIT_SECONDS)
        if now == self._known:
            self._seen = replace(self._seen, at=self._clock())
            return
        self._known = now
        if now.present:
            self._note(ReaderState.READING)
            self._read(transport, readers[0])
        else:
            self._note(ReaderState.EMPTY)

    def _read(self, transport: CardTransport, reader: str) -> None:
        """Read what is free, let the card go; what a card says is told, not raised."""
        try:
            with transport.open(reader) as link:
                reading = MyNumberCard(link).read()
        except (NoReaderError, ReaderServiceDownError):
            raise
        except CardError as error:
            self._note(_state_of(error))
        else:
            self._note(ReaderState.READ, reading)

    def _note(self, state: ReaderState, reading: CardReading | None = None) -> None:
        self._seen = Seen(state=state, reading=reading, at=self._clock())


_STATES: tuple[tuple[type[CardError], ReaderState], ...] = (
    (NoReaderError, ReaderState.NO_READER),
    (ReaderServiceDownError, ReaderState.SERVICE_DOWN),
    (NotAMyNumberCardError, ReaderState.OTHER_CARD),
    (NoCardError, ReaderState.EMPTY),
    (ReaderBusyError, ReaderState.BUSY),
    (CardTimeoutError, ReaderState.STUCK),
)


def _state_of(error: CardError) -> ReaderState:
    return next((state for kind, state in _STATES if isinstance(error, kind)), ReaderState.FAILED)
