"""The office's words for a case: where it stands, why it was made, how its card travels."""

from typing import Final

from issuance.office.texts import N_

STAGES: Final = {
    "unknown": N_("未登録"),
    "expected": N_("到着待ち"),
    "arrived": N_("到着"),
    "set-up": N_("交付前設定済"),
    "stored": N_("保管中"),
    "notified": N_("通知済"),
    "booked": N_("予約済"),
    "checked-in": N_("受付済"),
    "identity-verified": N_("本人確認済"),
    "pins-taken": N_("暗証番号受領"),
    "delivery-chosen": N_("受渡方法決定"),
    "awaiting-pins": N_("暗証番号設定待ち"),
    "setting": N_("暗証番号設定中"),
    "uncertain": N_("設定要確認"),
    "ready-to-go": N_("封入待ち"),
    "sealed": N_("封入済"),
    "posted": N_("差出し済"),
    "returned": N_("返戻"),
    "unclaimed": N_("未交付（廃棄予定）"),
    "void": N_("失効（廃棄待ち）"),
    "delivered": N_("配達済"),
    "handed-over": N_("窓口交付済"),
    "destroyed": N_("廃棄済"),
    "lost": N_("紛失"),
}

LOOK_OF_STAGE: Final = {
    "uncertain": "bad",
    "lost": "bad",
    "returned": "warn",
    "void": "warn",
    "unclaimed": "warn",
    "delivered": "ok",
    "handed-over": "ok",
    "destroyed": "ok",
    "setting": "busy",
    "checked-in": "busy",
    "identity-verified": "busy",
    "pins-taken": "busy",
    "delivery-chosen": "busy",
}
"""Repeats what the word says; the status macro adds a symbol."""

KINDS: Final = {
    "first": N_("新規"),
    "renewal": N_("更新"),
    "reissue-lost": N_("再交付（紛失）"),
    "reissue-other": N_("再交付（その他）"),
}

DELIVERY: Final = {
    "registered-mail": N_("簡易書留"),
    "addressee-only-mail": N_("本人限定受取郵便"),
    "counter": N_("窓口交付"),
}

RETURN_REASONS: Final = {
    "retention-expired": N_("保管期間経過"),
    "addressee-unknown": N_("あて所に尋ねあたりません"),
    "moved": N_("転居先不明"),
    "refused": N_("受取拒否"),
    "not-forwarded": N_("転送不要のため返還"),
}
