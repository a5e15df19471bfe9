"""The files of a My Number card that a counter selects, all of them. Source: cards.md §3.2.

What is not a member here cannot be selected by this package: neither the file of the individual
number (0001 of the text application) nor 照合番号A (0014), which is that number.
"""

from enum import Enum
from typing import Final

from issuance.pins.references import COMMON_AID, JPKI_AID, JUKI_AID, TEXT_AID, Reference

CARD_MANAGER: Final = bytes.fromhex("A0000001510000")


class CounterFile(Enum):
    """Application and file."""

    RECORD = (COMMON_AID, 0x0001)  # serial, municipality, expiry: free
    COMMON_PIN = (COMMON_AID, 0x001C)  # 住民基本台帳用, first half
    JUKI_PIN = (JUKI_AID, 0x001C)  # second half
    TOKEN = (JPKI_AID, 0x0006)  # which kind of carrier: card or phone
    CERTIFICATE_FLAGS = (JPKI_AID, 0x0008)
    AUTHENTICATION_CERTIFICATE = (JPKI_AID, 0x000A)  # holds no personal attribute
    AUTHENTICATION_PIN = (JPKI_AID, 0x0018)
    SIGNATURE_PIN = (JPKI_AID, 0x001B)
    ATTRIBUTES = (TEXT_AID, 0x0002)  # name, address, birth date, sex
    ATTRIBUTES_SIGNATURE = (TEXT_AID, 0x0003)
    SIGNER = (TEXT_AID, 0x0004)  # the signature's key, certified
    TEXT_PIN = (TEXT_AID, 0x0011)  # 券面事項入力補助用
    NUMBER_B = (TEXT_AID, 0x0015)  # 照合番号B

    @property
    def aid(self) -> bytes:
        return self.value[0]

    @property
    def file_id(self) -> bytes:
        return self.value[1].to_bytes(2, "big")


PIN_OF: Final = {
    Reference.COMMON: CounterFile.COMMON_PIN,
    Reference.JUKI: CounterFile.JUKI_PIN,
    Reference.TEXT: CounterFile.TEXT_PIN,
    Reference.AUTH: CounterFile.AUTHENTICATION_PIN,
    Reference.SIGN: CounterFile.SIGNATURE_PIN,
}


class CardObject(Enum):
    """Data objects that GET DATA gives freely at card level; cards.md §3.1."""

    ISSUER = 0x0042
    SERIAL = 0x0045
    CARD_DATA = 0x0066
    MUNICIPALITY = 0x00F0  # 5 digits
    EXPIRY = 0x00F2  # YYYYMMDD
