"""Command APDUs taken apart, ISO 7816-3: all seven cases."""

from dataclasses import dataclass, field
from enum import IntEnum

_HEADER = 4


class Status(IntEnum):
    """Status words the virtual cards answer with; cards.md §2."""

    OK = 0x9000
    END_OF_FILE = 0x6282
    NOT_AUTHENTICATED = 0x6300  # and no counter
    TRIES = 0x63C0
    WRONG_LENGTH = 0x6700
    NO_SECURE_MESSAGING = 0x6882
    WRONG_FILE_TYPE = 0x6981
    NOT_ALLOWED = 0x6982
    BLOCKED = 0x6984
    CONDITIONS = 0x6985
    NO_CURRENT_FILE = 0x6986
    SECURE_OBJECT_MISSING = 0x6987
    SECURE_OBJECT_WRONG = 0x6988
    BAD_DATA = 0x6A80
    NOT_FOUND = 0x6A82
    NO_RECORD = 0x6A83
    BAD_PARAMETERS = 0x6A86
    NO_DATA_OBJECT = 0x6A88
    OUTSIDE_FILE = 0x6B00
    UNKNOWN_INSTRUCTION = 0x6D00
    UNKNOWN_CLASS = 0x6E00


class RefusedError(Exception):
    """The card answers with a status word other than 9000."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:04X}")
        self.status = status


@dataclass(frozen=True, kw_only=True)
class Command:
    """One command; `expected` is None when no answer data was asked for.

    `any_length` is true when the length field was zero: as much as there is, up to the maximum.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)  # may be a PIN
    expected: int | None = None
    any_length: bool = False

    @property
    def parameters(self) -> tuple[int, int]:
        return self.p1, self.p2


def parse(raw: bytes) -> Command:
    """Take a command apart; raises RefusedError(6700) when its lengths do not add up."""
    if len(raw) < _HEADER:
        raise RefusedError(Status.WRONG_LENGTH)
    body = raw[_HEADER:]
    extended = len(body) >= len("\0hl") and body[0] == 0
    data, rest = _split_data(body, extended=extended)
    asked = int.from_bytes(rest, "big")
    most = 0x10000 if extended else 0x100
    return Command(
        cla=raw[0],
        ins=raw[1],
        p1=raw[2],
        p2=raw[3],
        data=data,
        expected=(asked or most) if rest else None,
        any_length=bool(rest) and asked == 0,
    )


def _split_data(body: bytes, *, extended: bool) -> tuple[bytes, bytes]:
    """Return the command's data and what is left for the expected length."""
    width = 2 if extended else 1
    fields = body[1:] if extended else body
    if len(fields) <= width:  # cases 1, 2S, 2E
        return b"", fields
    length = int.from_bytes(fields[:width], "big")
    data, rest = fields[width : width + length], fields[width + length :]
    if length == 0 or len(data) != length or len(rest) not in {0, width}:
        raise RefusedError(Status.WRONG_LENGTH)
    return data, rest
