"""How far the card on the PIN desk's reader is: for the officers' eyes, kept nowhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

_LONGEST: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class CardProgress:
    case_id: UUID
    done: int
    of: int
    at: datetime


class PinProgress:
    """Of the card told last; a desk has one reader."""

    def __init__(self) -> None:
        self._last: CardProgress | None = None

    def tell(self, progress: CardProgress) -> None:
        self._last = progress

    def over(self) -> None:
        self._last = None

    def now(self, at: datetime) -> CardProgress | None:
        """None when nothing was heard for minutes: the desk stands, or the office began anew."""
        if self._last is not None and at - self._last.at > _LONGEST:
            self._last = None
        return self._last
