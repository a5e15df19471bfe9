"""What a counter reads from a passport (旅券) by its machine-readable zone: DG1; cards.md §6.

Basic access control (BAC) only. A passport that asks for PACE is refused as not supported: the
clerk goes on by eye. Nothing is VERIFIED: country signer certificates are not shipped.
"""

import hashlib
import os
from typing import Final

from counter_station.cards import mrz, tlv
from counter_station.cards.ciphers import KEY_BYTES, TRIPLE_DES, derived_key, odd_parity
from counter_station.cards.document_secrets import MrzKey
from counter_station.cards.mutual_authentication import AccessKeys, Random, authenticate
from counter_station.cards.protocol import CardProtocol, CardRefusedError, NotOnCardError
from counter_station.cards.reading import (
    Attributes,
    ChipKind,
    ChipReading,
    SecretUsed,
    Signature,
)
from counter_station.cards.refusals import (
    ChipNotSupportedError,
    OtherDocumentError,
    UnreadableContentError,
)
from counter_station.cards.secrets import LastTryAgreed
from counter_station.cards.secure_messaging import SecureChannel, SessionKeys
from counter_station.readers.connection import CardLink

PASSPORT_AID: Final = bytes.fromhex("A0000002471001")
_CARD_ACCESS, _ZONE_FILE, _SECURITY_FILE = b"\x01\x1c", b"\x01\x01", b"\x01\x1d"
_ZONE_GROUP, _ZONE = 0x61, 0x5F1F
_SELECT, _READ = bytes.fromhex("00A4020C"), bytes.fromhex("00B0")
_PIECE: Final = 0xC0  # bytes that fit, enciphered and proven, into an answer of 256
_CHALLENGE_HALF: Final = 4
_DIGESTS: Final = ("sha256", "sha1", "sha384", "sha512", "sha224")
_EXPECTED: Final = 0x28


class PassportSession:
    """Reads DG1. The photograph is not read: the face is before the clerk."""

    def __init__(self, *, random: Random = os.urandom) -> None:
        self._random = random

    def read(
        self, link: CardLink, secret: MrzKey, *, last_try: LastTryAgreed | None = None
    ) -> ChipReading:
        """See DocumentSession. The chip counts no tries, so there is no last one.

        Raises:
            ChipNotSupportedError: the chip asks for PACE.
            TamperedAnswerError: an answer was changed on the way.
        """
        del last_try
        select_passport(link)
        channel = open_channel(link, secret, self._random)
        zone_group = _file(channel, _ZONE_FILE)
        outer = tlv.first_object(zone_group)
        zone = tlv.objects(outer.value).get(_ZONE)
        if outer.tag != _ZONE_GROUP or zone is None:
            raise UnreadableContentError
        read = mrz.parse(zone)
        return ChipReading(
            kind=ChipKind.PASSPORT,
            secret=SecretUsed.MRZ,
            attributes=Attributes(
                name=read.name, birth_on=read.birth_on, sex=read.sex, expires_on=read.expires_on
            ),
            signature=_signature(channel, zone_group),
        )


def select_passport(link: CardLink) -> None:
    """Go to the passport's application.

    A file outside of it asks for PACE, which nobody here speaks.

    Raises:
        OtherDocumentError: no such application.
        ChipNotSupportedError: PACE.
    """
    link.reset()
    card = CardProtocol(link)
    asks_for_pace = _has_file(card, _CARD_ACCESS)
    try:
        card.select_application(PASSPORT_AID)
    except CardRefusedError as error:
        raise OtherDocumentError from error
    if asks_for_pace:
        raise ChipNotSupportedError


def _has_file(card: CardProtocol, file_id: bytes) -> bool:
    """Chips refuse a file that they lack in ways of their own."""
    try:
        card.select_file(file_id)
    except CardRefusedError:
        return False
    return True


def access_keys(secret: MrzKey) -> AccessKeys:
    """The document's own keys, from what is printed: ICAO Doc 9303-11 §9.7.2."""
    seed = hashlib.sha1(secret.reveal().encode("ascii")).digest()[:KEY_BYTES]  # noqa: S324
    return AccessKeys(
        suite=TRIPLE_DES,
        enciphering=odd_parity(derived_key(seed, 1)),
        authenticating=odd_parity(derived_key(seed, 2)),
        expected=_EXPECTED,
    )


def open_channel(link: CardLink, secret: MrzKey, random: Random) -> SecureChannel:
    """Basic access control; raises WrongSecretError for another zone, without any count."""
    agreed = authenticate(link, access_keys(secret), random)
    keys = SessionKeys(
        suite=TRIPLE_DES,
        enciphering=odd_parity(derived_key(agreed.seed, 1)),
        authenticating=odd_parity(derived_key(agreed.seed, 2)),
        counter=agreed.challenge[_CHALLENGE_HALF:] + agreed.own_random[_CHALLENGE_HALF:],
    )
    return SecureChannel(link, keys)


def _file(channel: SecureChannel, file_id: bytes) -> bytes:
    """The whole object that a file holds, in pieces."""
    channel.send(_SELECT, data=file_id)
    content = channel.send(_READ + b"\0\0", expected=tlv.HEADER_BYTES)
    length = tlv.total_length(content)
    while len(content) < length:
        wanted = min(_PIECE, length - len(content))
        piece = channel.send(_READ + len(content).to_bytes(2, "big"), expected=wanted)
        if not piece:
            raise UnreadableContentError
        content += piece
    return content[:length]


def _signature(channel: SecureChannel, zone_group: bytes) -> Signature:
    """Whether the signed list names this content. Whose signature it is, nobody here can tell."""
    try:
        security = _file(channel, _SECURITY_FILE)
    except NotOnCardError:
        return Signature.ABSENT
    listed = any(hashlib.new(name, zone_group).digest() in security for name in _DIGESTS)
    return Signature.NOT_VERIFIED if listed else Signature.FAILED
