"""A virtual My Number card (個人番号カード): the behaviour of cards.md §2 and §3.

Driven only by `power_on`, `reset` and `process`; no I/O, no clock. What was verified is forgotten
at every power-on, reset and selection of an application; PINs and tries stay in its memory.
"""

from collections.abc import Callable

from counter_station.virtual import signing
from counter_station.virtual.apdu import Command, RefusedError, Status, parse
from counter_station.virtual.applications import applications
from counter_station.virtual.files import (
    CardFile,
    ChangeCommand,
    DataFile,
    KeyFile,
    PinFile,
)
from counter_station.virtual.memory import CardMemory, Snapshot
from counter_station.virtual.personalisation import CardData
from counter_station.virtual.selection import Selection
from counter_station.virtual.tlv import tlv

_ATR = bytes.fromhex("3B888001000041E0B381A1003B")
_CURRENT = 0x80


class VirtualMyNumberCard:
    """One card. `lenient` keeps verified PINs when the same application is selected again."""

    def __init__(self, memory: CardMemory, *, lenient: bool = False) -> None:
        self.memory = memory
        self._at = Selection(applications(memory), lenient=lenient)

    @classmethod
    def fresh(cls, data: CardData) -> "VirtualMyNumberCard":
        """A card as it leaves the factory, with transport PINs."""
        return cls(CardMemory.fresh(data))

    @classmethod
    def from_snapshot(cls, kept: Snapshot) -> "VirtualMyNumberCard":
        return cls(CardMemory.from_snapshot(kept))

    def snapshot(self) -> Snapshot:
        """Everything that survives without power."""
        return self.memory.snapshot()

    @property
    def atr(self) -> bytes:
        return _ATR

    def power_on(self) -> None:
        self._at.forget()

    def reset(self) -> None:
        self._at.forget()

    def process(self, command: bytes, /) -> bytes:
        """Execute one command; the answer ends in the status word."""
        try:
            data, status = self._execute(parse(command))
        except RefusedError as refused:
            data, status = b"", refused.status
        return data + status.to_bytes(2, "big")

    def _execute(self, command: Command) -> tuple[bytes, int]:
        if command.cla not in {0x00, 0x80}:
            raise RefusedError(Status.UNKNOWN_CLASS)
        instruction = self._instructions().get((command.cla, command.ins))
        if instruction is None:
            raise RefusedError(Status.UNKNOWN_INSTRUCTION)
        return instruction(command)

    def _instructions(self) -> dict[tuple[int, int], Callable[[Command], tuple[bytes, int]]]:
        return {
            (0x00, 0xA4): self._select,
            (0x00, 0xB0): self._read_binary,
            (0x00, 0xB2): self._read_record,
            (0x00, 0xCA): self._get_data,
            (0x00, 0x20): self._verify,
            (0x00, 0x24): self._change_reference_data,
            (0x80, 0x32): self._change_key,
            (0x80, 0x2A): self._sign,
        }

    def _select(self, command: Command) -> tuple[bytes, int]:
        match command.p1:
            case 0x04 if command.p2 in {0x00, 0x0C}:
                self._at.select_application(command.data)
            case 0x02 if command.p2 in {0x00, 0x0C}:
                self._at.select_file(command.data)
            case 0x00:
                self._at.select_master_file(command.data)
            case _:
                raise RefusedError(Status.BAD_PARAMETERS)
        return b"", Status.OK

    def _read_binary(self, command: Command) -> tuple[bytes, int]:
        if command.p1 & _CURRENT:
            number, offset = command.p1 & 0x1F, command.p2
            _, file = self._at.addressed(number, Status.NOT_FOUND)
        else:
            offset = command.p1 << 8 | command.p2
            _, file = self._at.current()
        content = self._readable(file, record=False)
        if offset >= len(content):
            raise RefusedError(Status.OUTSIDE_FILE)
        if command.expected is None:
            raise RefusedError(Status.WRONG_LENGTH)
        data = content[offset : offset + command.expected]
        short = len(data) < command.expected and not command.any_length
        return data, Status.END_OF_FILE if short else Status.OK

    def _read_record(self, command: Command) -> tuple[bytes, int]:
        if command.p2 & 0x07 != 0x04:  # P1 is a record number
            raise RefusedError(Status.BAD_PARAMETERS)
        _, file = self._at.addressed(command.p2 >> 3, Status.NOT_FOUND)
        content = self._readable(file, record=True)
        if command.p1 != 1:
            raise RefusedError(Status.NO_RECORD)
        return content, Status.OK

    def _readable(self, file: CardFile, *, record: bool) -> bytes:
        if not isinstance(file, DataFile) or file.is_record is not record:
            raise RefusedError(Status.WRONG_FILE_TYPE)
        if file.opens_with and not file.opens_with & self._at.verified:
            raise RefusedError(Status.NOT_ALLOWED)
        return file.content()

    def _get_data(self, command: Command) -> tuple[bytes, int]:
        data = self.memory.data
        objects = {
            (0x00, 0x42): b"TEST-ONLY issuer",
            (0x00, 0x45): data.serial.encode(),
            (0x00, 0x66): tlv(0x73, b"TEST-ONLY"),
            (0x00, 0xF0): data.municipality.encode(),
            (0x00, 0xF2): f"{data.expires_on:%Y%m%d}".encode(),
            (0x5F, 0x51): _ATR[1:],
        }
        if self._at.inside_application or command.parameters not in objects:
            raise RefusedError(Status.NO_DATA_OBJECT)
        return objects[command.parameters], Status.OK

    def _verify(self, command: Command) -> tuple[bytes, int]:
        number, file = self._pin_addressed(command)
        pin = file.pin
        if not command.data:
            return b"", Status.TRIES | pin.tries
        if pin.tries == 0:
            raise RefusedError(Status.BLOCKED)
        if len(command.data) not in file.lengths:
            raise RefusedError(Status.WRONG_LENGTH)
        self._at.verified.discard(number)
        right = pin.compare(command.data)
        self.memory.changes += 1
        if not right:
            return b"", Status.TRIES | pin.tries
        self._at.verified.add(number)
        return b"", Status.OK

    def _change_reference_data(self, command: Command) -> tuple[bytes, int]:
        if command.p1 != 1:
            raise RefusedError(Status.BAD_PARAMETERS)
        return self._change(command, ChangeCommand.CHANGE_REFERENCE_DATA)

    def _change_key(self, command: Command) -> tuple[bytes, int]:
        if command.p1 != 0:
            raise RefusedError(Status.BAD_PARAMETERS)
        return self._change(command, ChangeCommand.CHANGE_KEY)

    def _change(self, command: Command, by: ChangeCommand) -> tuple[bytes, int]:
        """Replace a PIN that was verified since its application was selected."""
        number, file = self._pin_addressed(command)
        if file.change is not by or number not in self._at.verified:
            raise RefusedError(Status.NOT_ALLOWED)
        if len(command.data) not in file.lengths:
            raise RefusedError(Status.WRONG_LENGTH)
        if not _is_of_type(command.data, password=file.password):
            raise RefusedError(Status.BAD_DATA)
        file.pin.value, file.pin.tries = command.data, file.pin.full
        self.memory.changes += 1
        return b"", Status.OK

    def _pin_addressed(self, command: Command) -> tuple[int, PinFile]:
        if not command.p2 & _CURRENT:
            raise RefusedError(Status.BAD_PARAMETERS)
        number, file = self._at.addressed(command.p2, Status.NO_DATA_OBJECT)
        if not isinstance(file, PinFile):
            raise RefusedError(Status.WRONG_FILE_TYPE)
        return number, file

    def _sign(self, command: Command) -> tuple[bytes, int]:
        if command.p2 and not command.p2 & _CURRENT:
            raise RefusedError(Status.BAD_PARAMETERS)
        _, file = self._at.addressed(command.p2, Status.NO_DATA_OBJECT)
        if not isinstance(file, KeyFile):
            raise RefusedError(Status.WRONG_FILE_TYPE)
        proves_itself = file.opens_with is None  # internal authentication: P1 and P2 are 00
        if proves_itself is not (command.p2 == 0) or (proves_itself and command.p1):
            raise RefusedError(Status.BAD_PARAMETERS)
        if file.opens_with is not None and file.opens_with not in self._at.verified:
            raise RefusedError(Status.NOT_ALLOWED)
        return signing.sign(file.pem(), command.p1, command.data), Status.OK


def _is_of_type(pin: bytes, *, password: bool) -> bool:
    digits = frozenset(b"0123456789")
    letters = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ") if password else frozenset[int]()
    return set(pin) <= digits | letters
