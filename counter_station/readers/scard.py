"""The border to pyscard, the one place that loads it. PC/SC results become named errors here."""

import importlib
from collections.abc import Callable
from typing import Protocol, TypeVar, cast

from counter_station.readers.connection import (
    CardError,
    CardMuteError,
    CardRemovedError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderFailedError,
    ReaderServiceDownError,
)

T = TypeVar("T")

# winscard.h; pcsc-lite has the same numbers.
SCOPE_USER = 0
EXCLUSIVE = 1
T0_OR_T1 = 3
RESET_CARD = 1
UNAWARE = 0x0000
CHANGED = 0x0002
PRESENT = 0x0020
COUNT_SHIFT = 16
NO_READERS = 0x8010002E
TIMEOUT = 0x8010000A

_ERRORS: dict[int, type[CardError]] = {
    0x8010001D: ReaderServiceDownError,  # no service
    0x8010001E: ReaderServiceDownError,  # service stopped
    0x80100003: ReaderServiceDownError,  # handle of a service that was restarted
    0x80100013: ReaderServiceDownError,  # communication with the service failed
    0x80100006: ReaderServiceDownError,
    0x80100009: NoReaderError,
    0x80100017: NoReaderError,
    NO_READERS: NoReaderError,
    0x8010000C: NoCardError,
    0x8010000B: ReaderBusyError,
    0x80100016: CardRemovedError,  # not transacted: the first command after removal
    0x80100069: CardRemovedError,
    0x80100068: CardRemovedError,  # reset by somebody: whatever was verified is gone
    0x80100066: CardMuteError,
    0x80100067: CardMuteError,
}


class Scard(Protocol):
    """What we use of pyscard's untyped `smartcard.scard`: PC/SC's own functions, result first."""

    SCARD_PCI_T0: int
    SCARD_PCI_T1: int

    def SCardEstablishContext(self, scope: int) -> tuple[int, int]: ...  # noqa: N802
    def SCardReleaseContext(self, context: int) -> int: ...  # noqa: N802
    def SCardListReaders(self, context: int, groups: list[str]) -> tuple[int, list[str]]: ...  # noqa: N802
    def SCardGetStatusChange(  # noqa: N802
        self, context: int, timeout_ms: int, states: list[tuple[str, int]]
    ) -> tuple[int, list[tuple[str, int, list[int]]]]: ...
    def SCardConnect(  # noqa: N802
        self, context: int, reader: str, share: int, protocols: int
    ) -> tuple[int, int, int]: ...
    def SCardReconnect(  # noqa: N802
        self, card: int, share: int, protocols: int, initialisation: int
    ) -> tuple[int, int]: ...
    def SCardStatus(self, card: int) -> tuple[int, str, int, int, list[int]]: ...  # noqa: N802
    def SCardTransmit(self, card: int, pci: int, command: list[int]) -> tuple[int, list[int]]: ...  # noqa: N802
    def SCardDisconnect(self, card: int, disposition: int) -> int: ...  # noqa: N802


def load() -> Scard:
    """Load pyscard, three quarters of a second; raises ReaderServiceDownError if it is missing."""
    try:
        return cast("Scard", importlib.import_module("smartcard.scard"))
    except ImportError as error:
        raise ReaderServiceDownError from error


def establish(scard: Scard) -> int:
    """A context with the service as it runs now; one of a service that ended never works again."""
    result, context = guarded(lambda: scard.SCardEstablishContext(SCOPE_USER))
    require(result)
    return context


def guarded(function: Callable[[], T]) -> T:
    """Pyscard breaks with SystemError and the like when the service dies under it."""
    try:
        return function()
    except CardError:
        raise
    except Exception as error:
        raise ReaderServiceDownError from error


def require(result: int) -> None:
    """Turn every result but success into its named error."""
    error = error_of(result)
    if error is not None:
        raise error
    if result:
        raise ReaderFailedError(result)


def error_of(result: int) -> type[CardError] | None:
    """The named error for *result*, None for success and for what has no name."""
    return _ERRORS.get(result & 0xFFFFFFFF)
