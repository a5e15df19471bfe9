"""A secret on its way to a card: wipeable, shown nowhere."""

from types import TracebackType
from typing import Self

from counter_station.cards.refusals import SecretFormatError

_WIDE_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


class SecretText:
    """What somebody typed for a document, in bytes that leaving a `with` overwrites.

    No printed form shows it or its length. Best effort, since Python copies what it sends.
    """

    def __init__(self, typed: str | bytearray) -> None:
        """Take over what was typed; who made a bytearray (ASCII) keeps no copy.

        Full-width digits of a text are made half-width, spaces at its ends go.

        Raises:
            SecretFormatError: it cannot be this secret.
        """
        self.value = typed if isinstance(typed, bytearray) else _encoded(typed)
        if not self.is_possible(self.reveal()):
            self.wipe()
            raise SecretFormatError

    @staticmethod
    def is_possible(typed: str) -> bool:
        """Whether *typed* has the form of this secret, so that sending it makes sense."""
        return bool(typed)

    def reveal(self) -> str:
        return self.value.decode("ascii", "replace")

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
        return f"{type(self).__name__}(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not written anywhere")


def _encoded(typed: str) -> bytearray:
    return bytearray(typed.strip().translate(_WIDE_TO_HALF).encode("ascii", "replace"))
