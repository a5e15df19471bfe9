"""What a My Number card (個人番号カード) tells without any secret.

READ ONLY, by construction: there is no function here, nor in this package, that changes a PIN,
reads the individual number (file 0001 of the text application) or sends 照合番号A.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from counter_station.cards.protocol import CardProtocol, CardRefusedError, NotOnCardError
from counter_station.readers.connection import CardError, CardLink
from issuance.pins.references import COMMON_AID, JPKI_AID, PIN_FILES, Reference

_RECORD_HEADER = b"\x01\x1c"
_RECORD_BYTES = 30
_CERTIFICATE_FLAGS = b"\x00\x08"
_PRESENT = 0x8F


class NotAMyNumberCardError(CardError):
    """Another kind of card, or none of the free record's form."""

    code = "not-a-my-number-card"


@dataclass(frozen=True, kw_only=True)
class FreeRecord:
    """What anybody may read: is this the card of this case?

    serial 15 digits, municipality 5 digits, expires_on the card's last day.
    """

    serial: str
    municipality: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class Certificates:
    """Which electronic certificates the card carries."""

    signature: bool
    authentication: bool


@dataclass(frozen=True, kw_only=True)
class CardReading:
    """All that is free, read in one go.

    attempts: tries left of each reference, 0 = blocked; a reference the card lacks is missing.
    """

    record: FreeRecord
    certificates: Certificates
    attempts: Mapping[Reference, int]

    @property
    def all_tries_full(self) -> bool:
        """True when no reference on the card has lost a try, as after a finished setting."""
        full = {file.reference: file.full_tries for file in PIN_FILES}
        return all(tries == full[reference] for reference, tries in self.attempts.items())


class MyNumberCard:
    """The card on a reader. Selecting anything forgets whatever was verified before."""

    def __init__(self, link: CardLink) -> None:
        self._card = CardProtocol(link)

    def read(self) -> CardReading:
        """Read everything that is free, at no try's cost; about 25 short commands.

        Raises:
            NotAMyNumberCardError: another card.
            CardError: the link is over, or the card refused.
        """
        return CardReading(
            record=self.free_record(),
            certificates=self.certificates(),
            attempts=self.attempts_remaining(),
        )

    def free_record(self) -> FreeRecord:
        """Serial, municipality and expiry; raises NotAMyNumberCardError."""
        try:
            self._card.select_application(COMMON_AID)
            self._card.select_file(b"\x00\x01")
            record = self._card.read_record()
        except CardRefusedError as refused:
            raise NotAMyNumberCardError from refused
        return _parse(record)

    def certificates(self) -> Certificates:
        """Which certificates the card carries (none for a declined one, no signing under 15)."""
        self._card.select_application(JPKI_AID)
        self._card.select_file(_CERTIFICATE_FLAGS)
        flags = self._card.read_file(3)
        return Certificates(signature=flags[0] == _PRESENT, authentication=flags[1] == _PRESENT)

    def attempts_remaining(self) -> dict[Reference, int]:
        """Tries left of each reference; asking costs none."""
        found: dict[Reference, int] = {}
        for file in PIN_FILES:
            self._card.select_application(file.aid)
            try:
                self._card.select_file(file.file_id)
            except NotOnCardError:
                continue
            found[file.reference] = self._card.attempts_remaining()
        return found


def _parse(record: bytes) -> FreeRecord:
    digits = record[len(_RECORD_HEADER) : _RECORD_BYTES].decode("ascii", "replace")
    if not record.startswith(_RECORD_HEADER) or len(record) < _RECORD_BYTES or not digits.isdigit():
        raise NotAMyNumberCardError
    try:
        expires_on = date(int(digits[20:24]), int(digits[24:26]), int(digits[26:28]))
    except ValueError as error:
        raise NotAMyNumberCardError from error
    return FreeRecord(serial=digits[:15], municipality=digits[15:20], expires_on=expires_on)
