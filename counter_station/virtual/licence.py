"""A virtual driver's licence (運転免許証) with two PINs of three tries; cards.md §4."""

from collections.abc import Callable
from typing import ClassVar

from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.document import Answer, VirtualDocument
from counter_station.virtual.document_memory import DocumentMemory, DocumentSnapshot
from counter_station.virtual.folders import SecretFile
from counter_station.virtual.licence_data import LicenceData
from counter_station.virtual.licence_files import structure
from counter_station.virtual.memory import StoredPin

_UNSET = "****"
_FULL_TRIES = 3
_PIN_BYTES = 4
_CURRENT = 0x80


def fresh_licence_memory(data: LicenceData) -> DocumentMemory[LicenceData]:
    """A licence as the police hands it out, with the PINs and tries that its data say."""
    return DocumentMemory(
        data=data,
        pins={
            "first": _pin(data.first_pin if data.pins_set else None, data.first_tries),
            "second": _pin(data.second_pin if data.pins_set else None, data.second_tries),
        },
    )


class VirtualLicence(VirtualDocument):
    """One licence. PINs shown stay shown when an application is selected: they are the card's."""

    ATR: ClassVar[bytes] = bytes.fromhex("3B888001000000009181C100D8")

    def __init__(self, memory: DocumentMemory[LicenceData]) -> None:
        super().__init__(structure(memory.data))
        self.memory = memory

    def snapshot(self) -> DocumentSnapshot:
        """Everything that survives without power."""
        return self.memory.snapshot("licence")

    def instructions(self) -> dict[int, Callable[[Command], Answer]]:
        return super().instructions() | {0x20: self._verify}

    def _verify(self, command: Command) -> Answer:
        if command.p1 or command.p2 & 0xE0 != _CURRENT:
            raise RefusedError(Status.BAD_PARAMETERS)
        file = self.at.addressed(command.p2)
        if not isinstance(file, SecretFile):
            raise RefusedError(Status.WRONG_FILE_TYPE)
        pin = self.memory.pins[file.name]
        if not command.data:
            return b"", Status.TRIES | pin.tries
        if pin.tries == 0:
            raise RefusedError(Status.BLOCKED)
        if len(command.data) != _PIN_BYTES:
            raise RefusedError(Status.WRONG_LENGTH)
        self.held.discard(file.gives)
        self.memory.changes += 1
        if not pin.compare(command.data):
            return b"", Status.TRIES | pin.tries
        self.held.add(file.gives)
        return b"", Status.OK


def _pin(value: str | None, tries: int) -> StoredPin:
    return StoredPin(value=(value or _UNSET).encode(), tries=tries, full=_FULL_TRIES)
