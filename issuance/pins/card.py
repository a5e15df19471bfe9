"""The PIN references of the card on the reader, one command at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from issuance.errors import Refusal
from issuance.pins import apdu
from issuance.pins.references import COMMON_AID, PinFile, Reference

# Only the writer knows how a PIN is changed; the counter's package has no such command.
_CHANGE_KEY = bytes.fromhex("80320080")  # JICSAP
_CHANGE_REFERENCE_DATA = bytes.fromhex("00240180")  # ISO 7816-4, only the new value
_CHANGE = {
    Reference.COMMON: _CHANGE_KEY,
    Reference.JUKI: _CHANGE_KEY,
    Reference.TEXT: _CHANGE_REFERENCE_DATA,
    Reference.AUTH: _CHANGE_REFERENCE_DATA,
    Reference.SIGN: _CHANGE_REFERENCE_DATA,
}
_OK = 0x9000
_BLOCKED = frozenset({0x6983, 0x6984})
_READ_FIRST_RECORD = bytes.fromhex("00B2010400")
_RECORD_HEADER = b"\x01\x1c"
_SERIAL_DIGITS = 15
_MUNICIPALITY_DIGITS = 5


class CardLink(Protocol):
    """A card in a reader, held exclusively; follows 61xx and 6Cxx, and never logs bytes."""

    def transmit(self, command: bytes, /) -> tuple[bytes, int]:
        """Send one command; return the response data and the status word.

        Errors of the transport (card removed, service away) are the link's own and pass through.
        """
        ...


class CardAnswerError(Refusal):
    """The card answered a command in a way that must not happen here."""

    code = "card-answer-unexpected"

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:04X}")
        self.status = status


@dataclass(frozen=True, kw_only=True)
class CardNumber:
    """What the card tells freely: serial (15 digits), issuing municipality (5 digits), last day."""

    serial: str
    municipality: str
    expires_on: date | None = None
    """None: the record has none, or, of an expected card, any will do."""


class WritableCard:
    """Reads and changes PIN references; every operation selects application and file anew.

    Selecting clears what was verified before, so nothing depends on an earlier step.
    """

    def __init__(self, link: CardLink) -> None:
        self._link = link

    def number(self) -> CardNumber:
        """Read record 1 of the common application; raises CardAnswerError if it is not there."""
        self._send(apdu.select_application(COMMON_AID))
        self._send(apdu.select_file(b"\x00\x01"))
        record = self._send(_READ_FIRST_RECORD)
        digits = record.removeprefix(_RECORD_HEADER).decode("ascii", "replace")
        end = _SERIAL_DIGITS + _MUNICIPALITY_DIGITS
        return CardNumber(
            serial=digits[:_SERIAL_DIGITS],
            municipality=digits[_SERIAL_DIGITS:end],
            expires_on=_day(digits[end:]),
        )

    def tries(self, file: PinFile) -> int:
        """Wrong tries left, 0 when blocked; costs none."""
        self._select(file)
        _, status = self._link.transmit(apdu.verify())
        if status in _BLOCKED:
            return 0
        return _tries_in(status)

    def accepts(self, file: PinFile, pin: bytes | bytearray) -> bool:
        """Try *pin*, once. A wrong one costs a try."""
        self._select(file)
        _, status = self._link.transmit(apdu.verify(pin))
        if status == _OK:
            return True
        _tries_in(status)
        return False

    def change(self, file: PinFile, new: bytearray) -> None:
        """Replace the PIN that `accepts` has just verified."""
        self._send(apdu.with_body(_CHANGE[file.reference], new))

    def _select(self, file: PinFile) -> None:
        self._send(apdu.select_application(file.aid))
        self._send(apdu.select_file(file.file_id))

    def _send(self, command: bytes) -> bytes:
        data, status = self._link.transmit(command)
        if status != _OK:
            raise CardAnswerError(status)
        return data


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _tries_in(status: int) -> int:
    if status & 0xFFF0 != 0x63C0:  # 63Cx: ISO 7816-4, x tries left
        raise CardAnswerError(status)
    return status & 0x000F
