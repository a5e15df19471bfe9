"""The demo's card readers: two virtual ones on a PC/SC service of our own, or two in files.

The first stands at the counter, the second at the PIN desk. Whoever lays a card on a reader here
does what an officer's hand does in a ward office.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from counter_station.readers.daemon import NoPrivateReadersError, PluggedCard, PrivateReaders

COUNTER, PIN_DESK = 0, 1


class DemoReaders(Protocol):
    """Two readers, each with one card at most."""

    @property
    def kind(self) -> str:
        """One line for the person who started the demo."""
        ...

    @property
    def environment(self) -> dict[str, str]:
        """What the reading processes need in their environment."""
        ...

    def setting(self, slot: int) -> str:
        """The `reader` setting of the process that reads this slot."""
        ...

    def lay(self, card_file: Path, slot: int) -> None:
        """Lay a card on the reader, in place of the one that lies there."""
        ...

    def take_off(self, slot: int) -> None: ...


@contextmanager
def demo_readers(folder: Path) -> Generator[DemoReaders]:
    """Real PC/SC where the machine has it; else cards in files, and `kind` says why."""
    missing = None if find_spec("smartcard") else "pyscard is not installed"
    if missing is None:
        try:
            service = PrivateReaders.start()
        except NoPrivateReadersError as error:
            missing = error.reason
        else:
            os.environ |= service.environment  # this process may look at the cards too
            with service:
                yield PcscReaders(service)
            return
    yield FileReaders(folder, why=missing)


class PcscReaders:
    kind = "virtual readers on a PC/SC service of the demo's own (pcscd)"

    def __init__(self, service: PrivateReaders) -> None:
        self._service = service
        self._cards: dict[int, PluggedCard] = {}

    @property
    def environment(self) -> dict[str, str]:
        return self._service.environment

    def setting(self, slot: int) -> str:
        return f"pcsc:{self._service.SLOTS[slot]}"

    def lay(self, card_file: Path, slot: int) -> None:
        self.take_off(slot)
        self._cards[slot] = self._service.plug_in(card_file, slot=slot)

    def take_off(self, slot: int) -> None:
        if (card := self._cards.pop(slot, None)) is not None:
            card.remove()


class FileReaders:
    """A card lies on the reader as long as the link to its file is there."""

    environment: dict[str, str] = {}  # noqa: RUF012 - never written

    def __init__(self, folder: Path, *, why: str) -> None:
        self._folder = folder
        self.kind = f"virtual readers in the processes themselves ({why})"

    def setting(self, slot: int) -> str:
        return f"virtual:{self._link(slot)}"

    def lay(self, card_file: Path, slot: int) -> None:
        self.take_off(slot)
        self._link(slot).symlink_to(card_file.resolve())

    def take_off(self, slot: int) -> None:
        self._link(slot).unlink(missing_ok=True)

    def _link(self, slot: int) -> Path:
        return self._folder / ("on-the-counter" if slot == COUNTER else "on-the-pin-desk")
