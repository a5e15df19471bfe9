"""What a counter reads from a residence card by its printed number; cards.md §5 and §7.

First generation: the address only; name and birth date exist in a picture, which people compare by
eye. Second generation: birth date, sex and expiry; name and address are pictures.
"""

import os
from collections.abc import Sequence
from datetime import date
from typing import Final

from cryptography import x509

from counter_station.cards.document_secrets import PrintedNumber
from counter_station.cards.mutual_authentication import Random
from counter_station.cards.reading import (
    Attributes,
    ChipKind,
    ChipReading,
    SecretUsed,
    Sex,
    Signature,
)
from counter_station.cards.refusals import UnreadableContentError
from counter_station.cards.residence_chip import ResidenceChip, ResidenceFolder
from counter_station.cards.residence_signature import SignedContent, judge
from counter_station.cards.secrets import LastTryAgreed
from counter_station.readers.connection import CardLink

_FRONT, _PHOTO, _ADDRESS = 0xD0, 0xD1, 0xD4
_EXPIRY, _BIRTH, _SEX = 0xC5, 0xC6, 0xC7
_ENTRIES: Final = (0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCE, 0xCA, 0xCB, 0xCC, 0xCD)
_ENTRIES_BYTES: Final = 53
_SEXES: Final = {b"1": Sex.MALE, b"2": Sex.FEMALE}


class ResidenceSession:
    """Reads either generation; the chip says which one it is."""

    def __init__(
        self, trusted: Sequence[x509.Certificate] = (), *, random: Random = os.urandom
    ) -> None:
        """Take the ministry's CA certificates (ZairyuCard CA, CA2); without one, none VERIFIED."""
        self._trusted = tuple(trusted)
        self._random = random

    def read(
        self, link: CardLink, secret: PrintedNumber, *, last_try: LastTryAgreed | None = None
    ) -> ChipReading:
        """See DocumentSession. The chip counts no tries, so there is no last one.

        Raises:
            ChipNotSupportedError: a 特定在留カード.
            TamperedAnswerError: an answer was changed on the way.
        """
        del last_try
        chip = ResidenceChip(link, self._random)
        chip.open(secret)
        if chip.kind is ChipKind.RESIDENCE_1:
            attributes, signature = self._first(chip)
        else:
            attributes, signature = self._second(chip)
        return ChipReading(
            kind=chip.kind,
            secret=SecretUsed.PRINTED_NUMBER,
            attributes=attributes,
            signature=signature,
        )

    def _first(self, chip: ResidenceChip) -> tuple[Attributes, Signature]:
        address = chip.text(ResidenceFolder.TEXTS, 0x01).get(_ADDRESS, b"")
        signed = chip.text(ResidenceFolder.SIGNATURE, 0x02)
        target = b""
        if signed.get(0xDA):
            front, photo = chip.secret_file(0x05), chip.secret_file(0x06)
            target = front.get(_FRONT, b"") + photo.get(_PHOTO, b"")
        signature = self._judge(target, signed, 0xDA, 0xDB)
        return Attributes(address=_text(address)), signature

    def _second(self, chip: ResidenceChip) -> tuple[Attributes, Signature]:
        entries = chip.secret_file(0x03)
        signed = chip.text(ResidenceFolder.SIGNATURE, 0x02)
        target = b""
        if signed.get(0xDC):
            printed = b"".join(entries.get(tag, b"") for tag in _ENTRIES)
            pictures = chip.secret_file(0x04)
            target = printed.ljust(_ENTRIES_BYTES, b"\0")
            target += pictures.get(_PHOTO, b"") + pictures.get(_FRONT, b"")
        signature = self._judge(target, signed, 0xDC, 0xDD)
        sex = entries.get(_SEX)
        attributes = Attributes(
            birth_on=_date(entries.get(_BIRTH)),
            sex=None if sex is None else _SEXES.get(sex, Sex.OTHER),
            expires_on=_date(entries.get(_EXPIRY)),
        )
        return attributes, signature

    def _judge(
        self, target: bytes, signed: dict[int, bytes], signature: int, certificate: int
    ) -> Signature:
        content = SignedContent(
            target=target,
            signature=signed.get(signature, b""),
            certificate=signed.get(certificate, b""),
        )
        return judge(content, self._trusted)


def _text(value: bytes) -> str | None:
    try:
        return value.rstrip(b"\0").decode() or None
    except UnicodeDecodeError as error:
        raise UnreadableContentError from error


def _date(value: bytes | None) -> date | None:
    """YYYYMMDD; None for a birth date that is not wholly known (its month or day is 00)."""
    if value is None:
        raise UnreadableContentError
    text = value.decode("ascii", "replace")
    if len(text) != 8 or not text.isdigit():
        raise UnreadableContentError
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
