"""Data objects: the My Number card's own form (cards.md §3.1), and plain BER."""

_LONGEST_SHORT = 0x7F


def tlv(tag: int, value: bytes) -> bytes:
    """Tag (one or two bytes), length, value. From 128 on the length is always `82 hh ll`."""
    width = 1 if tag <= 0xFF else 2
    length = len(value)
    if length <= _LONGEST_SHORT:
        return tag.to_bytes(width, "big") + bytes((length,)) + value
    return tag.to_bytes(width, "big") + b"\x82" + length.to_bytes(2, "big") + value


def text_attributes(name: str, address: str, birth: str, sex: str) -> bytes:
    """FF20 of the text application: DF21 holds the offsets, from the file's start, of the four."""
    texts = (name, address, birth, sex)
    parts = [
        tlv(tag, text.encode()) for tag, text in zip(range(0xDF22, 0xDF26), texts, strict=True)
    ]
    offsets_length = len(tlv(0xDF21, bytes(8)))
    total = offsets_length + sum(map(len, parts))
    at = len(tlv(0xFF20, bytes(total))) - total + offsets_length
    offsets = b""
    for part in parts:
        offsets += at.to_bytes(2, "big")
        at += len(part)
    return tlv(0xFF20, tlv(0xDF21, offsets) + b"".join(parts))


def ber(tag: int, value: bytes) -> bytes:
    """The form of every other document: a length as short as BER allows."""
    return tag.to_bytes(1 if tag <= 0xFF else 2, "big") + ber_length(len(value)) + value


def ber_length(length: int) -> bytes:
    """One byte, or `81 ll`, or `82 hh ll`."""
    if length <= _LONGEST_SHORT:
        return bytes((length,))
    return bytes((0x81, length)) if length <= 0xFF else b"\x82" + length.to_bytes(2, "big")
