"""A virtual card in a file: what it has answered for, it still knows after kill -9."""

import json
import os
from pathlib import Path
from typing import Generic, TypeVar

from counter_station.virtual.documents import Document, from_snapshot
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData

Kept = TypeVar("Kept", bound=VirtualMyNumberCard | Document)


class KeptCard(Generic[Kept]):
    """A card whose lasting state is written to its file before each answer leaves."""

    def __init__(self, path: Path, card: Kept) -> None:
        self._path = path
        self.card = card
        self._kept = card.memory.changes

    @staticmethod
    def create(path: Path, data: CardData) -> "KeptCard[VirtualMyNumberCard]":
        """A card fresh from the factory in a new file; FileExistsError if there is one."""
        return keep(path, VirtualMyNumberCard.fresh(data))

    @staticmethod
    def open(path: Path) -> "KeptCard[VirtualMyNumberCard]":
        """The My Number card in the file, as it was when it last answered."""
        return KeptCard(path, VirtualMyNumberCard.from_snapshot(json.loads(path.read_bytes())))

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


def keep(path: Path, card: Kept) -> KeptCard[Kept]:
    """A card of any kind in a new file; FileExistsError if there is one."""
    if path.exists():
        raise FileExistsError(path)
    kept = KeptCard(path, card)
    kept.save()
    return kept


def taken_out(path: Path) -> KeptCard[VirtualMyNumberCard] | KeptCard[Document]:
    """Whatever card is in the file, as it was when it last answered."""
    kept = json.loads(path.read_bytes())
    if "document" in kept:
        return KeptCard(path, from_snapshot(kept))
    return KeptCard(path, VirtualMyNumberCard.from_snapshot(kept))
