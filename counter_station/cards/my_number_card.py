"""What a My Number card (個人番号カード) tells without any secret.

READ ONLY, by construction: there is no function here, nor in this package, that changes a PIN,
reads the individual number (file 0001 of the text application) or sends 照合番号A: the files that
can be selected are the members of CounterFile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cryptography import x509

from counter_station.cards.my_number_files import CARD_MANAGER, PIN_OF, CardObject, CounterFile
from counter_station.cards.protocol import CardProtocol, CardRefusedError, NotOnCardError
from counter_station.cards.refusals import PhoneNotCardError, UnreadableContentError
from counter_station.readers.connection import CardError, CardLink
from issuance.pins.kinds import PinKind
from issuance.pins.references import PIN_FILES, Reference

_RECORD_HEADER = b"\x01\x1c"
_RECORD_BYTES = 30
_PRESENT = 0x8F
_LABEL_BYTES = 32
_PHONES = frozenset({b"JPKIAPGPSETOKEN", b"JPKIAPIOSTOKEN"})
_MOST_CERTIFICATE_BYTES = 4096


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
        return not self.reduced

    @property
    def reduced(self) -> dict[PinKind, int]:
        """PINs that have lost tries, and how many are left; 0 is blocked."""
        return {
            file.kind: self.attempts[file.reference]
            for file in PIN_FILES
            if self.attempts.get(file.reference, file.full_tries) < file.full_tries
        }


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
            self._go(CounterFile.RECORD)
            record = self._card.read_record()
        except CardRefusedError as refused:
            raise NotAMyNumberCardError from refused
        return _parse(record)

    def refuse_phone(self) -> None:
        """Raises PhoneNotCardError where a phone plays the certificates' part of a card."""
        self._go(CounterFile.TOKEN)
        if self._card.read_file(_LABEL_BYTES).rstrip() in _PHONES:
            raise PhoneNotCardError

    def certificates(self) -> Certificates:
        """Which certificates the card carries (none for a declined one, no signing under 15)."""
        self._go(CounterFile.CERTIFICATE_FLAGS)
        flags = self._card.read_file(3)
        return Certificates(signature=flags[0] == _PRESENT, authentication=flags[1] == _PRESENT)

    def authentication_certificate_expires_on(self) -> date | None:
        """Last day of the 利用者証明用電子証明書, None where there is none; free to read.

        Raises:
            UnreadableContentError: what is there is no certificate.
        """
        try:
            self._go(CounterFile.AUTHENTICATION_CERTIFICATE)
        except NotOnCardError:
            return None
        try:
            content = self._card.read_file(_MOST_CERTIFICATE_BYTES)
            return x509.load_der_x509_certificate(content).not_valid_after_utc.date()
        except ValueError as error:
            raise UnreadableContentError from error

    def attempts_remaining(self) -> dict[Reference, int]:
        """Tries left of each reference; asking costs none."""
        found: dict[Reference, int] = {}
        for reference, file in PIN_OF.items():
            tries = self._tries(file)
            if tries is not None:
                found[reference] = tries
        return found

    def number_b_attempts(self) -> int | None:
        """Tries left of 照合番号B; asking costs none. None where the card has none."""
        return self._tries(CounterFile.NUMBER_B)

    def card_objects(self) -> dict[CardObject, bytes]:
        """What the card manager tells freely; objects it does not have are left out."""
        self._card.select_application(CARD_MANAGER)
        found: dict[CardObject, bytes] = {}
        for wanted in CardObject:
            try:
                found[wanted] = self._card.get_data(wanted.value)
            except CardRefusedError:
                continue
        return found

    def _tries(self, file: CounterFile) -> int | None:
        try:
            self._go(file)
        except NotOnCardError:
            return None
        return self._card.attempts_remaining()

    def _go(self, file: CounterFile) -> None:
        """Select application and file; whatever was verified is forgotten."""
        self._card.select_application(file.aid)
        self._card.select_file(file.file_id)


def _parse(record: bytes) -> FreeRecord:
    digits = record[len(_RECORD_HEADER) : _RECORD_BYTES].decode("ascii", "replace")
    if not record.startswith(_RECORD_HEADER) or len(record) < _RECORD_BYTES or not digits.isdigit():
        raise NotAMyNumberCardError
    try:
        expires_on = date(int(digits[20:24]), int(digits[24:26]), int(digits[26:28]))
    except ValueError as error:
        raise NotAMyNumberCardError from error
    return FreeRecord(serial=digits[:15], municipality=digits[15:20], expires_on=expires_on)
