"""What a counter reads from a driver's licence by PIN 1: name, kana, birth, address, expiry.

Most residents forget their PINs: looking at the face stays a way of its own.
"""

from collections.abc import Mapping
from typing import Final

from counter_station.cards import licence_text
from counter_station.cards.licence_chip import LicenceChip, UnsetPin
from counter_station.cards.reading import (
    Attributes,
    ChipKind,
    ChipReading,
    SecretUsed,
    Signature,
)
from counter_station.cards.refusals import SecretFormatError, UnreadableContentError
from counter_station.cards.secrets import CardPin, LastTryAgreed
from counter_station.readers.connection import CardLink

_NAME, _KANA, _BIRTH, _ADDRESS = 0x12, 0x13, 0x16, 0x17
# Later entries (記載事項変更), up to eight of each kind; the highest tag there is the newest.
_LATER: Final = {
    _NAME: range(0x60, 0x68),
    _KANA: range(0x68, 0x70),
    _ADDRESS: range(0x70, 0x78),
}
_BEFORE_TEXT: Final = 1 + 2 * 7  # character set's number; era digit and YYMMDD in wide digits
_AFTER_TEXT: Final = 2 * 5  # the public safety commission that wrote it, always five characters


class LicenceSession:
    """Reads by PIN 1; PIN 2 is never asked for."""

    def read(
        self, link: CardLink, secret: CardPin | None, *, last_try: LastTryAgreed | None = None
    ) -> ChipReading:
        """See DocumentSession. Where no PINs were ever set the chip opens without: `secret` None.

        The signature (file 07) is not looked at: what it covers is not public.
        """
        chip = LicenceChip(link)
        free = chip.free()
        if secret is None and free.pins_set:
            raise SecretFormatError
        pin = secret if free.pins_set and secret is not None else UnsetPin()
        chip.show_first(pin, last_try=last_try)
        face, changes = chip.face(), chip.changes()
        return ChipReading(
            kind=ChipKind.LICENCE,
            secret=SecretUsed.PIN if free.pins_set else SecretUsed.NONE,
            attributes=Attributes(
                name=_newest(face, changes, _NAME),
                kana=_newest(face, changes, _KANA),
                birth_on=licence_text.era_date(face.get(_BIRTH, b"")),
                address=_newest(face, changes, _ADDRESS),
                expires_on=free.expires_on,
            ),
            signature=Signature.NOT_VERIFIED,
        )


def _newest(face: Mapping[int, bytes], changes: Mapping[int, bytes], tag: int) -> str | None:
    """A changed entry overrides the face: of several the newest."""
    later = [changes[entry] for entry in _LATER[tag] if changes.get(entry)]
    if not later:
        return licence_text.text(face.get(tag, b""))
    entry = later[-1]
    if len(entry) < _BEFORE_TEXT + _AFTER_TEXT:
        raise UnreadableContentError
    return licence_text.text(entry[_BEFORE_TEXT:-_AFTER_TEXT])
