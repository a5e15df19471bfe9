"""The office's words for stages, kinds, places and facts."""

from typing import Final

from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
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

SITUATIONS: Final = {
    "SELF_N": N_("本人（通知書あり）"),
    "SELF_X": N_("本人（通知書なし）"),
    "U15_BOTH": N_("15歳未満と法定代理人"),
    "GUARDIAN": N_("本人と後見人など"),
    "AGENT_ANY": N_("任意代理人"),
    "AGENT_LEGAL": N_("法定代理人"),
    "AGENT_INFANT": N_("1歳未満の法定代理人"),
    "AGENT_GUARDIAN": N_("後見人など"),
}
VISIT_STAGES: Final = {
    "expected": N_("来庁前"),
    "waiting": N_("待合"),
    "called": N_("対応中"),
    "finished": N_("終わった"),
    "no-show": N_("来庁なし"),
}
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
PLACES: Final = {
    "intake": N_("受入台"),
    "pin-desk": N_("暗証番号設定台"),
    "sealing-desk": N_("封入台"),
    "post-tray": N_("差出し箱"),
    "returned-mail": N_("返戻棚"),
    "void-cards": N_("廃棄待ち"),
    "missing": N_("所在不明"),
}
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

ROLES: Final = {
    "clerk": N_("窓口"),
    "stock": N_("保管"),
    "pin-officer": N_("暗証番号設定"),
    "sealer": N_("封入・発送"),
    "supervisor": N_("責任者"),
    "manager": N_("管理者"),
}
FACTS: Final = {
    "case.card-expected": N_("発送一覧に載った"),
    "case.card-arrived": N_("カードが届いた"),
    "case.setup-completed": N_("交付前設定が済んだ"),
    "case.card-stored": N_("棚に入れた"),
    "case.notice-sent": N_("交付通知書を送った"),
    "case.appointment-noted": N_("来庁予約が入った"),
    "case.appointment-moved": N_("予約が変わった"),
    "case.appointment-cancelled": N_("予約が取り消された"),
    "case.appointment-declined": N_("予約を受けられなかった"),
    "case.letters-undeliverable": N_("メールが届かなかった"),
    "case.letters-reachable": N_("メールの届け先が変わった"),
    "case.late-announced": N_("遅れると連絡があった"),
    "case.no-show-recorded": N_("来庁がなかった"),
    "case.checked-in": N_("受付をした"),
    "case.walk-in-missed": N_("予約なしで来たが、呼んだときにいなかった"),
    "case.extra-document-asked": N_("きまりより多く書類を求めた"),
    "case.identity-doubted": N_("本人確認に疑いがあった"),
    "case.identity-verified": N_("本人確認が済んだ"),
    "case.identity-refused": N_("本人と認めなかった"),
    "case.documents-insufficient": N_("書類が足りなかった"),
    "case.pins-sealed": N_("暗証番号を封印した"),
    "case.pinless-chosen": N_("暗証番号なし（顔認証）を選んだ"),
    "case.delivery-chosen": N_("受渡方法を決めた"),
    "case.visit-finished": N_("来庁が終わった"),
    "case.pin-setting-begun": N_("2人で暗証番号の封印を開けた"),
    "case.pins-set": N_("暗証番号を設定した"),
    "case.setting-uncertain": N_("設定の結果が分からない（要確認）"),
    "case.pin-envelope-destroyed": N_("封印した暗証番号を消した"),
    "case.envelope-sealed": N_("封入した"),
    "case.posting-stopped": N_("差出しを止めた"),
    "case.handed-to-post": N_("郵便局に渡した"),
    "case.delivered": N_("配達された"),
    "case.mail-returned": N_("返戻された"),
    "case.card-handed-over": N_("窓口で渡した"),
    "case.card-missing": N_("カードが所在不明になった"),
    "case.card-found": N_("カードが見つかった"),
    "case.card-lost": N_("カードを紛失とした"),
    "case.holder-moved-out": N_("本人が転出した"),
    "case.holder-died": N_("本人が死亡した"),
    "case.destruction-proposed": N_("廃棄の対象にした"),
    "case.card-destroyed": N_("2人で廃棄した"),
    "custody.card-received": N_("カードを預かった"),
    "custody.card-moved": N_("カードを移した"),
    "custody.card-left": N_("カードが役所を出た"),
    "visit.arrived": N_("来庁した"),
    "visit.called": N_("窓口に呼んだ"),
    "visit.called-off": N_("呼出しを取り消した"),
    "visit.finished": N_("窓口を離れた"),
    "visit.no-show": N_("来庁がなかった（組）"),
}
EXTRA_REASONS: Final = {
    ExtraReason.PHOTO_UNCLEAR: N_("写真が古いか不鮮明"),
    ExtraReason.DOCUMENT_DAMAGED: N_("書類が傷んでいる"),
    ExtraReason.DETAILS_DIFFER: N_("記載が記録と違う"),
    ExtraReason.OFFICE_POLICY: N_("課の取り決め"),
}
DOUBTS: Final = {
    DoubtReason.PHOTO_DIFFERS: N_("写真と違って見える"),
    DoubtReason.DOCUMENT_SUSPECT: N_("書類が不審"),
    DoubtReason.DETAILS_DIFFER: N_("内容が合わない"),
    DoubtReason.AUTHORITY_UNCLEAR: N_("代理の権限が不明"),
    DoubtReason.ANSWERS_DO_NOT_FIT: N_("答えが記録と合わない"),
}
TURNED_AWAY: Final = {
    TurnedAwayReason.NOT_THE_HOLDER: N_("本人と認められない"),
    TurnedAwayReason.DOCUMENT_REFUSED: N_("書類を真正と認められない"),
    TurnedAwayReason.AUTHORITY_NOT_SHOWN: N_("代理権を認められない"),
    TurnedAwayReason.INQUIRY_BY_MAIL: N_("照会書を郵送して確かめる"),
}
DONE: Final = {
    "announced": N_("会場を登録しました。"),
    "rules-set": N_("受付時間の決まりを変えました。予約サイトにはすぐ伝わります。"),
    "began": N_("%(count)s件の封印を開けました。カードを設定台のリーダーに置いてください。"),
    "box-closed": N_("箱を閉じました。すべてのカードがそろっています。"),
    "box-opened": N_("箱を開けました。カードを1枚ずつ読み取ってください。"),
    "delivered": N_("配達を記録しました。"),
    "destroyed": N_("廃棄を記録しました。"),
    "checked-in": N_("受付をしました。"),
    "code-made": N_("接続番号を出しました。"),
    "device-ended": N_("この機器は、もう使えません。"),
    "walk-in-called": N_("呼び出しました。"),
    "walk-in-gone": N_("来なかったことを記録しました。"),
    "walk-in-served": N_("終わったことを記録しました。"),
    "walk-ins-allowed": N_("予約なしの受付を決めました。"),
    "died": N_("死亡を記録しました。案件は失効しました。"),
    "found": N_("カードが見つかったことを記録しました。"),
    "handed-over": N_("窓口で渡したことを記録しました。"),
    "lost": N_("紛失を記録しました。"),
    "missing": N_("所在不明を記録しました。見つかるまで案件は止まります。"),
    "no-show": N_("来庁なしを記録しました。もう一度予約できます。"),
    "moved-out": N_("転出を記録しました。案件は失効しました。"),
    "noticed": N_("%(count)s件の通知を送ったことを記録しました。印刷できます。"),
    "offered": N_("%(count)s日分の受入枠を出しました。"),
    "posted": N_("%(count)s件を郵便局に渡したことを記録しました。"),
    "proposed": N_("廃棄の対象にしました。"),
    "returned": N_("返戻を記録しました。カードは返戻棚に置いてください。"),
    "scanned": N_("読み取りました。"),
    "sealed": N_("封入しました。差出し箱に入れてください。"),
    "set-up": N_("%(count)s件の交付前設定を記録しました。"),
    "signed-out": N_("サインアウトしました。"),
    "stopped": N_("差出しを止めました。封筒を開けて、カードを封入台に戻してください。"),
    "stored": N_("%(count)s件を棚に入れました。"),
}
"""What the next page says after an act."""
