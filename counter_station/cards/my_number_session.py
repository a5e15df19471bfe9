"""The four attributes off a My Number card, by the 4-digit PIN or by 照合番号B; cards.md §3.4.

Neither needs the individual number, and neither opens it here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, assert_never

from counter_station.cards import tlv
from counter_station.cards.attribute_signature import SignedAttributes, TrustedKey, judge
from counter_station.cards.my_number_card import FreeRecord, MyNumberCard
from counter_station.cards.my_number_files import CounterFile
from counter_station.cards.protocol import CardProtocol
from counter_station.cards.reading import Attributes, ChipKind, ChipReading, SecretUsed, Sex
from counter_station.cards.refusals import (
    DoubtfulTryError,
    OtherDocumentError,
    UnreadableContentError,
)
from counter_station.cards.secret_try import TryFate, try_secret, what_became_of
from counter_station.cards.secrets import CardPin, LastTryAgreed, NumberB
from counter_station.readers.connection import CardLink

_ATTRIBUTES: Final = 0xFF20
_NAME, _ADDRESS, _BIRTH, _SEX = 0xDF22, 0xDF23, 0xDF24, 0xDF25
_SEXES: Final = {b"1": Sex.MALE, b"2": Sex.FEMALE}


class MyNumberSession:
    """Reads attributes. Stops there: the individual number's file is never selected."""

    def __init__(self, trusted: Sequence[TrustedKey] = ()) -> None:
        """Take the issuer's keys that signatures are judged by; without one, none is VERIFIED."""
        self._trusted = tuple(trusted)

    def read(
        self,
        link: CardLink,
        secret: CardPin | NumberB,
        *,
        last_try: LastTryAgreed | None = None,
    ) -> ChipReading:
        """See DocumentSession; NotAMyNumberCardError for another card."""
        record = MyNumberCard(link).free_record()
        card = CardProtocol(link)
        file, used = _reference(secret)
        card.select_application(file.aid)  # once: selecting it again would forget the secret
        card.select_file(file.file_id)
        try:
            try_secret(card, secret, last_try=last_try)
        except DoubtfulTryError as doubt:
            raise DoubtfulTryError(doubt.tries_before, record.serial) from doubt
        signed = SignedAttributes(
            attributes=_content(card, CounterFile.ATTRIBUTES),
            signature=_content(card, CounterFile.ATTRIBUTES_SIGNATURE),
            signer=_content(card, CounterFile.SIGNER),
        )
        return ChipReading(
            kind=ChipKind.MY_NUMBER,
            secret=used,
            attributes=_attributes(signed.attributes, record),
            signature=judge(signed, self._trusted),
        )


def fate_of_try(link: CardLink, secret: CardPin | NumberB, doubt: DoubtfulTryError) -> TryFate:
    """Ask the card itself, back on a reader, whether the doubtful entry cost a try. Costs none.

    Raises:
        OtherDocumentError: this is not the card of before.
    """
    if MyNumberCard(link).free_record().serial != doubt.card_serial:
        raise OtherDocumentError
    card, (file, _) = CardProtocol(link), _reference(secret)
    card.select_application(file.aid)
    card.select_file(file.file_id)
    return what_became_of(doubt, card.attempts_remaining())


def _reference(secret: CardPin | NumberB) -> tuple[CounterFile, SecretUsed]:
    match secret:
        case CardPin():
            return CounterFile.TEXT_PIN, SecretUsed.PIN
        case NumberB():
            return CounterFile.NUMBER_B, SecretUsed.PRINTED_NUMBER
        case _:
            assert_never(secret)


def _content(card: CardProtocol, file: CounterFile) -> bytes:
    """The whole object in *file* of the application that is already selected."""
    card.select_file(file.file_id)
    return card.read_file(tlv.total_length(card.read_file(tlv.HEADER_BYTES)))


def _attributes(content: bytes, record: FreeRecord) -> Attributes:
    outer = tlv.first_object(content)
    if outer.tag != _ATTRIBUTES:
        raise UnreadableContentError
    found = tlv.objects(outer.value)
    return Attributes(
        name=_text(found.get(_NAME)),
        address=_text(found.get(_ADDRESS)),
        birth_on=_date(found.get(_BIRTH)),
        sex=_SEXES.get(found[_SEX], Sex.OTHER) if found.get(_SEX) else None,
        expires_on=record.expires_on,
    )


def _text(value: bytes | None) -> str | None:
    try:
        return value.decode() or None if value else None
    except UnicodeDecodeError as error:
        raise UnreadableContentError from error


def _date(value: bytes | None) -> date | None:
    """YYYYMMDD; None for a birth date that is not wholly known (its day is 00)."""
    try:
        return date.fromisoformat(value.decode()) if value else None
    except ValueError:
        return None
