"""The office's words for envelopes, the post's news, losses and destruction."""

from typing import Final

from issuance.office.texts import N_
from issuance.shipments.mail import BarReason, DeferralReason, Loss, LossDuty
from issuance.shipments.status import PostStatus, Remark

KINDS: Final = {
    "simplified-registered": N_("簡易書留"),
    "addressee-only": N_("本人限定受取郵便（特例型）"),
}
STATUSES: Final = {
    "sealed": N_("封入済"),
    "opened": N_("開封した"),
    "posted": N_("差出し済"),
    "accepted": N_("引受"),
    "held": N_("郵便局で保管中"),
    "coming-back": N_("返送中"),
    "delivered": N_("配達済"),
    "returned": N_("返戻"),
    "lost": N_("亡失"),
    "misdelivered": N_("誤配"),
}
REPORTED: Final = {
    PostStatus.ACCEPTED: N_("引受"),
    PostStatus.HELD: N_("郵便局で保管中"),
    PostStatus.DELIVERED: N_("配達済"),
    PostStatus.RETURNED: N_("返送中"),
    PostStatus.LOST: N_("亡失"),
}
BARS: Final = {
    BarReason.MOVED: N_("転居した（券面の追記が必要）"),
    BarReason.SUSPENDED: N_("カードが一時停止になっている"),
    BarReason.FORWARDING: N_("郵便の転送届が出ている"),
    BarReason.RECORD_CHANGED: N_("氏名や在留期間が変わった（券面の追記が必要）"),
}
LOSSES: Final = {
    Loss.LOST: N_("亡失（郵便局で見つからない）"),
    Loss.MISDELIVERED: N_("誤配（別の人が受け取った）"),
}
DUTIES: Final = {
    LossDuty.SUSPEND_CARD: N_("カードの一時停止（コールセンター、24時間）"),
    LossDuty.TELL_HOLDER: N_("本人への連絡とおわび"),
    LossDuty.VOID_CARD: N_("カードの失効"),
    LossDuty.REMAKE_FREE: N_("無料での再作成"),
    LossDuty.OFFER_NUMBER_CHANGE: N_("個人番号の変更の案内"),
    LossDuty.JUDGE_REPORT: N_("個人情報保護委員会への報告の判断"),
}
DEFERRALS: Final = {
    DeferralReason.HOSPITAL: N_("入院"),
    DeferralReason.FACILITY: N_("施設入所"),
    DeferralReason.ABROAD: N_("長期の不在"),
    DeferralReason.ASKED: N_("本人の申し出"),
}
REMARKS: Final = {
    Remark.KNOWN: N_("もう記録してあります。何もしません。"),
    Remark.UNKNOWN_NUMBER: N_(
        "この番号の封筒はありません。番号を郵便局の受領証と見くらべてください。"
    ),
    Remark.NOT_POSTED: N_(
        "まだ差し出していない封筒です。差出し箱にあるか確かめ、差出票を記録してください。"
    ),
    Remark.BEFORE_POSTING: N_("差出しより前の日付です。日付と番号を確かめてください。"),
    Remark.IN_FUTURE: N_("まだ来ていない日付です。日付を確かめてください。"),
    Remark.ALREADY_DELIVERED: N_(
        "配達済みの封筒です。郵便局に問い合わせ、別の人に渡っていれば誤配として記録してください。"
    ),
    Remark.ALREADY_RETURNED: N_("返戻されて手元にある封筒です。返戻棚のカードを確かめてください。"),
    Remark.ALREADY_LOST: N_(
        "亡失か誤配として記録した封筒です。郵便局に問い合わせ、戻れば返戻として読み取ってください。"
    ),
    Remark.COMING_BACK: N_("返送中の封筒です。届いたのか戻るのか、郵便局に確かめてください。"),
    Remark.HELD_OVER: N_("保管期限が過ぎています。配達か返戻の知らせを待ってください。"),
}
"""Why a row of the post's file changes nothing, and what to do about it."""

