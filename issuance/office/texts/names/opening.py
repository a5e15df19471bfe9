"""The office's words for venues, what they offer, and by which rules they open."""

from typing import Final

from issuance.office.texts import N_

VENUE_KINDS: Final = {
    "office": N_("庁舎"),
    "pop-up": N_("臨時会場"),
    "mobile": N_("移動窓口"),
    "partner": N_("協力先"),
}

SERVICES: Final = {
    "collect": N_("カードの受け取り"),
    "renew-certificate": N_("電子証明書の更新"),
    "reset-pin": N_("暗証番号の再設定"),
    "apply": N_("申請"),
    "consult": N_("相談"),
}

INVITATION_STAGES: Final = {
    "sent": N_("予約前"),
    "booked": N_("予約済"),
    "arrived": N_("来ています"),
    "served": N_("済み"),
    "withdrawn": N_("取り下げ"),
}

ON_HOLIDAYS: Final = {
    "closed": N_("祝日は休む"),
    "as-usual": N_("祝日も曜日どおり開ける"),
    "always": N_("祝日は必ず開ける"),
}

WEEKDAYS: Final = (
    N_("月曜"),
    N_("火曜"),
    N_("水曜"),
    N_("木曜"),
    N_("金曜"),
    N_("土曜"),
    N_("日曜"),
)

NTH: Final = {
    "1": N_("第1"),
    "2": N_("第2"),
    "3": N_("第3"),
    "4": N_("第4"),
    "5": N_("第5"),
    "-1": N_("最終"),
}

RULE_PROBLEMS: Final = {
    "field": N_("空いているか、形の違う欄があります。"),
    "too-many": N_("決まりか日付が多すぎます。"),
    "series": N_("系列は、英小文字・数字・ハイフンで20文字までです。"),
    "weekdays": N_("曜日が正しくありません。"),
    "no-days": N_("開ける曜日を選んでください。"),
    "period": N_("期間の終わりが始まりより前です。"),
    "hours": N_(
        "時刻の順番が正しくありません（開始、休憩、終了の順）。"
        "休憩は始まりと終わりの両方が要ります。"
    ),
    "minutes": N_("この時間には1枠も入りません。1枠の分を見てください。"),
    "counters": N_("窓口の数は1から200までです。"),
    "services": N_("用件を1つ以上選んでください。"),
    "overbooking": N_("定員の割合は100から200までです。"),
    "cut-off": N_("締切は14日前までです。"),
    "public": N_("公開の日が正しくありません。"),
    "phone": N_("電話枠は0から100までです。"),
    "phone-hours": N_("電話枠を戻す時間は720時間前までです。"),
    "other-days": N_("同じ日が2回書いてあります。"),
}
"""What is wrong with opening rules, by code of `issuance.calendar.problems`."""
