"""The day's queue read anew where it changed: of hundreds of parties, few did since last time."""

from collections.abc import Iterable
from typing import Final

import msgspec

from counter_station.office_answers import QueuedVisit

_decoder: Final = msgspec.json.Decoder(QueuedVisit)


class SameVisits:
    """Remembers what the office wrote of each party last, and what that meant."""

    def __init__(self) -> None:
        self._read: dict[bytes, QueuedVisit] = {}

    def read(self, written: Iterable[msgspec.Raw]) -> tuple[QueuedVisit, ...]:
        """The parties in their order; one written as before is the same object as before.

        Raises:
            msgspec.MsgspecError: something else was written.
        """
        before = self._read
        self._read = {
            each: before.get(each) or _decoder.decode(each) for each in map(bytes, written)
        }
        return tuple(self._read.values())
