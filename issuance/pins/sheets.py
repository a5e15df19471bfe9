"""暗証番号設定依頼書: the number printed on the sealed envelope of a paper sheet."""

from typing import Final
from unicodedata import normalize
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.errors import Refusal

_DIGITS: Final = 10
_MODULUS: Final = 97


class SheetNumberError(Refusal):
    """Not ten digits, or the check digits are wrong: scan it again."""

    code = "sheet-number"


def sheet_number(scanned: str) -> str:
    """The ten digits of what was scanned or typed; spaces, hyphens and widths are forgiven.

    Raises:
        SheetNumberError: no number of ours.

    Source: ISO/IEC 7064 MOD 97-10; the last two digits find every wrong digit and every two
    neighbours exchanged. Ten digits, so that no number looks like an Individual Number.
    """
    digits = normalize("NFKC", scanned).replace(" ", "").replace("-", "")
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise SheetNumberError
    if numbered(int(digits[:-2])) != digits:
        raise SheetNumberError
    return digits


def numbered(serial: int) -> str:
    """The number to print on envelope *serial* (0 to 99,999,999), with its check digits."""
    return f"{serial:08d}{_MODULUS + 1 - serial * 100 % _MODULUS:02d}"


def sheet_id_of(number: str) -> UUID:
    """What stands for the sheet in facts: the same number is always the same sheet."""
    return uuid5(NAMESPACE_URL, f"madoguchi:pin-sheet:{number}")
