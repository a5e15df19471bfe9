"""The chip of a residence card (在留カード・特別永住者証明書): commands of both generations.

Sources: 在留カード等仕様書 Ver 1.5, second generation Ver 1.1; cards.md §5.
"""

import hashlib
from enum import Enum
from typing import Final

from counter_station.cards import tlv
from counter_station.cards.ciphers import (
    AES_128,
    KEY_BYTES,
    TRIPLE_DES,
    Suite,
    WrongPaddingError,
    derived_key,
    pad,
    unpad,
)
from counter_station.cards.document_secrets import PrintedNumber
from counter_station.cards.mutual_authentication import AccessKeys, Random, authenticate
from counter_station.cards.protocol import (
    END_OF_FILE,
    OK,
    OUTSIDE_FILE,
    CardProtocol,
    CardRefusedError,
    refusal,
)
from counter_station.cards.reading import ChipKind
from counter_station.cards.refusals import (
    ChipNotSupportedError,
    OtherDocumentError,
    TamperedAnswerError,
    UnreadableContentError,
    WrongSecretError,
)
from counter_station.readers.connection import CardLink
from issuance.pins.apdu import SecretApdu

RESIDENCE_AID: Final = bytes.fromhex("D392F0004F02" + "00" * 10)
_PLAIN, _SECURE = 0x00, 0x08
_TYPE_FILE, _TYPE = 0x0A, 0xC1
_GENERATIONS: Final = {
    b"1": ChipKind.RESIDENCE_1,
    b"2": ChipKind.RESIDENCE_1,
    b"05": ChipKind.RESIDENCE_2,
    b"06": ChipKind.RESIDENCE_2,
}
_VERIFY: Final = bytes.fromhex("0820008613861101")
_NOT_AUTHENTICATED, _WRONG_LENGTH = 0x6300, 0x6700
_CIPHERED, _PADDED = 0x86, b"\x01"
_PIECE: Final = 0xE0  # bytes that fit, enciphered, into an answer of 256
_SHORT_ID_GIVEN: Final = 0x80


class ResidenceFolder(Enum):
    """The three applications, by the start of their AIDs."""

    PICTURES = 0x02  # DF1: with the number, enciphered
    TEXTS = 0x03  # DF2
    SIGNATURE = 0x04  # DF3

    @property
    def aid(self) -> bytes:
        return RESIDENCE_AID[:5] + bytes((self.value,)) + RESIDENCE_AID[6:]


class ResidenceChip:
    """One chip, from its reset on. `open` first, then `text` and `secret_file`."""

    def __init__(self, link: CardLink, random: Random) -> None:
        self._link = link
        self._random = random
        self._extended = True  # until the card or its reader refuses long commands
        link.reset()  # after a reset, and in no other way that is known, the master folder is there
        self.kind = self._kind()
        self._suite: Suite = TRIPLE_DES if self.kind is ChipKind.RESIDENCE_1 else AES_128
        self._session_key = b""

    def _kind(self) -> ChipKind:
        try:
            code = tlv.objects(self._file(_TYPE_FILE)).get(_TYPE, b"")
        except (CardRefusedError, UnreadableContentError) as error:
            raise OtherDocumentError from error
        if code in {b"07", b"08"}:  # 特定在留カード・特定特別永住者証明書
            raise ChipNotSupportedError
        if code not in _GENERATIONS:
            raise OtherDocumentError
        return _GENERATIONS[code]

    def open(self, number: PrintedNumber) -> None:
        """Agree on a session key by the printed number, then show the number under it.

        Raises:
            WrongSecretError: another number; the chip does not count.
        """
        plain = number.reveal().encode("ascii")
        key = hashlib.sha1(plain).digest()[:KEY_BYTES]  # noqa: S324 - its specification
        keys = AccessKeys(suite=self._suite, enciphering=key, authenticating=key)
        self._session_key = derived_key(authenticate(self._link, keys, self._random).seed, 1)
        ciphered = self._suite.encipher(self._session_key, pad(plain, 16))
        _, status = self._link.transmit(SecretApdu(_VERIFY + ciphered))
        if status == _NOT_AUTHENTICATED:
            raise WrongSecretError(None)
        if status != OK:
            raise refusal(status)

    def text(self, folder: ResidenceFolder, short_id: int) -> dict[int, bytes]:
        """The objects of a file that the number alone opens."""
        CardProtocol(self._link).select_application(folder.aid)
        return tlv.objects(self._file(short_id))

    def secret_file(self, short_id: int) -> dict[int, bytes]:
        """The objects of a file of DF1, which leaves the chip enciphered only."""
        CardProtocol(self._link).select_application(ResidenceFolder.PICTURES.aid)
        return tlv.objects(self._file(short_id, secure=True))

    def _file(self, short_id: int, *, secure: bool = False) -> bytes:
        """The whole file: in one long answer, or in pieces where long commands are refused."""
        at = _SHORT_ID_GIVEN | short_id, 0
        if self._extended:
            content, status = self._read(at, secure=secure, pieces=False)
            if status == OK:
                return content
            if status != _WRONG_LENGTH:
                raise refusal(status)
            self._extended = False
        content = b""
        while True:
            piece, status = self._read(at, secure=secure, pieces=True)
            content += piece
            if not piece or status in {END_OF_FILE, OUTSIDE_FILE}:
                return content
            at = len(content) >> 8, len(content) & 0xFF

    def _read(self, at: tuple[int, int], *, secure: bool, pieces: bool) -> tuple[bytes, int]:
        header = bytes((_SECURE if secure else _PLAIN, 0xB0, *at))
        if secure:
            asked = bytes((0x96, 0x02)) + (_PIECE if pieces else 0).to_bytes(2, "big")
            body = b"\x04" + asked + b"\0" if pieces else b"\0\0\x04" + asked + b"\0\0"
        else:
            body = b"\0" if pieces else b"\0\0\0"
        data, status = self._link.transmit(header + body)
        if status not in {OK, END_OF_FILE, OUTSIDE_FILE, _WRONG_LENGTH}:
            raise refusal(status)
        return (self._deciphered(data) if secure and data else data), status

    def _deciphered(self, answer: bytes) -> bytes:
        """These chips add no proof of their own: a changed answer betrays itself by its form."""
        found = tlv.first_object(answer)
        ciphered = found.value[1:]
        if found.tag != _CIPHERED or found.end != len(answer) or found.value[:1] != _PADDED:
            raise TamperedAnswerError
        if not ciphered or len(ciphered) % self._suite.block:
            raise TamperedAnswerError
        try:
            return unpad(self._suite.decipher(self._session_key, ciphered))
        except WrongPaddingError as error:
            raise TamperedAnswerError from error
