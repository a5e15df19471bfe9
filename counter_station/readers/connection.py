"""What every way of reaching a card offers: bytes out, bytes and a status back."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from counter_station.readers.errors import (
    CardError,
    CardMuteError,
    CardRemovedError,
    CardTimeoutError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderFailedError,
    ReaderServiceDownError,
)

__all__ = [
    "CardError",
    "CardLink",
    "CardMuteError",
    "CardPresence",
    "CardRemovedError",
    "CardTimeoutError",
    "CardTransport",
    "NoCardError",
    "NoReaderError",
    "ReaderBusyError",
    "ReaderFailedError",
    "ReaderServiceDownError",
    "follow",
]

_MORE_DATA = 0x61
_WRONG_LE = 0x6C
_HEADER_AND_LENGTH = 5
_MOST_PARTS = 256


@dataclass(frozen=True, kw_only=True)
class CardPresence:
    """Whether a card lies on a reader.

    `count` grows with every insertion and removal, so that a quick exchange of two cards is
    noticed though one is present both times.
    """

    present: bool
    count: int


class CardLink(Protocol):
    """One card, from insertion to removal, held by us alone. Follows 61xx and 6Cxx by itself."""

    @property
    def atr(self) -> bytes: ...

    def transmit(self, command: bytes, /) -> tuple[bytes, int]:
        """Send one command; return the response data and its status word.

        Raises:
            CardRemovedError, CardTimeoutError, ReaderServiceDownError, ReaderFailedError: the
                link is over; whether the card executed the command is not known.
        """
        ...

    def reset(self) -> None:
        """Forget on the card every PIN that was verified."""
        ...

    def close(self) -> None:
        """Let the card go, reset. Safe to call twice and after any error."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...


class CardTransport(Protocol):
    """The readers of this computer. Methods block: call them from a thread of their own."""

    def readers(self) -> list[str]:
        """Names of the attached readers; raises ReaderServiceDownError."""
        ...

    def presence(self, reader: str) -> CardPresence:
        """Look once; raises NoReaderError, ReaderServiceDownError."""
        ...

    def wait(self, reader: str, known: CardPresence, *, timeout_seconds: float) -> CardPresence:
        """Return as soon as the presence differs from *known*, or unchanged at the time-out."""
        ...

    def open(self, reader: str) -> CardLink:
        """Take the card on *reader* for us alone.

        Raises:
            NoReaderError, NoCardError, CardMuteError, ReaderBusyError, ReaderServiceDownError.
        """
        ...


def follow(exchange: Callable[[bytes], tuple[bytes, int]], command: bytes) -> tuple[bytes, int]:
    """Send *command*; fetch what the card holds ready (61xx), repeat with its length (6Cxx).

    A 6Cxx answer means that nothing was executed, so only that is ever sent twice, and only when
    the command ends in an expected length.
    """
    data, status = exchange(command)
    if status >> 8 == _WRONG_LE and _ends_in_length(command):
        data, status = exchange(command[:-1] + bytes((status & 0xFF,)))
    for _ in range(_MOST_PARTS):
        if status >> 8 != _MORE_DATA:
            break
        more, status = exchange(bytes((command[0] & 0x03, 0xC0, 0x00, 0x00, status & 0xFF)))
        data += more
    return data, status


def _ends_in_length(command: bytes) -> bool:
    if len(command) <= _HEADER_AND_LENGTH:
        return len(command) == _HEADER_AND_LENGTH
    return len(command) == _HEADER_AND_LENGTH + command[4] + 1
