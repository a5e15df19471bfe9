"""Selecting and reading on a virtual My Number card; cards.md §2 and §3.1."""

from typing import Final

from counter_station.virtual.apdu import Command, RefusedError, Status
from counter_station.virtual.files import CardFile, DataFile
from counter_station.virtual.personalisation import CardData
from counter_station.virtual.selection import Selection
from counter_station.virtual.tlv import tlv

ATR: Final = bytes.fromhex("3B888001000041E0B381A1003B")
SHORT_ID: Final = 0x80
"""The bit of a parameter that says: the rest is a short file id, or 0 for the current file."""


class FileCommands:
    """SELECT, READ BINARY, READ RECORD, GET DATA."""

    def __init__(self, data: CardData, at: Selection) -> None:
        self._data = data
        self._at = at

    def select(self, command: Command) -> tuple[bytes, int]:
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

    def read_binary(self, command: Command) -> tuple[bytes, int]:
        if command.p1 & SHORT_ID:
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

    def read_record(self, command: Command) -> tuple[bytes, int]:
        if command.p2 & 0x07 != 0x04:  # P1 is a record number
            raise RefusedError(Status.BAD_PARAMETERS)
        _, file = self._at.addressed(command.p2 >> 3, Status.NOT_FOUND)
        content = self._readable(file, record=True)
        if command.p1 != 1:
            raise RefusedError(Status.NO_RECORD)
        return content, Status.OK

    def get_data(self, command: Command) -> tuple[bytes, int]:
        data = self._data
        objects = {
            (0x00, 0x42): b"TEST-ONLY issuer",
            (0x00, 0x45): data.serial.encode(),
            (0x00, 0x66): tlv(0x73, b"TEST-ONLY"),
            (0x00, 0xF0): data.municipality.encode(),
            (0x00, 0xF2): f"{data.expires_on:%Y%m%d}".encode(),
            (0x5F, 0x51): ATR[1:],
        }
        if self._at.inside_application or command.parameters not in objects:
            raise RefusedError(Status.NO_DATA_OBJECT)
        return objects[command.parameters], Status.OK

    def _readable(self, file: CardFile, *, record: bool) -> bytes:
        if not isinstance(file, DataFile) or file.is_record is not record:
            raise RefusedError(Status.WRONG_FILE_TYPE)
        if file.opens_with and not file.opens_with & self._at.verified:
            raise RefusedError(Status.NOT_ALLOWED)
        return file.content()
