"""Comparing and changing references, and signing, on a virtual My Number card; cards.md §3."""

from counter_station.virtual import signing
from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.file_commands import SHORT_ID
from counter_station.virtual.files import ChangeCommand, KeyFile, PinFile
from counter_station.virtual.memory import CardMemory
from counter_station.virtual.selection import Selection


class SecretCommands:
    """VERIFY, CHANGE REFERENCE DATA, CHANGE KEY, and the signature command."""

    def __init__(self, memory: CardMemory, at: Selection) -> None:
        self._memory = memory
        self._at = at

    def verify(self, command: Command) -> tuple[bytes, int]:
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
        self._memory.changes += 1
        if not right:
            return b"", Status.TRIES | pin.tries
        self._at.verified.add(number)
        return b"", Status.OK

    def change_reference_data(self, command: Command) -> tuple[bytes, int]:
        if command.p1 != 1:
            raise RefusedError(Status.BAD_PARAMETERS)
        return self._change(command, ChangeCommand.CHANGE_REFERENCE_DATA)

    def change_key(self, command: Command) -> tuple[bytes, int]:
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
        self._memory.changes += 1
        return b"", Status.OK

    def _pin_addressed(self, command: Command) -> tuple[int, PinFile]:
        if not command.p2 & SHORT_ID:
            raise RefusedError(Status.BAD_PARAMETERS)
        number, file = self._at.addressed(command.p2, Status.NO_DATA_OBJECT)
        if not isinstance(file, PinFile):
            raise RefusedError(Status.WRONG_FILE_TYPE)
        return number, file

    def sign(self, command: Command) -> tuple[bytes, int]:
        if command.p2 and not command.p2 & SHORT_ID:
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
