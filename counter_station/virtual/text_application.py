"""券面事項入力補助AP of a virtual card: the four attributes, and the signature over them.

Forms by cards.md §3.2. How the real card pads its digests, and what the signer's certificate
covers, is not public: PKCS#1 v1.5 with SHA-256 over the certified part is our inference.
"""

import hashlib
from typing import Final

from counter_station.virtual.certificates import public_numbers, sign
from counter_station.virtual.files import (
    FOUR_DIGITS,
    Application,
    CardFile,
    ChangeCommand,
    DataFile,
    KeyFile,
    PinFile,
)
from counter_station.virtual.memory import CardMemory
from counter_station.virtual.personalisation import NO_NUMBER, Holder
from counter_station.virtual.tlv import text_attributes, tlv

TEXT_AID: Final = bytes.fromhex("D3921000310001010408")

_PIN, _NUMBER_A, _NUMBER_B = 0x11, 0x14, 0x15
# The card of a living person has 12 digits here. No virtual card has a number: zeros.
_NUMBER_FILE = tlv(0xFF10, NO_NUMBER) + b"\xff\xff"
_SIGNER, _AUTHORITY = "text", "text-ca"
_NAME_BYTES = 16


def text_files(memory: CardMemory) -> Application:
    files: dict[int, CardFile] = {
        0x0001: DataFile(content=lambda: _NUMBER_FILE, opens_with=frozenset({_PIN, _NUMBER_A})),
        0x0004: DataFile(content=lambda: _signer_certificate(memory)),
        0x0011: _digits(memory, "text.0011", FOUR_DIGITS, ChangeCommand.CHANGE_REFERENCE_DATA),
        0x0012: _digits(memory, "text.0012", FOUR_DIGITS),
        0x0013: KeyFile(pem=lambda: memory.key("genuine"), opens_with=None),
        0x0014: _digits(memory, "text.0014", range(12, 13)),
    }
    if memory.data.holder is not None:
        files |= _holder_files(memory, memory.data.holder)
    return files


def _holder_files(memory: CardMemory, holder: Holder) -> dict[int, CardFile]:
    attributes = text_attributes(holder.name, holder.address, holder.birth_date, holder.sex)
    return {
        0x0002: DataFile(content=lambda: attributes, opens_with=frozenset({_PIN, _NUMBER_B})),
        0x0003: DataFile(
            content=lambda: _attribute_signature(memory, attributes),
            opens_with=frozenset({_PIN, _NUMBER_A, _NUMBER_B}),
        ),
        0x0015: _digits(memory, "text.0015", range(14, 15)),
    }


def _digits(
    memory: CardMemory, name: str, lengths: range, change: ChangeCommand = ChangeCommand.NONE
) -> PinFile:
    return PinFile(pin=memory.pins[name], lengths=lengths, change=change)


def _attribute_signature(memory: CardMemory, attributes: bytes) -> bytes:
    """FF30: digests of the number's file and of the attributes without their offsets; signed."""
    number = hashlib.sha256(_NUMBER_FILE).digest()
    covered = attributes[attributes.index(tlv(0xDF21, b"")[:2]) + len(tlv(0xDF21, bytes(8))) :]
    digest = hashlib.sha256(covered).digest()
    signature = sign(memory.key(_SIGNER), number + digest)
    return tlv(0xFF30, tlv(0xDF31, number) + tlv(0xDF32, digest) + tlv(0xDF33, signature))


def _signer_certificate(memory: CardMemory) -> bytes:
    """7F21: issuer and subject (16 bytes each), the key, and the authority's signature: 568 B."""
    exponent, modulus = public_numbers(memory.key(_SIGNER))
    names = b"TEST-ONLY CA".ljust(_NAME_BYTES) + b"TEST-ONLY SIGNER".ljust(_NAME_BYTES)
    certified = names + tlv(0x90, exponent) + tlv(0x91, modulus)
    signature = sign(memory.key(_AUTHORITY), certified)
    return tlv(0x7F21, tlv(0x5F4E, certified) + tlv(0x5F37, signature))
