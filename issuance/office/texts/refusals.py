"""The words for each refusal's code: what is wrong, and what to do about it."""

from datetime import date, datetime
from typing import Final

from issuance.office.refusals import Detail
from issuance.office.texts import N_, Words
from issuance.office.texts.names import contacts, stockroom
from issuance.office.texts.names.cases import STAGES
from issuance.office.texts.names.mail import REFUSALS as OF_MAIL
from issuance.office.texts.places import place_words

REFUSALS: Final = {
    "other-file": N_("先に見たファイルと違います。もう一度、見るところから始めてください。"),
    "resident-changes-refused": N_("ファイルに直すところがあります。何も変えていません。"),
    "not-yet": N_("まだ来ていない日です。その日に取り込んでください。"),
    "address-changed": N_(
        "住所が変わりました。封筒を開け、新しい住所を確かめてから、もう一度封入してください。"
    ),
    "box-mismatch": N_(
        "読み取っていないカードか、解決していない相違があります。箱は捨てずに、もう一度確かめてください。"
    ),
    "box-not-open": N_("この箱は開いていません。2人で開けてから読み取ってください。"),
    "box-opened": N_("この箱はもう開けてあります。カードを足すことはできません。"),
    "box-unknown": N_("この箱は、どの発送一覧にもありません。"),
    "card-missing": N_("このカードは所在不明です。見つかるまで先へ進めません。"),
    "changed-meanwhile": N_(
        "ほかの人が同時に同じ案件を変えました。今の内容を見て、もう一度操作してください。"
    ),
    "deadline": N_("期限（%(deadline)s）がまだ来ていないか、日付が合いません。"),
    "field": N_("入力が足りないか、形が違います。印のついた欄を見てください。"),
    "four-eyes": N_(
        "別の職員が必要です。本人確認や暗証番号設定をした人、または同じ人どうしではできません。"
    ),
    "individual-number": N_(
        "マイナンバー（12けたの番号）は書かないでください。書いたものは保存していません。"
    ),
    "collecting-needs-case": N_("カードの受け取りは、案件の通知で案内します。"),
    "invitation-awaited": N_("まだ来るかもしれません。待つ時間が過ぎてから記録してください。"),
    "invitation-closed": N_("この用件は済んでいるか、番号を取り下げています。"),
    "invitation-day": N_("来庁の期限が過ぎています。今日からあとの日にしてください。"),
    "invitation-not-booked": N_(
        "この予約は、取り消されたか、変わりました。今の内容を見てください。"
    ),
    "key-reused": N_("前の操作と重なりました。今の内容を見て、もう一度操作してください。"),
    "no-appointment": N_(
        "この通知番号には予約がありません。予約がない方として、整理券を出せます。"
    ),
    "not-called": N_("まだ呼び出していません。"),
    "number-unknown": N_("この番号の予約も通知もありません。番号を確かめてください。"),
    "other-day": N_("この予約は今日ではありません。"),
    "other-venue": N_("この予約は、ほかの会場のものです。"),
    "old-card-unknown": N_("この旧カードに代わるカードの記録がありません。"),
    "check-in-early": N_("予約の時刻までまだ間があります。"),
    "second-passkey": N_(
        "この事務所では、2人目の方もパスキーを使います。パスワードだけでは進めません。"
    ),
    "machine-name": N_("端末の名前は、英数字とハイフンで16文字までです。"),
    "pairing-refused": N_("この接続番号は使えません。新しい番号を出してください。"),
    "service-not-taken": N_("この会場では、この用件を予約なしで受け付けません。"),
    "visit-over": N_("この来庁は、もう終わっています。"),
    "alert-limit": N_("この上限は使えません。0〜10,000の数にしてください。"),
    "campaign-target": N_(
        "この月にこの枚数の目標は置けません。今月以降の月と、0〜1,000,000の枚数にしてください。"
    ),
    "simulation-late": N_(
        "計算が時間内に終わりませんでした。少し待ってから、もう一度試してください。"
    ),
    "walk-in-terms": N_("用件を1つ以上選び、組数を確かめてください。"),
    "walk-ins-full": N_("今日は、予約なしの受付が終わりました。"),
    "called-elsewhere": N_("ほかの窓口が呼び出しています。"),
    "not-found": N_("その番号のものは見つかりません。番号を確かめてください。"),
    "not-in-box": N_(
        "このカードは、この箱の発送一覧にありません。別に置いて、責任者に知らせてください。"
    ),
    "not-in-custody": N_("このカードは、今は役所の保管にありません。"),
    "not-mailable": N_("このカードは郵送できません。窓口で渡してください。"),
    "nothing-chosen": N_("案件が選ばれていません。1件以上選んでください。"),
    "offer": N_("この受入枠は出せません。日付、時刻、定員を確かめてください。"),
    "still-awaited": N_("%(until)sまでは来庁を待ちます。それまでは来庁なしにできません。"),
    "other-card": N_("この申請には、すでに別のカードがあります。"),
    "other-envelope": N_("この案件が待っている封筒ではありません。"),
    "person-erased": N_("この方の情報は消去されています。"),
    "person-unknown": N_("この方の情報がありません。"),
    "sheet-number": N_("封筒の番号が正しくありません。バーコードをもう一度読み取ってください。"),
    "sheet-used": N_("この番号の依頼書は、前に受け取っています。新しい封筒を使ってください。"),
    "sheet-not-received": N_(
        "依頼書がまだ届いていません。「依頼書」のページで封筒の番号を読み取ってから開けてください。"
    ),
    "sheet-needed": N_("この依頼書の暗証番号は、まだ設定していません。廃棄できません。"),
    "not-an-opener": N_("封筒を開けた2人のどちらかが記録してください。"),
    "card-unusable": N_("このカードは失効しています。この操作はできません。"),
    "not-checked": N_(
        "先に、2人でカードを読み取ってください。まだ設定できるカードは失効にできません。"
    ),
    "pin-key-needed": N_("この鍵は、まだ使っています。"),
    "pin-key-retired": N_("この鍵は廃棄済みです。暗証番号をもう一度入力してもらってください。"),
    "references-open": N_("設定したものに印を付けてください。"),
    "range-too-long": N_("一度に出せるのは92日分までです。期間を短くしてください。"),
    "refused": N_("この操作は今できません。"),
    "rules": N_("受付時間の決まりに、直すところがあります。まだ何も変えていません。"),
    "second-role": N_("2人目の職員には、この作業の権限がありません。"),
    "sign-in-locked": N_("失敗が続いたため、この職員番号は %(until)s まで使えません。"),
    "sign-in-refused": N_("職員番号とパスワードの組み合わせが違います。"),
    "tracking-number": N_("引受番号が正しくありません。ラベルをもう一度読み取ってください。"),
    "venue-unknown": N_("その会場は登録されていません。先に会場を登録してください。"),
    "wrong-card": N_(
        "このカードは、この案件のカードではありません。封入せず、案件を確かめてください。"
    ),
    "holder-moved-out": N_("この方は転出したため、この案件は無効です。この操作はできません。"),
    "holder-died": N_("この方は亡くなったため、この案件は無効です。この操作はできません。"),
    "record-deleted": N_(
        "この方の住民票は職権で消除されたため、この案件は無効です。この操作はできません。"
    ),
    "number-changed": N_(
        "この方の番号が変わりカードが失効したため、この案件は無効です。この操作はできません。"
    ),
    "application-withdrawn": N_(
        "この方は申請を取り下げたため、この案件は無効です。この操作はできません。"
    ),
    "passkey-refused": N_("このパスキーではサインインできません。もう一度お試しください。"),
    "passkey-known": N_("このパスキーは、すでに登録されています。"),
    "too-many-passkeys": N_("パスキーは10個までです。使わないものを消してください。"),
    "sign-on-away": N_(
        "共通の認証につながりません。この事務所のアカウントでサインインしてください。"
    ),
    "sign-on-refused": N_("共通の認証の答えを確かめられませんでした。もう一度お試しください。"),
    "sign-on-unknown": N_(
        "この事務所にアカウントがありません。アカウント管理の人に頼んでください。"
    ),
    "sign-on-no-role": N_("この事務所の職務がありません。アカウント管理の人に頼んでください。"),
    "staff-known": N_("この職員番号は、もう使われています。番号はほかの人に使い回せません。"),
    "staff-unknown": N_("この職員番号の人はいません。"),
    "staff-code": N_("職員番号は、英字1つと数字2～5けたです（例: K01）。"),
    "no-role": N_("職務を1つ以上選んでください。"),
    "role-clash": N_(
        "この職務は、1人で兼ねられません。監査はほかの職務と、アカウント管理は2人で行う作業と"
        "分けてください。"
    ),
    "own-account": N_("自分のアカウントには、できません。ほかの管理者に頼んでください。"),
    "last-admin": N_("アカウント管理の人がいなくなります。先に、ほかの人に職務を付けてください。"),
    "password-unfit": N_(
        "このパスワードは使えません。8文字以上で、職員番号を含まず、前と違うものにしてください。"
    ),
    "nothing-to-print": N_("印刷するものがありません。"),
    "fonts-missing": N_(
        "印刷に使う書体がこのサーバーにありません（%(families)s）。システムの担当者に知らせてください。"
    ),
    "notice-wording": N_(
        "通知書の文面のファイルを読めません。足りない項目や書き方の誤りを、システムの担当者が直します。"
    ),
    "printing-failed": N_("書類を作れませんでした。システムの担当者に知らせてください。"),
    "wrong-stage": N_("この案件は今「%(stands)s」です。この操作はできません。"),
    **stockroom.REFUSALS,
    **OF_MAIL,
    **contacts.REFUSALS,
}


_NO_MAIL: Final = {"missing": "–", "foreign": "–", "listed": "", "counted": ""}


def refusal_words(words: Words, code: str, detail: Detail) -> str:
    """What a person reads; a code without words of its own still says that it was refused."""
    values = {"deadline": "", "until": "", "stands": "", "place": "", "families": "", "fits": ""}
    values |= _NO_MAIL
    values |= {name: _readable(words, name, value) for name, value in detail.items()}
    return words(REFUSALS.get(code, REFUSALS["refused"]), **values)


def _readable(words: Words, name: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    match name:
        case "stands":
            return words(STAGES.get(value, value))
        case "place":
            return place_words(words, value)
        case "until":
            return words.time(datetime.fromisoformat(value))
        case "deadline":
            return words.day(date.fromisoformat(value))
        case _:
            return value
