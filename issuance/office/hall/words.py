"""The hall's words for services and for what cannot be; keys are values and codes."""

from typing import Final


def H_(msgid: str) -> str:  # noqa: N802 - as N_, for the hall
    """Mark a text for the hall's catalogues."""
    return msgid


SERVICES: Final = {
    "collect": H_("カードの受け取り"),
    "renew-certificate": H_("電子証明書の更新"),
    "reset-pin": H_("暗証番号の再設定"),
    "apply": H_("カードの申請"),
    "consult": H_("相談"),
}
REFUSED: Final = H_("受付できませんでした。職員に聞いてください。")
WHY: Final = {
    "no-appointment": H_("この番号には予約がありません。予約なしの番号札を取れます。"),
    "number-unknown": H_("番号が見つかりません。もう一度確かめるか、職員に聞いてください。"),
    "other-day": H_("この予約は今日ではありません。職員に聞いてください。"),
    "other-venue": H_("この予約は、ほかの会場のものです。職員に聞いてください。"),
    "walk-ins-full": H_("今、予約なしの受付はできません。"),
    "service-not-taken": H_("今、予約なしの受付はできません。"),
}
