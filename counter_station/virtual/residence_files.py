"""The files of a residence card's chip, both generations; cards.md §5.

Their short ids are those that READ BINARY names in P1. Texts are UTF-8, padded with zeros.
"""

from collections.abc import Callable
from functools import cache

from counter_station.virtual.folders import Folder, Right, StoredFile, Structure
from counter_station.virtual.residence_data import Generation, Pictures, ResidenceData
from counter_station.virtual.tlv import tlv

PICTURES_AID = bytes.fromhex("D392F0004F02" + "00" * 10)  # DF1
TEXTS_AID = bytes.fromhex("D392F0004F03" + "00" * 10)  # DF2
SIGNATURE_AID = bytes.fromhex("D392F0004F04" + "00" * 10)  # DF3
_NUMBER = frozenset({Right.PRINTED_NUMBER})
_NUMBER_IN_SECRET = frozenset({Right.PRINTED_NUMBER, Right.SECURE_MESSAGING})
_LONGEST_ADDRESS, _LONGEST_PERMISSION = 320, 120

SignatureFile = Callable[[bytes], tuple[bytes, bytes]]


def structure(data: ResidenceData, sign: SignatureFile) -> Structure:
    """Everything on the chip; *sign* gives signature and certificate over what it is passed."""
    master: Folder = {0x0B: _free(0xC0, b"0001"), 0x0A: _free(0xC1, data.type_code)}
    first = data.generation is Generation.FIRST
    folders = _first_generation(data, sign) if first else _second_generation(data, sign)
    aids = (PICTURES_AID, TEXTS_AID, SIGNATURE_AID)
    return Structure(master=master, applications=dict(zip(aids, folders, strict=True)))


def printed_entries(data: ResidenceData) -> dict[int, str]:
    """What the second generation says as text, by tag and in order."""
    common = {
        0xC5: f"{data.expires_on:%Y%m%d}",
        0xC6: f"{data.birth_on:%Y%m%d}",
        0xC7: data.sex,
        0xC8: data.nationality,
        0xC9: data.status,
        0xCE: data.period,
    }
    if data.special_permanent:
        return common
    on, until = f"{data.permitted_on:%Y%m%d}", f"{data.expires_on:%Y%m%d}"
    return common | {0xCA: "00", 0xCB: on, 0xCC: "2", 0xCD: until}


def _first_generation(data: ResidenceData, sign: SignatureFile) -> tuple[Folder, Folder, Folder]:
    pictures = Pictures.of(data)
    since = tlv(0xD2, f"{data.address_on:%Y%m%d}".encode()) + tlv(0xD3, data.municipality.encode())
    texts: Folder = {
        0x01: _number(since + _text(0xD4, data.address, _LONGEST_ADDRESS)),
        0x02: _number(_text(0xD5, data.permitted_work, _LONGEST_PERMISSION)),
        0x03: _number(_text(0xD6, "", _LONGEST_PERMISSION)),
    }
    if not data.special_permanent:
        texts = {**texts, 0x04: _number(tlv(0xD7, b"1" if data.renewal_pending else b"0"))}

    def signed() -> bytes:
        signature, certificate = sign(pictures.face + pictures.photo)
        if signature:
            certificate = certificate.ljust(1200, b"\0")
        return (tlv(0xDA, signature) + tlv(0xDB, certificate)).ljust(1464, b"\0")

    secret: Folder = {0x05: _secret(0xD0, pictures.face), 0x06: _secret(0xD1, pictures.photo)}
    return secret, texts, {0x02: StoredFile(content=cache(signed), needs=_NUMBER)}


def _second_generation(data: ResidenceData, sign: SignatureFile) -> tuple[Folder, Folder, Folder]:
    pictures, entries = Pictures.of(data), printed_entries(data)
    printed = b"".join(tlv(tag, text.encode()) for tag, text in entries.items())
    images = tlv(0xD0, pictures.face) + tlv(0xD1, pictures.photo)
    address = tlv(0xDFD1, b"TEST-ONLY ADDRESS".ljust(2500, b"\0"))
    secret: Folder = {
        0x01: _secret(0xC2, data.number.encode()),
        0x03: StoredFile.of(printed, _NUMBER_IN_SECRET),
        0x04: StoredFile.of(images, _NUMBER_IN_SECRET),
        0x06: StoredFile.of(address, _NUMBER_IN_SECRET),
    }
    texts: Folder = {0x03: _number(tlv(0xD9, b"0") + _text(0xDE, "", 200))}
    if not data.special_permanent:
        texts = {0x01: _number(_permission(data)), 0x02: _number(_pending(data)), **texts}
    target = "".join(entries.values()).encode().ljust(53, b"\0")

    def signed() -> bytes:
        signature, certificate = sign(target + pictures.photo + pictures.face)
        return (tlv(0xDC, signature) + tlv(0xDD, certificate)).ljust(704, b"\0")

    return secret, texts, {0x02: StoredFile(content=cache(signed), needs=_NUMBER)}


def _permission(data: ResidenceData) -> bytes:
    until = f"{data.expires_on:%Y%m%d}" if data.permitted_work else "00000000"
    kind = b"1" if data.permitted_work else b"0"
    return tlv(0xD5, kind) + tlv(0xD6, until.encode()) + tlv(0xD7, b"0")


def _pending(data: ResidenceData) -> bytes:
    return tlv(0xD8, b"1" if data.renewal_pending else b"0")


def _text(tag: int, text: str, length: int) -> bytes:
    encoded = text.encode()
    if len(encoded) > length:
        raise ValueError(length)
    return tlv(tag, encoded.ljust(length, b"\0"))


def _free(tag: int, value: bytes) -> StoredFile:
    return StoredFile.of(tlv(tag, value))


def _number(content: bytes) -> StoredFile:
    return StoredFile.of(content, _NUMBER)


def _secret(tag: int, value: bytes) -> StoredFile:
    return StoredFile.of(tlv(tag, value), _NUMBER_IN_SECRET)
