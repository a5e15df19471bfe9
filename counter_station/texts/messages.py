"""The words for each code: what it means, and what the person in front of it can do."""

from collections.abc import Mapping
from typing import Final

from counter_station.comparison import Likeness
from counter_station.screens.reader_eye import ReaderState
from counter_station.texts import N_
from counter_station.texts.cards import CHIP_KINDS
from counter_station.texts.resident_messages import DOCUMENT_PINS, PIN_KINDS
from counter_station.visit.people import Travel
from counter_station.visit.state import Stage, Step
from issuance.identity.chip import Attribute, ChipSignature
from issuance.identity.documents import DocumentTier, Holder
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.matrix import Need
from issuance.identity.posting import Declaration
from issuance.identity.shown import Look
from issuance.identity.situations import Situation

__all__ = ["DOCUMENT_PINS", "PIN_KINDS"]

REFUSALS: Final[Mapping[str, str]] = {
    "wrong-stage": N_("この来庁は、いまその操作ができる段階ではありません。"),
    "wrong-step": N_("この方の手続きは先に進んでいます。画面の手順に沿ってください。"),
    "not-of-this-party": N_("この来庁の方ではありません。"),
    "another-party-at-counter": N_("対応中の方がいます。先に完了するか、待合に戻してください。"),
    "still-awaited": N_(
        "まだ来庁をお待ちする時間です。遅れると連絡があった方は、その分だけ長く待ちます。"
    ),
    "not-an-old-card": N_(
        "リーダーにマイナンバーカードがありません。旧カードを置いてから、もう一度押してください。"
    ),
    "old-card-office-away": N_("事務所につながりません。予約番号で列から選んで受付してください。"),
    "old-card-unknown": N_(
        "このカードに代わる新しいカードの記録がありません。予約番号か通知番号で受付してください。"
    ),
    "no-appointment": N_("この方には予約がありません。予約のない方として受付してください。"),
    "other-day": N_("この方の予約は今日ではありません。"),
    "other-venue": N_("この方の予約は、ほかの会場のものです。"),
    "check-in-early": N_(
        "予約の時刻までまだ間があります。近くなったら、もう一度カードを置いてください。"
    ),
    "party-unknown": N_(
        "事務所につながらず、この方の情報がまだありません。つながるのを待つか、別の方を呼んでください。"
    ),
    "documents-fall-short": N_("書類が足りません。下の「あと必要なもの」を見てください。"),
    "documents-suffice": N_("書類は足りています。本人確認を確定できます。"),
    "situation-does-not-fit": N_("来庁した人の選び方が、この方の年齢に合いません。"),
    "doubt-open": N_("疑義があります。責任者が決めるまで確定できません。"),
    "no-doubt": N_("疑義は記録されていません。"),
    "four-eyes": N_("別の職員（責任者）の署名が必要です。"),
    "not-a-supervisor": N_("責任者として確認できません。職員番号と暗証番号を確かめてください。"),
    "staff-unknown": N_(
        "事務所にこの職員番号の登録がありません。責任者に知らせ、別の職員で続けてください。"
    ),
    "reason-missing": N_("理由か判断を選んでください。"),
    "sheet-number": N_("封筒の番号が正しくありません。バーコードをもう一度読み取ってください。"),
    "sheets-differ": N_("2回の読み取りで番号が違います。同じ封筒を2回読み取ってください。"),
    "sheet-used": N_("この番号の封筒は、前に受け取っています。新しい封筒を使ってください。"),
    "wrong-pin-kinds": N_("このカードに必要な暗証番号と種類が合いません。"),
    "may-not-be-posted": N_(
        "この条件では郵送できません。窓口交付を選ぶか、確認事項を見直してください。"
    ),
    "not-everybody-settled": N_("まだ終わっていない方がいます。"),
    "no-sealing-key": N_(
        "暗証番号を封じるための鍵がまだありません。事務所につながるのを待ってください。"
    ),
    "nobody-waits": N_("いま呼び出せる方はいません。"),
    "recall-first": N_("来庁なしにする前に、もう一度呼び出してください。"),
    "nothing-proven": N_(
        "途中終了は、本人確認のあとの操作です。待合に戻すか、保留にしてください。"
    ),
    "nothing-to-undo": N_("直前の操作は取り消せません。"),
    "undo-too-late": N_("取り消せるのは10秒以内です。記録はそのまま残っています。"),
    "not-ended": N_("まだ記録されていない時刻は直せません。"),
    "time-out-of-order": N_(
        "時刻の順番が合いません。開始・終了・いまの順になるように入れてください。"
    ),
    "bad-time": N_("時刻を「14:05」のように入れてください。"),
    "delivery-missing": N_("受渡方法を選んでください。"),
    "situation-missing": N_("来庁した人を選んでください。"),
    "changed-meanwhile": N_("同時に別の操作がありました。画面を見直してください。"),
    "pin-entry-over": N_("入力が終わっているか、取り消されました。"),
    "sign-in-failed": N_(
        "職員番号か暗証番号が違います。続けて間違えると、しばらく使えなくなります。"
    ),
    "passkey-unknown": N_(
        "このパスキーは、窓口端末に登録されていません。職員番号と暗証番号でサインインしてください。"
    ),
    "passkey-refused": N_("このパスキーを確かめられませんでした。もう一度お試しください。"),
    "passkey-too-late": N_("時間がたちました。もう一度はじめからお試しください。"),
    "passkey-known": N_("このパスキーは、すでに登録されています。"),
    "passkey-needs-office": N_(
        "パスキーの登録には事務所との接続が必要です。つながるのを待って、もう一度お試しください。"
    ),
    "too-many-passkeys": N_(
        "登録できるパスキーは10個までです。管理者に、使わないものを消してもらってください。"
    ),
    "called-elsewhere": N_("この来庁は、別の窓口が先に呼び出しています。"),
    "visit-over": N_("この来庁は、事務所ではすでに終わっています。"),
    "not-called": N_("この来庁は、事務所では呼び出されていません。"),
    "not-this-visit": N_("この方は、事務所の記録では別の来庁の方です。"),
    "card-missing": N_("カードが保管場所で見つかっていません。責任者に知らせてください。"),
    "documents-insufficient": N_("事務所の判定では、書類が足りません。"),
    "not-mailable": N_("事務所の判定では、郵送できません。"),
    "pin-kinds": N_("事務所の記録では、必要な暗証番号の種類が違います。"),
    "other-envelope": N_("この方の暗証番号は、すでに別の封筒で届いています。"),
    "sealed-size": N_("封をした暗証番号が壊れて届きました。もう一度入力が必要です。"),
    "station-mismatch": N_("この端末の名前が、事務所の登録と違います。"),
    "time-in-future": N_("この端末の時計が進んでいます。時刻を合わせてください。"),
    "no-staff-list": N_(
        "事務所から今日の職員名簿がまだ届いていません。つながるのを待ってから、もう一度サインインしてください。"
    ),
    "holder-moved-out": N_("この方は転出しました。このカードは無効です。"),
    "holder-died": N_("このカードの名義人は亡くなったと届け出られています。"),
    "record-deleted": N_("この方の住民票は消除されました。このカードは無効です。"),
    "number-changed": N_("この方の番号が変わりました。このカードは無効です。"),
    "application-withdrawn": N_("この方は申請を取り下げました。このカードは無効です。"),
    "time-long-past": N_("この端末の時計が大きく遅れています。時刻を合わせてください。"),
    "journal-unwritable": N_(
        "この端末に記録できません（空き容量がないか、ディスクの故障です）。"
        "いまの操作は記録されていません。責任者に知らせ、空きを作ってからもう一度してください。"
    ),
    "not-found": N_("事務所に、この来庁の記録がありません。"),
    "refused": N_("事務所が受け付けませんでした。"),
    "document-pin-not-given": N_("書類の暗証番号は入力されませんでした。回数は減っていません。"),
}