FILE_PROBLEMS: Final = {
    "cells-missing": N_("列が足りません。"),
    "cells-too-many": N_("列が多すぎます。"),
    "character-lost": N_("文字化けしています。"),
    "choice-unknown": N_("このことばは読めません。"),
    "column-missing": N_("この列がありません。"),
    "column-twice": N_("同じ列が2つあります。"),
    "column-unknown": N_("知らない見出しの列です。"),
    "columns-too-many": N_("列が多すぎます。"),
    "control-character": N_("見えない文字が入っています。"),
    "date-not-read": N_("日付が読めません。"),
    "empty": N_("空です。"),
    "encoding-broken": N_("文字コードが途中で壊れています。"),
    "encoding-unknown": N_("UTF-8 でも CP932 でもないファイルです。"),
    "encoding-utf-16": N_("UTF-16 のファイルです。CSV UTF-8 で保存しなおしてください。"),
    "file-empty": N_("ファイルが空です。"),
    "file-too-large": N_("ファイルが大きすぎます。"),
    "formula-like": N_("数式のように始まっています。"),
    "individual-number": N_("マイナンバーと見分けのつかない数字です。"),
    "invisible-character": N_("見えない文字が入っています。"),
    "line-break": N_("改行が入っています。"),
    "no-such-date": N_("ない日付です。"),
    "not-wanted": N_("この状態では空にしてください。"),
    "nul-character": N_("CSV ではないファイルです。"),
    "private-character": N_("外字が入っています。"),
    "quotes-broken": N_("引用符が閉じていません。"),
    "too-many-rows": N_("行が多すぎます。"),
    "tracking-check-digit": N_("番号の検査数字が合いません。"),
    "tracking-length": N_("番号が11けたでも12けたでもありません。"),
    "tracking-looks-personal": N_("マイナンバーと見分けのつかない数字です。"),
}
FILE_COLUMNS: Final = {
    "tracking_number": N_("引受番号"),
    "status": N_("状態"),
    "on": N_("日付"),
    "held_until": N_("保管期限"),
    "reason": N_("返戻理由"),
}
FACTS: Final = {
    "case.posting-barred": N_("郵送できなくなった"),
    "case.posting-allowed": N_("また郵送できるようになった"),
    "case.mail-accepted": N_("郵便局が引き受けた"),
    "case.mail-held": N_("不在のため郵便局で保管"),
    "case.mail-coming-back": N_("郵便局が返送した"),
    "case.mail-lost": N_("郵便事故（亡失・誤配）"),
    "case.loss-duty-done": N_("郵便事故の手当てをした"),
    "case.card-expired": N_("カードの有効期限が過ぎた"),
    "case.destruction-approved": N_("廃棄を承認した"),
    "case.destruction-deferred": N_("廃棄を延期した"),
}
DONE: Final = {
    "sealed-other-kind": N_(
        "封入しました。ただし、番号の先頭が郵便の種類と合いません。"
        "ラベルの種類を確かめ、違えば封筒を開けて直してください。"
    ),
    "barred": N_("郵送を止めました。本人には窓口での受け取りを案内します。"),
    "allowed": N_("また郵送できます。"),
    "list-posted": N_("%(count)s通を差出票どおり郵便局に渡したことを記録しました。"),
    "held": N_("郵便局での保管を記録しました。"),
    "mail-lost": N_("郵便事故を記録しました。ページの上の手当てを、1つずつ済ませてください。"),
    "duty-done": N_("済んだことを記録しました。"),
    "applied": N_("%(count)s件を取り込みました。"),
    "approved": N_("%(count)s件の廃棄を承認しました。"),
    "deferred": N_("廃棄を延期しました。カードを元の場所に戻してください。"),
    "expired": N_("%(count)s件を期限切れにしました。2人で廃棄してください。"),
    "proposed-all": N_("%(count)s件を廃棄の対象にしました。別の責任者が承認してください。"),
    "signed": N_("廃棄簿を記録しました。印刷して2人が署名してください。"),
}
REFUSALS: Final = {
    "tracking-length": N_(
        "引受番号が正しくありません。番号は11けた（書留）か12けたです。"
        "ラベルをもう一度読み取ってください。"
    ),
    "tracking-check-digit": N_(
        "引受番号が正しくありません。検査数字が合いません。ラベルをもう一度読み取ってください。"
    ),
    "tracking-looks-personal": N_(
        "この12けたはマイナンバーと見分けがつかないため使えません。別のラベルを貼ってください。"
    ),
    "tracking-taken": N_(
        "この番号は、最近ほかの封筒に使っています。2枚のラベルを確かめ、別のラベルを貼ってください。"
    ),
    "barred-moved": N_(
        "転居したため郵送できません。封筒を開け、窓口で券面に追記して渡してください。"
    ),
    "barred-suspended": N_(
        "カードが一時停止のため郵送できません。封筒を開け、窓口で渡すか、解除を待ってください。"
    ),
    "barred-record-changed": N_(
        "氏名や在留期間が変わったため郵送できません。封筒を開け、窓口で券面に追記して渡してください。"
    ),
    "barred-forwarding": N_(
        "郵便の転送届があるため郵送できません。封筒を開け、窓口で渡してください。"
    ),
    "posting-barred": N_("このカードは郵送できません。窓口で渡してください。"),
    "bar-stays": N_("転居のあとは郵送に戻せません。窓口で券面に追記して渡してください。"),
    "certificates-differ": N_(
        "カードの電子証明書が申請と違います。封入せず、統合端末で確かめてください。"
    ),
    "card-expired": N_("カードの有効期限が過ぎ、この案件は無効です。この操作はできません。"),
    "lost-by-post": N_("郵便事故のあと戻ったカードで、この案件は無効です。2人で廃棄してください。"),
    "destruction-not-approved": N_("廃棄はまだ承認されていません。別の責任者が承認してください。"),
    "destruction-count": N_(
        "読み取ったカードが選んだものと違います。足りない: %(missing)s。余分: %(foreign)s。"
        "何も廃棄していません。"
    ),
    "posting-count": N_(
        "差出票は%(listed)s通、数えたのは%(counted)s通です。"
        "差出し箱をもう一度数えてください。何も渡していません。"
    ),
    "posting-list-over": N_("この差出票はもう渡しました。新しい差出票を使ってください。"),
    "envelopes-stopped": N_("出してはいけない封筒があります。抜いてから、もう一度渡してください。"),
    "post-status-refused": N_("このファイルは読めません。直すところは下の表にあります。"),
    "no-file": N_("ファイルを選んでください。"),
    "report-applied": N_("このファイルはもう取り込みました。"),
    "reading-gone": N_("カードの読み取りが古くなりました。もう一度リーダーに置いてください。"),
}
