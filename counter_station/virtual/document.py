"""What the virtual chips of identity documents have in common.

Driven only by `power_on`, `reset` and `process`; no I/O, no clock, randomness passed in. What was
shown is forgotten without power; what the chip counts stays in its memory.
"""

from collections.abc import Callable
from typing import ClassVar

from counter_station.virtual.apdu import Command, RefusedError, Status, parse
from counter_station.virtual.folders import Place, Right, Structure, part, readable

Answer = tuple[bytes, int]
Random = Callable[[int], bytes]
_SHORT_ID_GIVEN = 0x80


class VirtualDocument:
    """SELECT and READ BINARY; each kind of document adds its own instructions."""

    ATR: ClassVar[bytes]

    def __init__(self, structure: Structure) -> None:
        self.at = Place(structure)
        self.held: set[Right] = set()

    @property
    def atr(self) -> bytes:
        return self.ATR

    def power_on(self) -> None:
        self.forget()

    def reset(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Lose everything that lives only as long as the power."""
        self.at.select_master()
        self.held.clear()

    def process(self, command: bytes, /) -> bytes:
        """Execute one command; the answer ends in the status word."""
        try:
            data, status = self.execute(parse(command))
        except RefusedError as refused:
            data, status = b"", refused.status
        return data + status.to_bytes(2, "big")

    def execute(self, command: Command) -> Answer:
        """Dispatch by class and instruction."""
        if command.cla:
            raise RefusedError(self.refusal_of_class(command.cla))
        instruction = self.instructions().get(command.ins)
        if instruction is None:
            raise RefusedError(Status.UNKNOWN_INSTRUCTION)
        return instruction(command)

    @staticmethod
    def refusal_of_class(_cla: int) -> int:
        return Status.UNKNOWN_CLASS

    def instructions(self) -> dict[int, Callable[[Command], Answer]]:
        return {0xA4: self.select, 0xB0: self.read_binary}

    def select(self, command: Command) -> Answer:
        """By AID, by file id, or the master folder; nothing is returned but the status."""
        match command.p1:
            case 0x04 if command.p2 in {0x00, 0x0C}:
                self.at.select_application(command.data)
            case 0x02 if command.p2 in {0x00, 0x0C}:
                self.at.select_file(command.data)
            case 0x00 if command.data in {b"", b"\x3f\x00"}:
                self.at.select_master()
            case _:
                raise RefusedError(Status.BAD_PARAMETERS)
        return b"", Status.OK

    def read_binary(self, command: Command) -> Answer:
        content, offset = self.addressed_content(command, self.held)
        if command.expected is None:
            raise RefusedError(Status.WRONG_LENGTH)
        return part(content, offset, command.expected, any_length=command.any_length)

    def addressed_content(self, command: Command, held: set[Right]) -> tuple[bytes, int]:
        """The file that P1 and P2 of READ BINARY mean, and the offset in it."""
        if command.p1 & _SHORT_ID_GIVEN:
            return readable(self.at.addressed(command.p1), held), command.p2
        return readable(self.at.current(), held), command.p1 << 8 | command.p2
