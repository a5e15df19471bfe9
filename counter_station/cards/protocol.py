"""Commands of ISO/IEC 7816-4, and what a card's refusals mean to us. Reading only."""

from counter_station.readers.connection import CardError, CardLink
from issuance.pins.apdu import SecretApdu, select_application, select_file, verify

__all__ = [
    "CardLockedError",
    "CardProtocol",
    "CardRefusedError",
    "NotOnCardError",
    "SecretApdu",
]

OK = 0x9000
END_OF_FILE = 0x6282
NOT_ALLOWED = 0x6982
OUTSIDE_FILE = 0x6B00
_NOT_FOUND = frozenset({0x6A82, 0x6A83, 0x6A88})
_BLOCKED = frozenset({0x6983, 0x6984})
_CHUNK = 256
_READ_RECORD = bytes.fromhex("00B2010400")
_SELECT_MASTER = bytes.fromhex("00A40000")


class CardRefusedError(CardError):
    """The card answered with a status word we have no better name for."""

    code = "card-refused"

    def __init__(self, status: int) -> None:
        super().__init__(f"card answered {status:04X}")
        self.status = status


class NotOnCardError(CardRefusedError):
    """This card has no such application, file or record."""

    code = "not-on-card"


class CardLockedError(CardRefusedError):
    """What was asked for needs a PIN that was not verified."""

    code = "card-locked"


class CardProtocol:
    """One command a method; a refusal becomes an exception."""

    def __init__(self, link: CardLink) -> None:
        self._link = link

    def select_application(self, aid: bytes) -> None:
        self._send(select_application(aid))

    def select_master(self) -> None:
        """Go back to the card's top folder, on documents that have one."""
        self._send(_SELECT_MASTER)

    def select_file(self, file_id: bytes) -> None:
        self._send(select_file(file_id))

    def read_record(self) -> bytes:
        """Record 1 of the selected file."""
        return self._send(_READ_RECORD)

    def get_data(self, tag: int) -> bytes:
        """A data object of two bytes' tag."""
        return self._send(bytes((0x00, 0xCA, tag >> 8, tag & 0xFF, 0x00)))

    def read_file(self, length: int) -> bytes:
        """The first *length* bytes of the selected file, or fewer if it is shorter.

        In chunks of 256, since some readers refuse longer answers.
        """
        content = b""
        while len(content) < length:
            chunk = self._read_chunk(len(content), min(_CHUNK, length - len(content)))
            if not chunk:
                break
            content += chunk
        return content

    def attempts_remaining(self) -> int:
        """Ask the selected PIN how many wrong tries it has left, without trying one.

        An empty VERIFY changes nothing on the card.

        Returns:
            Tries left, 0 when the PIN is blocked (ロック); at most 15, which is all that the
            status word can say.

        Raises:
            CardRefusedError: no PIN file is selected.

        Source: ISO/IEC 7816-4, VERIFY, status words 63CX, 6983 and 6984.
        """
        _, status = self._link.transmit(verify())
        return tries_in(status)

    def verify(self, secret: bytes) -> int | None:
        """Compare *secret* with the selected reference: None when it is right, else the status.

        A wrong one costs a try: call it through `secret_try` only.
        """
        _, status = self._link.transmit(verify(secret))
        return None if status == OK else status

    def _read_chunk(self, offset: int, length: int) -> bytes:
        header = bytes((0x00, 0xB0, offset >> 8, offset & 0xFF))
        data, status = self._link.transmit(header + bytes((length & 0xFF,)))
        if status == OUTSIDE_FILE and offset:
            return b""
        if status not in {OK, END_OF_FILE}:
            raise refusal(status)
        return data

    def _send(self, command: bytes) -> bytes:
        data, status = self._link.transmit(command)
        if status != OK:
            raise refusal(status)
        return data


def tries_in(status: int) -> int:
    """The tries left that a status word of VERIFY tells; raises CardRefusedError for another."""
    if status in _BLOCKED:
        return 0
    if status & 0xFFF0 != 0x63C0:  # 63Cx, x tries left
        raise refusal(status)
    return status & 0x000F


def refusal(status: int) -> CardRefusedError:
    if status in _NOT_FOUND:
        return NotOnCardError(status)
    if status == NOT_ALLOWED:
        return CardLockedError(status)
    return CardRefusedError(status)
