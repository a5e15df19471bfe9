"""Which secret opens which document, who types it, and who reads it."""

from typing import Final

from counter_station.cards.document_secrets import MrzKey, PrintedNumber
from counter_station.cards.licence_session import LicenceSession
from counter_station.cards.my_number_session import MyNumberSession
from counter_station.cards.passport_session import PassportSession
from counter_station.cards.reading import ChipKind, ChipReading
from counter_station.cards.recognition import Recognised, recognise
from counter_station.cards.refusals import OtherDocumentError, SecretFormatError
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secrets import CardPin, LastTryAgreed, NumberB, SecretText
from counter_station.cards.trust import NOBODY, Trust
from counter_station.office_answers import Resident
from counter_station.readers.connection import CardLink
from counter_station.screens.document_pin import DocumentPin
from issuance.identity.documents import DocumentKind

DOCUMENT_OF: Final = {
    ChipKind.MY_NUMBER: DocumentKind.MY_NUMBER_CARD,
    ChipKind.LICENCE: DocumentKind.DRIVERS_LICENCE,
    ChipKind.RESIDENCE_1: DocumentKind.RESIDENCE_CARD,
    ChipKind.RESIDENCE_2: DocumentKind.RESIDENCE_CARD,
    ChipKind.PASSPORT: DocumentKind.PASSPORT,
}
BY_PIN: Final = {
    ChipKind.MY_NUMBER: DocumentPin.MY_NUMBER,
    ChipKind.LICENCE: DocumentPin.LICENCE_1,
}
"""The holder types these on the resident's screen."""
BY_PRINT: Final = frozenset(
    {ChipKind.MY_NUMBER, ChipKind.RESIDENCE_1, ChipKind.RESIDENCE_2, ChipKind.PASSPORT}
)
"""The clerk types what is printed on these."""
_SECURITY_CODE_DIGITS: Final = 4


def printed_secret(document: Recognised, typed: str, resident: Resident | None) -> SecretText:
    """What is printed, as the chip wants it.

    Of a My Number card the four digits of its security code are enough where the office's record
    has the birth date; else all fourteen of 照合番号B.

    Raises:
        SecretFormatError: it cannot be that; nothing was sent.
    """
    match document.kind:
        case ChipKind.MY_NUMBER:
            return _number_b(document, typed.strip(), resident)
        case ChipKind.RESIDENCE_1 | ChipKind.RESIDENCE_2:
            return PrintedNumber(typed)
        case ChipKind.PASSPORT:
            return MrzKey(typed)
        case ChipKind.LICENCE:
            raise SecretFormatError


def read_document(
    link: CardLink,
    document: Recognised,
    secret: SecretText | None,
    last_try: LastTryAgreed | None,
    trust: Trust = NOBODY,
) -> ChipReading:
    """Read the very document that was recognised before; judge its signature by *trust*.

    Raises:
        OtherDocumentError: something else lies there now; nothing was sent.
        CardError: as the document's session says.
    """
    if not _is_the_same(recognise(link), document):
        raise OtherDocumentError
    match document.kind, secret:
        case ChipKind.MY_NUMBER, CardPin() | NumberB():
            return MyNumberSession(trust.my_number_keys).read(link, secret, last_try=last_try)
        case ChipKind.LICENCE, CardPin() | None:
            return LicenceSession().read(link, secret, last_try=last_try)
        case ChipKind.RESIDENCE_1 | ChipKind.RESIDENCE_2, PrintedNumber():
            return ResidenceSession(trust.certificates).read(link, secret)
        case ChipKind.PASSPORT, MrzKey():
            return PassportSession().read(link, secret)
        case _:
            raise SecretFormatError


def _number_b(document: Recognised, typed: str, resident: Resident | None) -> NumberB:
    born_on = resident.birth_on if resident else None
    if len(typed) != _SECURITY_CODE_DIGITS or born_on is None or document.expires_on is None:
        return NumberB(typed)
    return NumberB.from_face(
        birth_on=born_on, expires_year=document.expires_on.year, security_code=typed
    )


def _is_the_same(now: Recognised | None, before: Recognised) -> bool:
    """The same kind, and of a My Number card the same one."""
    if now is None or now.kind is not before.kind:
        return False
    known, found = before.my_number, now.my_number
    return known is None or (found is not None and found.record == known.record)
