"""How the card travels by post, and why it may come back."""

import re
from enum import StrEnum

from issuance.errors import Refusal


class MailClass(StrEnum):
    SIMPLIFIED_REGISTERED = "simplified-registered"
    """簡易書留, not to be forwarded: anyone at the address signs."""
    ADDRESSEE_ONLY = "addressee-only"
    """本人限定受取郵便: the addressee alone, identity shown."""


class ReturnReason(StrEnum):
    """What the post writes on returned mail (返戻理由)."""

    RETENTION_EXPIRED = "retention-expired"
    """保管期間経過"""
    ADDRESSEE_UNKNOWN = "addressee-unknown"
    """あて所に尋ねあたりません"""
    MOVED = "moved"
    """転居先不明"""
    REFUSED = "refused"
    """受取拒否"""
    NOT_FORWARDED = "not-forwarded"
    """転送不要のため返還"""


class TrackingNumberError(Refusal):
    """This cannot be the number of a registered item."""

    code = "tracking-number"


def parse_tracking_number(text: str) -> str:
    """The eleven digits of a registered item, checked.

    Raises:
        TrackingNumberError: not eleven digits, or the check digit is wrong.

    Source: Japan Post's numbers 000-00-00000-0, check digit = first ten digits modulo 7
    (domain.md 13.3).
    """
    digits = re.sub(r"[\s\-‐-―−－ーｰ]", "", text).translate(_FULL_WIDTH)
    if not re.fullmatch(r"[0-9]{11}", digits) or int(digits[:10]) % 7 != int(digits[10]):
        raise TrackingNumberError
    return digits


_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
