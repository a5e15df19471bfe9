"""How the card travels by post, and why it may come back."""

from enum import StrEnum


class MailClass(StrEnum):
    SIMPLIFIED_REGISTERED = "simplified-registered"
    """簡易書留, not to be forwarded: anyone at the address signs."""
    ADDRESSEE_ONLY = "addressee-only"
    """本人限定受取郵便（特例型）, which is 一般書留: the addressee alone, identity shown."""


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


class Loss(StrEnum):
    """How an envelope went astray (郵便事故)."""

    LOST = "lost"
    """紛失: the post cannot find it."""
    MISDELIVERED = "misdelivered"
    """誤配: somebody else has it."""


class LossDuty(StrEnum):
    """What the office owes after a loss, each until somebody records it as done.

    Source: domain.md 3.5 (mail lost / wrong person), 10.
    """

    SUSPEND_CARD = "suspend-card"
    """一時停止: by the hotline, at any hour."""
    TELL_HOLDER = "tell-holder"
    """本人への連絡とおわび"""
    VOID_CARD = "void-card"
    """カードの失効"""
    REMAKE_FREE = "remake-free"
    """無料の再作成"""
    OFFER_NUMBER_CHANGE = "offer-number-change"
    """個人番号の変更の案内"""
    JUDGE_REPORT = "judge-report"
    """個人情報保護委員会への報告の判断"""


class BarReason(StrEnum):
    """Why a card may no longer go by post; its holder collects it at the counter (3.1, 3.5)."""

    MOVED = "moved"
    """転居: the face of the card needs the new address (券面追記)."""
    SUSPENDED = "suspended"
    """一時停止"""
    FORWARDING = "forwarding"
    """郵便の転送届"""
    RECORD_CHANGED = "record-changed"
    """氏名や在留期間の変更: the card has to be brought up to date at the counter (券面追記)."""


class DeferralReason(StrEnum):
    """Why a destruction is put off (廃棄の延期)."""

    HOSPITAL = "hospital"
    """入院"""
    FACILITY = "facility"
    """施設入所"""
    ABROAD = "abroad"
    """長期不在"""
    ASKED = "asked"
    """本人の申し出"""
