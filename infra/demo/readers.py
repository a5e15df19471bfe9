"""The demo's card readers: two virtual ones on a PC/SC service of our own, or two in files.

The first stands at the counter, the second at the PIN desk. Whoever lays a card on a reader here
does what an officer's hand does in a ward office.
"""

import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from counter_station.readers.connection import CardError
from counter_station.readers.daemon import NoPrivateReadersError, PluggedCard, PrivateReaders
from counter_station.readers.pcsc import PcscTransport
from counter_station.readers.pointing import talking_to

COUNTER, PIN_DESK = 0, 1
_TRIES, _NOTICING_SECONDS, _LOOK_SECONDS = 4, 3.0, 0.05


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
            with service, talking_to(service.socket):  # this process looks at the cards too
                yield PcscReaders(service)
            return
    yield FileReaders(folder, why=missing)


class PcscReaders:
    kind = "virtual readers on a PC/SC service of the demo's own (pcscd)"

    def __init__(self, service: PrivateReaders) -> None:
        self._service = service
        self._transport = PcscTransport()
        self._cards: dict[int, PluggedCard] = {}

    @property
    def environment(self) -> dict[str, str]:
        return self._service.environment

    def setting(self, slot: int) -> str:
        return f"pcsc:{self._service.SLOTS[slot]}"

    def lay(self, card_file: Path, slot: int) -> None:
        """As a hand does it: a card the reader does not notice is lifted and laid again.

        A process that dies while it holds a card makes pcscd 1.9 take the reader for empty.
        """
        for _ in range(_TRIES):
            self.take_off(slot)
            self._notices(slot, present=False)
            self._cards[slot] = self._service.plug_in(card_file, slot=slot)
            if self._notices(slot, present=True):
                return

    def take_off(self, slot: int) -> None:
        if (card := self._cards.pop(slot, None)) is not None:
            card.remove()

    def _notices(self, slot: int, *, present: bool) -> bool:
        ends = time.monotonic() + _NOTICING_SECONDS
        while time.monotonic() < ends:
            with suppress(CardError):
                if self._transport.presence(self._service.SLOTS[slot]).present is present:
                    return True
            time.sleep(_LOOK_SECONDS)
        return False


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
