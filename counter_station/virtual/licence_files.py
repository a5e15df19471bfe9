"""The files of a licence's chip; cards.md §4. All are filled with FF to their fixed length.

What stands in 03, 05 and 07 is only of the right form: glyphs are not drawn, nothing is signed.
"""

from typing import Final

from counter_station.virtual.folders import Folder, Right, SecretFile, StoredFile, Structure
from counter_station.virtual.licence_data import Changed, LicenceData
from counter_station.virtual.licence_text import Glyphs, encode, era_date
from counter_station.virtual.tlv import ber

FACE_AID: Final = bytes.fromhex("A00000023101" + "00" * 10)  # DF1
PHOTO_AID: Final = bytes.fromhex("A00000023102" + "00" * 10)  # DF2
_ONE: Final = frozenset({Right.FIRST_PIN})
_BOTH: Final = frozenset({Right.FIRST_PIN, Right.SECOND_PIN})
_CHARACTER_SET: Final = b"\x31"
_FIRST_TAG: Final = {Changed.NAME: 0x60, Changed.KANA: 0x68, Changed.ADDRESS: 0x70}
_NEW_COMMISSION: Final = 0x51
_GLYPH_BYTES: Final = 128


def structure(data: LicenceData) -> Structure:
    face_glyphs, later_glyphs = Glyphs(), Glyphs()
    face, later = _face(data, face_glyphs), _changes(data, later_glyphs)
    application: Folder = {
        0x0001: _file(face, 880, _ONE),
        0x0002: _file(ber(0x41, encode(data.domicile, Glyphs())), 82, _BOTH),
        0x0003: _file(_drawn(face_glyphs, 2), 264, _ONE),
        0x0004: _file(later, 640, _ONE),
        0x0005: _file(_drawn(later_glyphs, 5), 663, _ONE),
        0x0006: _file(ber(0xAA, b"\0"), 256, _BOTH),
        0x0007: _file(ber(0xB1, b"TEST-ONLY"), 578, _ONE),
    }
    photo: Folder = {0x0001: StoredFile.of(b"\x5f\x40\x82\x07\xd0" + _no_photo(), _BOTH)}
    return Structure(master=_master(data), applications={FACE_AID: application, PHOTO_AID: photo})


def _master(data: LicenceData) -> Folder:
    dates = bytes.fromhex(f"{data.issued_on:%Y%m%d}{data.expires_on:%Y%m%d}")
    common = ber(0x45, b"009" + dates) + ber(0x46, b"\xff\x01")
    return {
        0x2F01: StoredFile.of(common),
        0x000A: StoredFile.of(ber(0x47, b"\x01" if data.pins_set else b"\x00")),
        0x0001: SecretFile(name="first", gives=Right.FIRST_PIN),
        0x0002: SecretFile(name="second", gives=Right.SECOND_PIN),
    }


def _face(data: LicenceData, glyphs: Glyphs) -> bytes:
    """What stands on the licence's face, without the domicile (本籍)."""
    texts = {0x12: data.name, 0x13: data.kana, 0x14: "", 0x15: data.kana, 0x17: data.address}
    parts = {tag: encode(text, glyphs) for tag, text in texts.items()}
    parts |= {
        0x11: _CHARACTER_SET,
        0x16: era_date(data.birth_on).encode(),
        0x18: era_date(data.issued_on).encode(),
        0x19: b"00000",
        0x1A: encode(data.colour, glyphs),
        0x1B: era_date(data.expires_on).encode(),
        0x20: encode(data.commission, glyphs),
        0x21: data.number.encode(),
    }
    parts |= dict.fromkeys(range(0x1C, 0x20), b"")  # conditions: none; 1F has one byte here
    parts |= {tag: era_date(data.issued_on).encode() for tag in range(0x22, 0x34)}
    return b"".join(ber(tag, parts[tag]) for tag in sorted(parts))


def _changes(data: LicenceData, glyphs: Glyphs) -> bytes:
    """File 04: a flag, then each entry under the next tag of its kind."""
    entries: dict[int, bytes] = {}
    for change in data.changes:
        tag = _FIRST_TAG[change.what]
        while tag in entries:
            tag += 1
        text = f"{_wide(era_date(change.on))}{change.text}{data.commission}"
        entries[tag] = _CHARACTER_SET + encode(text, glyphs)
    flag = ber(0x50, b"\x11" if entries else b"\x00")
    return flag + b"".join(ber(tag, entries[tag]) for tag in sorted(entries))


def _wide(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def _drawn(glyphs: Glyphs, places: int) -> bytes:
    """Places for glyphs of 32 by 32 dots, all white."""
    used = glyphs.drawn[:places]
    return b"".join(ber(0x48 + at, _CHARACTER_SET + bytes(_GLYPH_BYTES)) for at in range(len(used)))


def _file(content: bytes, length: int, needs: frozenset[Right]) -> StoredFile:
    if len(content) > length:
        raise ValueError(length)
    return StoredFile.of(content.ljust(length, b"\xff"), needs)


def _no_photo() -> bytes:
    return b"TEST-ONLY PHOTO".ljust(2000, b"\0")
