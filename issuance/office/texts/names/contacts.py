"""The words of notices and of reaching those who do not answer."""

from typing import Final

from issuance.office.texts import N_

CALLS: Final = {
    "will-book": N_("予約すると言った"),
    "call-later": N_("かけ直してほしい"),
    "family-told": N_("家族に伝えた"),
    "no-answer": N_("出なかった"),
    "no-number": N_("番号がない・使われていない"),
    "declines": N_("受け取らないと言った"),
}
HOME_VISITS: Final = {
    "met": N_("会えた"),
    "letter-left": N_("不在で、手紙を置いた"),
    "not-living-there": N_("住んでいない様子"),
    "declines": N_("受け取らないと言った"),
}
RETURNED: Final = {
    "moved": N_("転居"),
    "absent": N_("不在・保管期間経過"),
    "insufficient-address": N_("住所が不十分"),
    "unknown-there": N_("あて所に尋ねあたらない"),
    "refused": N_("受取拒否"),
}
ADDRESSES: Final = {
    "confirmed": N_("住所は合っていた"),
    "corrected": N_("新しい住所が分かった"),
    "unknown": N_("分からない（保留）"),
}
OVERRIDES: Final = {
    "places-coming": N_("受入枠をこれから増やす"),
    "legal-deadline": N_("期限がある"),
    "campaign": N_("キャンペーン"),
}
LISTS: Final = {
    "reminders": N_("督促"),
    "calls": N_("電話がけ"),
    "home-visits": N_("訪問"),
    "returned": N_("返戻された通知"),
}
FACTS: Final = {
    "contact.reminded": N_("督促を送った"),
    "contact.called": N_("電話をかけた"),
    "contact.home-visited": N_("訪問した"),
    "contact.notice-returned": N_("通知が返戻された"),
    "contact.address-checked": N_("返戻された通知の住所を確かめた"),
}
DONE: Final = {
    "reminded": N_("%(count)s件の督促を送ったことを記録しました。"),
    "called": N_("電話の結果を記録しました。"),
    "home-visited": N_("訪問の結果を記録しました。"),
    "notice-returned": N_("通知の返戻を記録しました。住所を確かめてください。"),
    "address-checked": N_("住所の確認を記録しました。"),
    "posted-again": N_("通知をもう一度送ったことを記録しました。案件から印刷できます。"),
}
REFUSALS: Final = {
    "address-unchecked": N_("通知が返戻されています。住所を確かめてから送ってください。"),
    "already-reminded": N_("この通知の督促は、もう送りました。"),
    "notice-not-returned": N_("この案件の通知は返戻されていません。"),
    "notice-number-invalid": N_("通知番号が正しくありません。12文字をもう一度読み取ってください。"),
    "too-many-notices": N_(
        "空き枠に入るのは、あと %(fits)s 件です。件数を減らすか、責任者が理由を選んでください。"
    ),
}