UNREACHED: Final[Mapping[str, str]] = {
    "office-unreachable": N_("事務所につながりません"),
    "office-rejects-station": N_("事務所がこの端末を認めていません"),
    "office-failing": N_("事務所の側でエラーが起きています"),
    "office-key-unusable": N_("事務所から届いた鍵が使えません"),
}
UNREACHED_OTHERWISE: Final = N_("事務所との通信に問題があります")

SITUATIONS: Final[Mapping[Situation, str]] = {
    Situation.SELF_N: N_("本人・通知書あり"),
    Situation.SELF_X: N_("本人・通知書なし"),
    Situation.U15_BOTH: N_("15歳未満＋法定代理人"),
    Situation.GUARDIAN: N_("本人＋後見人など"),
    Situation.AGENT_ANY: N_("任意代理人のみ"),
    Situation.AGENT_LEGAL: N_("法定代理人のみ"),
    Situation.AGENT_INFANT: N_("1歳未満・代理人のみ"),
    Situation.AGENT_GUARDIAN: N_("後見人などのみ"),
}
NEEDS: Final[Mapping[Need, str]] = {
    Need.NOTICE: N_("通知書"),
    Need.APPLICANT: N_("本人であること"),
    Need.REPRESENTATIVE: N_("代理人であること"),
    Need.AUTHORITY: N_("代理の権限"),
    Need.REASON: N_("来られない理由"),
}
LOOKS: Final[Mapping[Look, str]] = {
    Look.EXPIRY: N_("有効期限"),
    Look.ISSUED_FROM_2012: N_("平成24年4月1日以降の発行"),
    Look.ISSUED_LATELY: N_("3か月以内の発行"),
}
DOUBTS: Final[Mapping[DoubtReason, str]] = {
    DoubtReason.PHOTO_DIFFERS: N_("写真と顔が違って見える"),
    DoubtReason.DOCUMENT_SUSPECT: N_("書類が改ざん・偽造に見える"),
    DoubtReason.DETAILS_DIFFER: N_("書類と記録の内容が合わない"),
    DoubtReason.AUTHORITY_UNCLEAR: N_("代理の権限がはっきりしない"),
    DoubtReason.ANSWERS_DO_NOT_FIT: N_("質問への答えが記録と合わない"),
}
EXTRAS: Final[Mapping[ExtraReason, str]] = {
    ExtraReason.PHOTO_UNCLEAR: N_("写真が古い・不鮮明"),
    ExtraReason.DOCUMENT_DAMAGED: N_("書類が傷んでいる"),
    ExtraReason.DETAILS_DIFFER: N_("記載が記録と違う"),
    ExtraReason.OFFICE_POLICY: N_("課の取り決め"),
}
TURNED_AWAY: Final[Mapping[TurnedAwayReason, str]] = {
    TurnedAwayReason.NOT_THE_HOLDER: N_("本人と認めない"),
    TurnedAwayReason.DOCUMENT_REFUSED: N_("書類を真正と認めない"),
    TurnedAwayReason.AUTHORITY_NOT_SHOWN: N_("代理権を認めない"),
    TurnedAwayReason.INQUIRY_BY_MAIL: N_("照会書を郵送して確かめる"),
}
ATTRIBUTES: Final[Mapping[Attribute, str]] = {
    Attribute.NAME: N_("氏名"),
    Attribute.KANA: N_("フリガナ"),
    Attribute.BIRTH: N_("生年月日"),
    Attribute.ADDRESS: N_("住所"),
}
LIKENESS: Final[Mapping[Likeness, str]] = {
    Likeness.SAME: N_("○ 同じ"),
    Likeness.DIFFERS: N_("◆ 違う"),
    Likeness.ABSENT: N_("・ 比べられない"),
}
SIGNATURES: Final[Mapping[ChipSignature, str]] = {
    ChipSignature.VERIFIED: N_("署名 ○ 確認済み"),
    ChipSignature.NOT_VERIFIED: N_("署名 未確認"),
    ChipSignature.FAILED: N_("署名 ▲ 合わない"),
    ChipSignature.ABSENT: N_("署名なし"),
}
HOLDERS: Final[Mapping[Holder, str]] = {
    Holder.APPLICANT: N_("本人"),
    Holder.REPRESENTATIVE: N_("代理人"),
}
TIERS: Final[Mapping[DocumentTier, str]] = {
    DocumentTier.A: N_("A書類"),
    DocumentTier.B: N_("B書類"),
    DocumentTier.PAPER: N_("ほかの書類"),
}
STAGES: Final[Mapping[str, tuple[str, str]]] = {
    Stage.UNKNOWN.value: (N_("予約"), ""),
    Stage.EXPECTED.value: (N_("予約"), ""),
    Stage.WAITING.value: (N_("受付済み"), "ok"),
    Stage.AT_COUNTER.value: (N_("対応中"), "busy"),
    "called": (N_("他窓口"), "busy"),
    Stage.HELD.value: (N_("保留"), "warn"),
    Stage.BROKEN_OFF.value: (N_("途中終了"), ""),
    Stage.FINISHED.value: (N_("完了"), ""),
    Stage.NO_SHOW.value: (N_("来庁なし"), "warn"),
}
"""Words, and the kind of status they are."""
STEPS: Final[Mapping[Step, str]] = {
    Step.IDENTITY: N_("本人確認"),
    Step.PINS: N_("暗証番号"),
    Step.DELIVERY: N_("受渡方法"),
    Step.SETTLED: N_("済み"),
    Step.TURNED_AWAY: N_("書類不足"),
}
TRAVELS: Final[Mapping[Travel, str]] = {
    Travel.REGISTERED_MAIL: N_("簡易書留で郵送"),
    Travel.ADDRESSEE_ONLY_MAIL: N_("本人限定受取で郵送"),
    Travel.COUNTER: N_("窓口で交付"),
}
DECLARATIONS: Final[Mapping[Declaration, str]] = {
    Declaration.APPEARED_IN_PERSON: N_("本人が来庁している"),
    Declaration.NO_CHANGE_EXPECTED: N_("2〜3か月以内に住所・氏名が変わる予定がない"),
    Declaration.NO_FORWARDING: N_("郵便の転送届を出していない"),
    Declaration.CAN_RECEIVE: N_("自宅で書留を受け取れる"),
    Declaration.ACCEPTS_PIN_SETTING: N_("職員が暗証番号を設定することに同意した"),
    Declaration.OLD_CARD_RETURNED: N_("古いカード・通知カードを返納した（または持っていない）"),
}
ADDRESS_DIFFERS: Final = N_("チップの住所が記録と違います。どちらかが直るまで郵送できません。")
NOT_IN_PERSON: Final = N_("本人が来ていません。郵送は本人が来たときだけです。")
NOT_YET_ASKED: Final = N_("まだ確かめていません：%(what)s")
POSTING_NEEDS: Final = N_("郵送に要る書類: %(ways)s。")
POSTING_BETWEEN: Final = N_("、または")
POSTING_WAYS: Final[Mapping[str, str]] = {
    "MAIL/A1-CHIP": N_("ICチップを本人の暗証番号で確かめたA書類1点"),
    "MAIL/A2": N_("A書類2点"),
    "MAIL/A1B1": N_("A書類1点とB書類1点"),
    "MAIL/N1B2": N_("通知カードとB書類2点"),
}
CHIPS: Final = CHIP_KINDS
READER: Final[Mapping[ReaderState, tuple[str, str]]] = {
    ReaderState.OFF: (N_("カードリーダーなしで動いています"), ""),
    ReaderState.SERVICE_DOWN: (N_("カードリーダーのサービスが止まっています"), "bad"),
    ReaderState.NO_READER: (N_("カードリーダーをつないでください"), "bad"),
    ReaderState.EMPTY: (N_("カードを置いてください"), ""),
    ReaderState.READING: (N_("読み取り中。カードを動かさないでください"), "busy"),
    ReaderState.READ: (N_("カードを読み取りました"), "ok"),
    ReaderState.OTHER_CARD: (N_("ここで読み取るカードではありません"), "warn"),
    ReaderState.PHONE: (N_("スマートフォンです。カードそのものを置いてください"), "warn"),
    ReaderState.MUTE: (N_("カードとして応答しません。1枚だけ、向きを変えて置いてください"), "warn"),
    ReaderState.REMOVED: (N_("途中でカードが離れました。もう一度置いてください"), "warn"),
    ReaderState.TWO_CARDS: (N_("カードが2枚あります。1枚だけにしてください"), "warn"),
    ReaderState.BUSY: (N_("別のプログラムがカードを使っています"), "warn"),
    ReaderState.FAILED: (N_("読み取れません。置きなおしてください"), "warn"),
    ReaderState.STUCK: (N_("カードリーダーが応答しません。カードを離してください"), "bad"),
}
CONFLICT_ACTS: Final[Mapping[str, str]] = {
    "called-elsewhere": N_(
        "その窓口で対応しています。この方をその窓口へ案内するか、待合に戻ってもらってください。"
    ),
    "visit-over": N_(
        "来庁が終わった扱いになった理由を責任者に確かめ、この方がまだいるなら予約なしで受付し直してください。"
    ),
    "not-called": N_("待合に戻された扱いです。責任者に確かめてから、もう一度呼び出してください。"),
    "holder-moved-out": N_(
        "このカードは渡せません。責任者に知らせ、この方には転出先の市区町村で手続きするよう案内してください。"
        "預かった暗証番号は使われずに破棄されます。"
    ),
    "holder-died": N_(
        "このカードの手続きは止まります。目の前の方に何か言う前に、責任者に知らせてください。"
    ),
    "record-deleted": N_(
        "このカードは渡せません。何か言う前に、責任者に知らせてください。"
        "預かった暗証番号は使われずに破棄されます。"
    ),
    "number-changed": N_(
        "このカードは渡せません。責任者に知らせ、この方には新しい番号のカードを申請するよう案内してください。"
        "預かった暗証番号は使われずに破棄されます。"
    ),
    "application-withdrawn": N_(
        "このカードは渡せません。責任者に知らせ、やはり必要なときは新しく申請するよう案内してください。"
        "預かった暗証番号は使われずに破棄されます。"
    ),
    "card-missing": N_(
        "カードが見つかるまで先に進めません。責任者に知らせ、この方には見つかりしだい連絡すると伝えてください。"
    ),
    "other-envelope": N_(
        "先に届いた暗証番号が有効です。この端末の分は破棄されます。この方に、どちらの番号を使うか確かめてください。"
    ),
    "wrong-stage": N_(
        "事務所ではこの方の手続きが別のところまで進んでいます。責任者と事務所の画面で確かめてください。"
    ),
    "not-this-visit": N_("この方の予約は移されています。責任者と事務所の画面で確かめてください。"),
    "not-found": N_(
        "予約が取り消されたか、別の日に移されています。責任者に確かめ、必要なら予約なしで受付してください。"
    ),
    "documents-insufficient": N_(
        "事務所の規則では本人確認が済んでいません。この方に連絡し、不足の書類を持ってもう一度来てもらってください。"
    ),
    "not-mailable": N_("郵送せず、窓口で渡すことになります。この方に連絡してください。"),
    "sheet-used": N_(
        "封筒は開けずに責任者へ渡してください。この方がまだ窓口にいるなら、「確認しました」を押すと"
        "暗証番号の手順に戻ります。新しい封筒に入れ直してもらい、受渡方法も選び直してください。"
        "もう帰られたなら、事務所の「案件」で来庁を途中で終えたことにし、もう一度予約してもらってください。"
    ),
    "time-in-future": N_("この端末の時計を直し、責任者に記録し直してもらってください。"),
    "time-long-past": N_("この端末の時計を直し、責任者に記録し直してもらってください。"),
    "refused": N_("責任者に知らせ、この方の手続きを事務所の画面で確かめてください。"),
}
"""What a clerk does about a step that the office did not take."""

