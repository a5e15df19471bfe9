"""PINs in memory, for as short as possible."""

from collections.abc import Mapping
from types import TracebackType
from typing import Self

from issuance.pins.formats import check_format, normalise
from issuance.pins.kinds import PinKind


class PinValues:
    """The PINs of one card in wipeable bytes; shows its kinds and never a value.

    Use it in a `with` block: leaving the block overwrites the bytes. Best effort, since Python
    copies what it encodes and sends.
    """

    def __init__(self, values: Mapping[PinKind, bytearray]) -> None:
        """Take over *values* (ASCII).

        Raises:
            PinFormatError: one cannot be a PIN of its kind.
        """
        for kind, value in values.items():
            check_format(kind, value)
        self._values = dict(values)

    @classmethod
    def typed(cls, typed: Mapping[PinKind, str]) -> Self:
        """Take what a resident typed: half-width and upper case are made here.

        Raises:
            PinFormatError: one cannot be a PIN of its kind.
        """
        return cls(
            {
                kind: bytearray(normalise(text).encode("ascii", "replace"))
                for kind, text in typed.items()
            }
        )

    @property
    def kinds(self) -> frozenset[PinKind]:
        return frozenset(self._values)

    def __getitem__(self, kind: PinKind) -> bytearray:
        return self._values[kind]

    def wipe(self) -> None:
        for value in self._values.values():
            value[:] = bytes(len(value))
        self._values.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def __repr__(self) -> str:
        kinds = ", ".join(sorted(kind.value for kind in self._values))
        return f"PinValues({kinds})"
