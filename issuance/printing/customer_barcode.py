"""カスタマバーコード: Japan Post's barcode of postcode and address number, 67 bars of four kinds.

Source: 郵便番号・バーコードマニュアル, pages 11 to 13 and 20 (domain.md 13.4).
"""

import re
from typing import Final

from issuance.printing.address_numbers import address_number

BARS: Final = (
    "144", "114", "132", "312", "123", "141", "321", "213", "231", "411",
    "414",
    "324", "342", "234", "432", "243", "423", "441", "111",
)  # fmt: skip
"""The three bars of each code: 1 long, 2 half up, 3 half down, 4 timing only.

Codes 0 to 9 are digits, 10 the hyphen, 11 to 18 the control codes CC1 to CC8.
"""
START: Final = "13"
STOP: Final = "31"
HYPHEN: Final = 10
CC1: Final = 11
CC4: Final = 14
LENGTH: Final = 20
"""Seven codes of the postcode and thirteen of the address; the check code follows."""
_MODULUS: Final = 19


def customer_barcode(postcode: str, address: str) -> str | None:
    """67 bars as digits 1 to 4, or None where this address cannot have one.

    A postcode that ends in 00 stands for "not listed elsewhere" and gets no barcode.
    """
    if not re.fullmatch(r"[0-9]{7}", postcode) or postcode.endswith("00"):
        return None
    number = address_number(address)
    return None if number is None else bars(with_check(codes_of(postcode + number)))


def codes_of(text: str) -> list[int]:
    """Postcode and address number as codes, filled up or cut to twenty.

    A letter is a control code and a digit; where the cut falls between, the control code stays.
    """
    codes = [code for each in text for code in _code(each)]
    return (codes + [CC4] * LENGTH)[:LENGTH]


def _code(symbol: str) -> list[int]:
    if symbol == "-":
        return [HYPHEN]
    if symbol.isdigit():
        return [int(symbol)]
    ten, one = divmod(ord(symbol) - ord("A"), 10)
    return [CC1 + ten, one]


def with_check(codes: list[int]) -> list[int]:
    """With the code that makes their sum a multiple of 19."""
    return [*codes, -sum(codes) % _MODULUS]


def bars(codes: list[int]) -> str:
    return START + "".join(BARS[code] for code in codes) + STOP
