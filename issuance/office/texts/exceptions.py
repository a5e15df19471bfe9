"""What exceptions are called, and what to do about each."""

from typing import Final

from issuance.measures.exceptions import ExceptionKind, Urgency
from issuance.office.texts import N_

URGENCIES: Final = {
    Urgency.NOW: N_("今すぐ"),
    Urgency.TODAY: N_("今日のうちに"),
    Urgency.SOON: N_("近いうちに"),
}
KINDS: Final = {
    ExceptionKind.ALERT: (N_("警報"), N_("上限を超えています。原因を確かめます。")),
    ExceptionKind.CARD_MISSING: (
        N_("所在不明のカード"),
        N_("最後の場所からさがし、見つかれば案件に記録します。"),
    ),
    ExceptionKind.SETTING_UNCERTAIN: (
        N_("設定の結果が分からないカード"),
        N_("隔離したまま、2人でカードを確かめます。"),
    ),
    ExceptionKind.BOX_DIFFERENCE: (
        N_("箱と一覧の違い"),
        N_("箱のページで、2人で決着をつけます。"),
    ),
    ExceptionKind.OLD_SEALED_PINS: (
        N_("長く残っている封印済み暗証番号"),
        N_("暗証番号の設定を先に行います。期限が来ると消えます。"),
    ),
    ExceptionKind.OLD_PIN_SHEET: (
        N_("長く廃棄していない依頼書"),
        N_("設定が済んでいれば、2人で廃棄します。"),
    ),
    ExceptionKind.PINS_EXPIRED: (
        N_("期限切れ：再来庁のご連絡が必要な方"),
        N_("連絡して、もう一度予約してもらいます。"),
    ),
    ExceptionKind.MAIL_RETURNED: (
        N_("返戻された封筒"),
        N_("住所を確かめて送り直すか、窓口での受け取りにします。"),
    ),
    ExceptionKind.NOTICE_RETURNED: (
        N_("返戻された交付通知書"),
        N_("住所を確かめ、送り直すか、連絡を待ちます。"),
    ),
    ExceptionKind.MAIL_LOST: (
        N_("紛失・誤配の封筒"),
        N_("残っている対応を、案件のページで1つずつ終えます。"),
    ),
    ExceptionKind.MAIL_COMING_BACK: (
        N_("返送中の封筒"),
        N_("届いたら読み取り、返戻として記録します。"),
    ),
    ExceptionKind.MAIL_HELD: (
        N_("郵便局で保管中の封筒"),
        N_("期限が近ければ、受け取るよう連絡します。"),
    ),
    ExceptionKind.POSTING_BARRED: (
        N_("郵送を止めているカード"),
        N_("転居・転送・一時停止を確かめ、窓口での受け取りを案内します。"),
    ),
    ExceptionKind.CARD_DEFECTIVE: (
        N_("不良のカード"),
        N_("J-LISに送り返し、作り直しを頼みます。"),
    ),
    ExceptionKind.LETTERS_UNREACHED: (
        N_("メールが届かない予約"),
        N_("電話か手紙で予約の日時を知らせます。"),
    ),
    ExceptionKind.HOLDER_GONE: (
        N_("失効し、廃棄を待つカード"),
        N_("封筒と通知を止め、2人で廃棄します。"),
    ),
    ExceptionKind.UNCLAIMED: (
        N_("受け取られなかったカード"),
        N_("責任者の決裁のあと、2人で廃棄します。"),
    ),
}
