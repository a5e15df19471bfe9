"""A virtual My Number card (個人番号カード): the behaviour of cards.md §2 and §3.

Driven only by `power_on`, `reset` and `process`; no I/O, no clock. What was verified is forgotten
at every power-on, reset and selection of an application; PINs and tries stay in its memory.
"""

from collections.abc import Callable

from counter_station.virtual.apdu import Command, RefusedError, Status, parse
from counter_station.virtual.applications import applications
from counter_station.virtual.file_commands import ATR, FileCommands
from counter_station.virtual.memory import CardMemory, Snapshot
from counter_station.virtual.personalisation import CardData
from counter_station.virtual.secret_commands import SecretCommands
from counter_station.virtual.selection import Selection


class VirtualMyNumberCard:
    """One card. `lenient` keeps verified PINs when the same application is selected again."""

    def __init__(self, memory: CardMemory, *, lenient: bool = False) -> None:
        self.memory = memory
        self._at = Selection(applications(memory), lenient=lenient)
        self._files = FileCommands(memory.data, self._at)
        self._secrets = SecretCommands(memory, self._at)

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
        return ATR

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
            (0x00, 0xA4): self._files.select,
            (0x00, 0xB0): self._files.read_binary,
            (0x00, 0xB2): self._files.read_record,
            (0x00, 0xCA): self._files.get_data,
            (0x00, 0x20): self._secrets.verify,
            (0x00, 0x24): self._secrets.change_reference_data,
            (0x80, 0x32): self._secrets.change_key,
            (0x80, 0x2A): self._secrets.sign,
        }
