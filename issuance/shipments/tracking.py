"""お問い合わせ番号（追跡番号）: digits with a check digit, and what their first digit says."""

import re
from typing import Final

from issuance.errors import Refusal
from issuance.ledger.guard import holds_individual_number
from issuance.shipments.mail import MailClass

_BETWEEN: Final = re.compile(r"[\s\-‐-―−－ーｰ]")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_REGISTERED: Final = 11
_PARCEL: Final = 12
_FIRST_DIGITS: Final = {
    MailClass.SIMPLIFIED_REGISTERED: frozenset("34"),
    MailClass.ADDRESSEE_ONLY: frozenset("1"),
}
"""簡易書留 3–4; 本人限定受取 is 一般書留: 1 (domain.md 13.3, 7)."""


class TrackingNumberError(Refusal):
    """This cannot be the number of an item of the post."""

    code = "tracking-number"


class TrackingLengthError(TrackingNumberError):
    """Neither eleven nor twelve digits."""

    code = "tracking-length"


class TrackingCheckDigitError(TrackingNumberError):
    """The check digit is wrong: a digit was mistyped or misread."""

    code = "tracking-check-digit"


class TrackingLooksPersonalError(TrackingNumberError):
    """Twelve digits that could be somebody's Individual Number: another label is taken."""

    code = "tracking-looks-personal"


def parse_tracking_number(text: str) -> str:
    """The digits of an item, checked: eleven of letters, twelve of parcels and packs.

    Raises:
        TrackingLengthError, TrackingCheckDigitError: not such a number.
        TrackingLooksPersonalError: it could not be told from an Individual Number, which the
            ledger never takes (one in eleven of twelve digits).

    Source: Japan Post's numbers 000-00-00000-0 and 0000-0000-0000, check digit = the digits before
    it modulo 7 (domain.md 13.3).
    """
    digits = _BETWEEN.sub("", text).translate(_FULL_WIDTH)
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (_REGISTERED, _PARCEL):
        raise TrackingLengthError
    if int(digits[:-1]) % 7 != int(digits[-1]):
        raise TrackingCheckDigitError
    if holds_individual_number(digits):
        raise TrackingLooksPersonalError
    return digits


def fits_kind(number: str, mail_class: MailClass) -> bool:
    """Whether the first digit says what the envelope is; where not, people look again."""
    return len(number) == _REGISTERED and number[0] in _FIRST_DIGITS[mail_class]


def as_printed(number: str) -> str:
    """With the hyphens of the label; a spreadsheet leaves it as it is."""
    if len(number) == _REGISTERED:
        return f"{number[:3]}-{number[3:5]}-{number[5:10]}-{number[10:]}"
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
