"""A reader inside this process, for cards that are objects: tests, demos, drills."""

import threading
from types import TracebackType
from typing import Protocol, Self

from counter_station.readers.connection import (
    CardPresence,
    CardRemovedError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    follow,
)


class CardObject(Protocol):
    """What a virtual card is to a reader.

    `process` raises CardRemovedError when a fault takes the card away, CardTimeoutError when it
    keeps silent.
    """

    @property
    def atr(self) -> bytes: ...
    def power_on(self) -> None: ...
    def reset(self) -> None: ...
    def process(self, command: bytes, /) -> bytes: ...


class InProcessReader:
    """One reader with one slot; a card is inserted and removed by the test or the demo."""

    def __init__(self, name: str = "In-process reader") -> None:
        self.name = name
        self._card: CardObject | None = None
        self._link: InProcessLink | None = None
        self._count = 0
        self._changed = threading.Condition(threading.RLock())

    def insert(self, card: CardObject) -> None:
        with self._changed:
            self.remove()
            self._card = card
            card.power_on()
            self._note_change()

    def remove(self) -> None:
        with self._changed:
            if self._card is not None:
                self._card = self._link = None
                self._note_change()

    def readers(self) -> list[str]:
        return [self.name]

    def presence(self, reader: str) -> CardPresence:
        self._require(reader)
        with self._changed:
            return CardPresence(present=self._card is not None, count=self._count)

    def wait(self, reader: str, known: CardPresence, *, timeout_seconds: float) -> CardPresence:
        with self._changed:
            self._changed.wait_for(lambda: self.presence(reader) != known, timeout_seconds)
            return self.presence(reader)

    def open(self, reader: str) -> "InProcessLink":
        self._require(reader)
        with self._changed:
            if self._card is None:
                raise NoCardError
            if self._link is not None:
                raise ReaderBusyError
            self._card.reset()
            self._link = InProcessLink(self, self._card)
            return self._link

    def answer(self, link: "InProcessLink", card: CardObject, command: bytes) -> bytes:
        """Pass one command to the card, if *link* still holds it."""
        with self._changed:
            if self._link is not link:
                raise CardRemovedError
            try:
                return card.process(command)
            except CardRemovedError:
                self.remove()
                raise

    def release(self, link: "InProcessLink", card: CardObject) -> None:
        with self._changed:
            if self._link is link:
                card.reset()
                self._link = None

    def _require(self, reader: str) -> None:
        if reader != self.name:
            raise NoReaderError

    def _note_change(self) -> None:
        self._count += 1
        self._changed.notify_all()


class InProcessLink:
    """A card held in an InProcessReader."""

    def __init__(self, reader: InProcessReader, card: CardObject) -> None:
        self._reader = reader
        self._card = card

    @property
    def atr(self) -> bytes:
        return self._card.atr

    def transmit(self, command: bytes, /) -> tuple[bytes, int]:
        return follow(self._exchange, command)

    def reset(self) -> None:
        self._card.reset()

    def close(self) -> None:
        self._reader.release(self, self._card)

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

    def _exchange(self, command: bytes) -> tuple[bytes, int]:
        answer = self._reader.answer(self, self._card, command)
        return answer[:-2], int.from_bytes(answer[-2:], "big")
