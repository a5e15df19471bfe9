"""Folders and files of a document's chip, and where the chip stands; cards.md §2."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum

from counter_station.virtual.apdu import RefusedError, Status

_FILE_ID_BYTES = 2
_SHORT_ID = 0x1F


class Right(Enum):
    """What was shown to a chip since its power came on."""

    FIRST_PIN = "first-pin"
    SECOND_PIN = "second-pin"
    PRINTED_NUMBER = "printed-number"
    SECURE_MESSAGING = "secure-messaging"  # of the command itself, not of the past


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """Bytes, made when first asked for, that may be read when all of `needs` are held."""

    content: Callable[[], bytes] = field(repr=False)
    needs: frozenset[Right] = frozenset()

    @classmethod
    def of(cls, content: bytes, needs: frozenset[Right] = frozenset()) -> "StoredFile":
        return cls(content=lambda: content, needs=needs)


@dataclass(frozen=True, kw_only=True)
class SecretFile:
    """A reference to compare with; `name` is its key in the chip's memory."""

    name: str
    gives: Right


Folder = Mapping[int, StoredFile | SecretFile]


@dataclass(frozen=True, kw_only=True)
class Structure:
    """The master folder, and the applications by their whole AID; files by their id."""

    master: Folder
    applications: Mapping[bytes, Folder]


class Place:
    """The current folder and file; after power-on the master folder."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._folder = structure.master
        self._file: StoredFile | SecretFile | None = None

    @property
    def in_application(self) -> bool:
        return self._folder is not self._structure.master

    def select_master(self) -> None:
        self._folder, self._file = self._structure.master, None

    def select_application(self, aid: bytes) -> None:
        if aid not in self._structure.applications:
            raise RefusedError(Status.NOT_FOUND)
        self._folder, self._file = self._structure.applications[aid], None

    def select_file(self, file_id: bytes) -> None:
        number = int.from_bytes(file_id, "big")
        if len(file_id) != _FILE_ID_BYTES or number not in self._folder:
            raise RefusedError(Status.NOT_FOUND)
        self._file = self._folder[number]

    def addressed(self, parameter: int) -> StoredFile | SecretFile:
        """The file whose short id stands in *parameter*, now current; for 0 the current one."""
        short_id = parameter & _SHORT_ID
        if short_id:
            found = [number for number in self._folder if number & 0xFF == short_id]
            if not found:
                raise RefusedError(Status.NOT_FOUND)
            self._file = self._folder[min(found)]  # 0001 before 2F01
        return self.current()

    def current(self) -> StoredFile | SecretFile:
        if self._file is None:
            raise RefusedError(Status.NO_CURRENT_FILE)
        return self._file


def readable(file: StoredFile | SecretFile, held: AbstractSet[Right]) -> bytes:
    """The file's bytes; refuses the file of a secret, and one whose needs are not held."""
    if not isinstance(file, StoredFile):
        raise RefusedError(Status.WRONG_FILE_TYPE)
    if not file.needs <= held:
        raise RefusedError(Status.NOT_ALLOWED)
    return file.content()


def part(content: bytes, offset: int, expected: int, *, any_length: bool) -> tuple[bytes, int]:
    """What READ BINARY gives of *content*: 6282 when it ends before *expected* bytes."""
    if offset >= len(content):
        raise RefusedError(Status.OUTSIDE_FILE)
    data = content[offset : offset + expected]
    short = len(data) < expected and not any_length
    return data, Status.END_OF_FILE if short else Status.OK
