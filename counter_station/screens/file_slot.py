"""A reader whose slot is a place in a folder: the card lies on it while its file is there."""

import time
from pathlib import Path

from counter_station.readers.connection import CardMuteError, CardPresence, NoCardError
from counter_station.readers.in_process import InProcessLink, InProcessReader
from counter_station.virtual.keeping import taken_out

_NAME = "Virtual reader"
_LOOK_EVERY_SECONDS = 0.3


class FileSlot:
    """Virtual cards for demos and drills: put the file there, take it away."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def readers(self) -> list[str]:
        return [_NAME]

    def presence(self, reader: str) -> CardPresence:  # noqa: ARG002 - there is one reader
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return CardPresence(present=False, count=0)
        return CardPresence(present=True, count=found.st_mtime_ns)

    def wait(self, reader: str, known: CardPresence, *, timeout_seconds: float) -> CardPresence:
        ends = time.monotonic() + timeout_seconds
        while (seen := self.presence(reader)) == known and time.monotonic() < ends:
            time.sleep(_LOOK_EVERY_SECONDS)
        return seen

    def open(self, reader: str) -> InProcessLink:  # noqa: ARG002 - there is one reader
        try:
            card = taken_out(self._path)
        except FileNotFoundError:
            raise NoCardError from None
        except (ValueError, KeyError, TypeError):
            # The error could quote the file, which holds a card's PINs.
            raise CardMuteError from None
        inside = InProcessReader()
        inside.insert(card)
        return inside.open(inside.name)
