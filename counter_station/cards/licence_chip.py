"""The chip of a driver's licence (運転免許証): its files and PINs, read only; cards.md §4."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from counter_station.cards import licence_text
from counter_station.cards.protocol import CardProtocol, CardRefusedError
from counter_station.cards.refusals import OtherDocumentError, UnreadableContentError
from counter_station.cards.secret_try import try_secret
from counter_station.cards.secrets import CardPin, LastTryAgreed, SecretText
from counter_station.readers.connection import CardLink

LICENCE_AID: Final = bytes.fromhex("A00000023101" + "00" * 10)
_COMMON, _PIN_SETTING = b"\x2f\x01", b"\x00\x0a"
_FIRST_PIN, _SECOND_PIN = b"\x00\x01", b"\x00\x02"
_ISSUE_AND_EXPIRY: Final = 0x45
_VERSION_BYTES: Final = 3
_FACE_BYTES, _DOMICILE_BYTES, _CHANGES_BYTES = 880, 82, 640


class UnsetPin(SecretText):
    """What stands in the place of PINs that were never chosen: four asterisks."""

    def __init__(self) -> None:
        super().__init__("****")

    @staticmethod
    def is_possible(typed: str) -> bool:
        return typed == "****"


@dataclass(frozen=True, kw_only=True)
class LicenceFree:
    """What anybody may read: dates, and how the PINs stand; 0 tries left is blocked."""

    issued_on: date
    expires_on: date
    pins_set: bool
    first_tries_left: int
    second_tries_left: int


class LicenceChip:
    """The licence on a reader. PINs belong to the card: selecting keeps them shown."""

    def __init__(self, link: CardLink) -> None:
        self._card = CardProtocol(link)

    def free(self) -> LicenceFree:
        """Dates and tries, at no try's cost; raises OtherDocumentError."""
        issued_on, expires_on = self._dates()
        self._card.select_file(_PIN_SETTING)
        setting = self._card.read_file(3)
        return LicenceFree(
            issued_on=issued_on,
            expires_on=expires_on,
            pins_set=setting[-1:] == b"\x01",
            first_tries_left=self._tries_left(_FIRST_PIN),
            second_tries_left=self._tries_left(_SECOND_PIN),
        )

    def show_first(self, pin: CardPin | UnsetPin, *, last_try: LastTryAgreed | None = None) -> None:
        """Compare PIN 1 (暗証番号1), once; see secret_try."""
        self._show(_FIRST_PIN, pin, last_try)

    def show_second(
        self, pin: CardPin | UnsetPin, *, last_try: LastTryAgreed | None = None
    ) -> None:
        """Compare PIN 2. No visit needs it: domicile and photograph are all that it opens."""
        self._show(_SECOND_PIN, pin, last_try)

    def face(self) -> dict[int, bytes]:
        """What stands on the face, as of the day of issue; needs PIN 1."""
        return self._file(b"\x00\x01", _FACE_BYTES)

    def changes(self) -> dict[int, bytes]:
        """What was changed since; it overrides the face. Needs PIN 1."""
        return self._file(b"\x00\x04", _CHANGES_BYTES)

    def domicile(self) -> str | None:
        """本籍, as of the day of issue; needs both PINs."""
        return licence_text.text(self._file(b"\x00\x02", _DOMICILE_BYTES).get(0x41, b""))

    def _dates(self) -> tuple[date, date]:
        try:
            self._card.select_master()
            self._card.select_file(_COMMON)
            common = licence_text.objects(self._card.read_file(17)).get(_ISSUE_AND_EXPIRY, b"")
            packed = common[_VERSION_BYTES:].hex()  # two dates in binary-coded decimals
            return date.fromisoformat(packed[:8]), date.fromisoformat(packed[8:])
        except (CardRefusedError, UnreadableContentError, ValueError) as error:
            raise OtherDocumentError from error

    def _tries_left(self, file_id: bytes) -> int:
        self._card.select_file(file_id)
        return self._card.attempts_remaining()

    def _show(self, file_id: bytes, pin: SecretText, last_try: LastTryAgreed | None) -> None:
        self._card.select_master()
        self._card.select_file(file_id)
        try_secret(self._card, pin, last_try=last_try)

    def _file(self, file_id: bytes, length: int) -> dict[int, bytes]:
        self._card.select_application(LICENCE_AID)
        self._card.select_file(file_id)
        return licence_text.objects(self._card.read_file(length))
