"""Which reader a process uses, from its setting: a real one through PC/SC, or a card in a file."""

import time
from pathlib import Path

from counter_station.readers.connection import (
    CardLink,
    CardPresence,
    CardTransport,
    NoReaderError,
)
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.keeping import taken_out

_LOOK_SECONDS = 0.1


def open_reader(setting: str) -> tuple[CardTransport, str]:
    """The transport and the reader's name for `pcsc`, `pcsc:NAME` or `virtual:FILE`.

    Raises:
        NoReaderError: no reader is attached.
    """
    kind, _, place = setting.partition(":")
    if kind == "virtual":
        return CardInFile(Path(place)), CardInFile.NAME
    from counter_station.readers.pcsc import PcscTransport  # noqa: PLC0415 - needs pyscard

    transport = PcscTransport()
    return transport, place or _first(transport)


def _first(transport: CardTransport) -> str:
    names = transport.readers()
    if not names:
        raise NoReaderError
    return names[0]


class CardInFile:
    """A reader in this process. A card lies on it as long as its file is there."""

    NAME = "Card in a file"

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reader = InProcessReader(self.NAME)
        self._there: int | None = None

    def readers(self) -> list[str]:
        return [self.NAME]

    def presence(self, reader: str) -> CardPresence:
        self._look()
        return self._reader.presence(reader)

    def wait(self, reader: str, known: CardPresence, *, timeout_seconds: float) -> CardPresence:
        ends = time.monotonic() + timeout_seconds
        while (now := self.presence(reader)) == known and time.monotonic() < ends:
            time.sleep(_LOOK_SECONDS)
        return now

    def open(self, reader: str) -> CardLink:
        self._look()
        return self._reader.open(reader)

    def _look(self) -> None:
        """Another file under the same name is another card; the card's own saves are not."""
        target = str(self._file.resolve()) if self._file.exists() else None
        there = hash(target) if target else None
        if there == self._there:
            return
        self._there = there
        if target is None:
            self._reader.remove()
        else:
            self._reader.insert(taken_out(Path(target)))