KINDS_OF_FACT: Final[Mapping[str, str]] = {
    "ClerkSignedIn": N_("サインインの記録"),
    "ClerkSignedOut": N_("サインアウトの記録"),
    "SignInLocked": N_("サインイン停止の記録"),
    "ClockMeasured": N_("時計のずれの記録"),
    "ReadersNoted": N_("リーダーの状態の記録"),
    "PartyArrived": N_("受付"),
    "PartyCalled": N_("呼出"),
    "IdentityVerified": N_("本人確認"),
    "ExtraDocumentAsked": N_("追加書類"),
    "IdentityDoubted": N_("疑義"),
    "IdentityRefused": N_("不受理"),
    "DocumentsInsufficient": N_("書類不足"),
    "PinsSealed": N_("暗証番号"),
    "PinSheetSealed": N_("暗証番号の封筒"),
    "PinlessChosen": N_("顔認証カード"),
    "DeliveryChosen": N_("受渡方法"),
    "VisitFinished": N_("完了"),
    "PartyDidNotCome": N_("来庁なし"),
    "VisitCalledOff": N_("待合に戻す"),
    "PartyRecalled": N_("もう一度呼ぶ"),
    "PartyHeld": N_("保留"),
    "PartyReturned": N_("保留から戻す"),
    "PartyTransferred": N_("引継ぎ"),
    "PriorityGiven": N_("優先"),
    "PartyCame": N_("来庁の検知"),
    "ConsultantCalled": N_("相談員を呼ぶ"),
    "VisitBrokenOff": N_("途中終了"),
    "StepUndone": N_("取消"),
    "TimeCorrected": N_("時刻の訂正"),
    "VisitMeasured": N_("入力時間"),
}
