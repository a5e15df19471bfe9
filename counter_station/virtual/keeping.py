"""A virtual card in a file: what it has answered for, it still knows after kill -9."""

import json
import os
from pathlib import Path

from counter_station.virtual.documents import Document, from_snapshot
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData


class KeptCard:
    """A card whose lasting state is written to its file before each answer leaves."""

    def __init__(self, path: Path, card: VirtualMyNumberCard | Document) -> None:
        self._path = path
        self.card = card
        self._kept = card.memory.changes

    @classmethod
    def create(cls, path: Path, data: CardData) -> "KeptCard":
        """A card fresh from the factory in a new file; FileExistsError if there is one."""
        return cls.keep(path, VirtualMyNumberCard.fresh(data))

    @classmethod
    def keep(cls, path: Path, card: VirtualMyNumberCard | Document) -> "KeptCard":
        """Any card in a new file; FileExistsError if there is one."""
        if path.exists():
            raise FileExistsError(path)
        kept = cls(path, card)
        kept.save()
        return kept

    @classmethod
    def open(cls, path: Path) -> "KeptCard":
        """The card in the file, as it was when it last answered."""
        kept = json.loads(path.read_bytes())
        if "document" in kept:
            return cls(path, from_snapshot(kept))
        return cls(path, VirtualMyNumberCard.from_snapshot(kept))

    @property
    def atr(self) -> bytes:
        return self.card.atr

    def power_on(self) -> None:
        self.card.power_on()

    def reset(self) -> None:
        self.card.reset()

    def process(self, command: bytes, /) -> bytes:
        answer = self.card.process(command)
        if self.card.memory.changes != self._kept:
            self.save()
        return answer

    def save(self) -> None:
        """Replace the file in one step; it holds PINs, so it is ours alone."""
        self._kept = self.card.memory.changes
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(json.dumps(self.card.snapshot(), ensure_ascii=False, indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
