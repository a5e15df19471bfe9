"""What can lie in an application of a virtual card: data, references, keys."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from counter_station.virtual.memory import StoredPin


class ChangeCommand(Enum):
    """Which command a reference is changed by."""

    NONE = "none"
    CHANGE_KEY = "change-key"  # 80 32
    CHANGE_REFERENCE_DATA = "change-reference-data"  # 00 24


@dataclass(frozen=True, kw_only=True)
class DataFile:
    """Readable bytes, made when first asked for; open to anybody, or after one of `opens_with`."""

    content: Callable[[], bytes]
    opens_with: frozenset[int] = frozenset()
    is_record: bool = False


@dataclass(frozen=True, kw_only=True)
class PinFile:
    """A reference. `password` tells the letters-and-digits form from the digits form."""

    pin: StoredPin
    lengths: range
    change: ChangeCommand
    password: bool = False


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """A private key, usable after its PIN, or by anybody to prove that the chip is genuine."""

    pem: Callable[[], str]
    opens_with: int | None


CardFile = DataFile | PinFile | KeyFile
Application = Mapping[int, CardFile]
FOUR_DIGITS = range(4, 5)
