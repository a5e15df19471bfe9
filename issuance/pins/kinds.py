"""The card's PINs (暗証番号), and which of them one card needs."""

from enum import Enum
from functools import cache


class PinKind(Enum):
    """What a PIN is for. The value is stored in facts and never changes."""

    SIGNATURE = "signature"  # 署名用電子証明書
    AUTHENTICATION = "authentication"  # 利用者証明用電子証明書
    RESIDENT_REGISTER = "resident-register"  # 住民基本台帳用
    CARD_INFO_INPUT = "card-info-input"  # 券面事項入力補助用


ASKING_ORDER = (
    PinKind.AUTHENTICATION,
    PinKind.RESIDENT_REGISTER,
    PinKind.CARD_INFO_INPUT,
    PinKind.SIGNATURE,
)
"""The order a resident is asked in: the three 4-digit ones, then the password."""


@cache
def kinds_needed(
    *, signature_certificate: bool, authentication_certificate: bool, pinless: bool
) -> frozenset[PinKind]:
    """Say which PINs have to be set on a card.

    Args:
        signature_certificate: the card carries one (not under 15, not when declined).
        authentication_certificate: the card carries one (may be declined).
        pinless: a face-authentication card (顔認証マイナンバーカード), which has no PIN at all.

    Source: domain.md §5; a declined certificate leaves the two register PINs.
    """
    if pinless:
        return frozenset()
    kinds = {PinKind.RESIDENT_REGISTER, PinKind.CARD_INFO_INPUT}
    if authentication_certificate:
        kinds.add(PinKind.AUTHENTICATION)
    if signature_certificate:
        kinds.add(PinKind.SIGNATURE)
    return frozenset(kinds)
