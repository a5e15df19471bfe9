"""The words of reports: their columns, by the facts that they count."""

from typing import Final

from issuance.office.texts import N_

COUNTED: Final = {
    "case.card-arrived": N_("カード到着"),
    "case.setup-completed": N_("交付前設定"),
    "case.notice-sent": N_("通知発送"),
    "case.appointment-noted": N_("予約"),
    "case.appointment-cancelled": N_("取消"),
    "case.no-show-recorded": N_("来庁なし"),
    "case.identity-verified": N_("本人確認"),
    "case.documents-insufficient": N_("書類不足"),
    "case.pins-set": N_("暗証番号設定"),
    "case.handed-to-post": N_("差出し"),
    "case.delivered": N_("配達"),
    "case.card-handed-over": N_("窓口交付"),
    "case.mail-returned": N_("返戻"),
    "case.card-missing": N_("所在不明"),
}
"""What happened on a day, in the order of a card's course."""
