"""A secret on its way to a card: wipeable, shown nowhere."""

from types import TracebackType
from typing import Self


class SecretText:
    """What somebody typed for a document of theirs, in bytes that leaving a `with` overwrites."""

    def __init__(self, value: bytearray) -> None:
        """Take over *value* (ASCII); who made it keeps no copy."""
        self.value = value

    def wipe(self) -> None:
        self.value[:] = bytes(len(self.value))
        del self.value[:]

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
        return "SecretText(…)"
