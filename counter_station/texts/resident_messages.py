"""What the resident's screen says for each code; in eight languages (see `residents`)."""

from collections.abc import Mapping
from typing import Final

from counter_station.screens.document_pin import DocumentPin
from counter_station.texts import N_
from counter_station.visit.people import Travel
from issuance.pins.formats import Weakness
from issuance.pins.kinds import PinKind

TROUBLES: Final[Mapping[str, str]] = {
    "pin-format": N_("決まりに合っていません。もう一度入れてください。"),
    "pins-differ": N_("2回の入力が同じではありません。はじめからもう一度入れてください。"),
    "pairing-failed": N_("コードが違います。職員に確認してください。"),
    "time-over": N_("時間がたったので、入れた番号を消しました。もう一度はじめから入れてください。"),
}
PIN_KINDS: Final[Mapping[PinKind, str]] = {
    PinKind.AUTHENTICATION: N_("利用者証明用"),
    PinKind.RESIDENT_REGISTER: N_("住民基本台帳用"),
    PinKind.CARD_INFO_INPUT: N_("券面事項入力補助用"),
    PinKind.SIGNATURE: N_("署名用パスワード"),
}
USES: Final[Mapping[PinKind, str]] = {
    PinKind.AUTHENTICATION: N_("コンビニでの証明書やマイナポータルなどに使います。"),
    PinKind.RESIDENT_REGISTER: N_("引っこしなどのとき、区役所の窓口で使います。"),
    PinKind.CARD_INFO_INPUT: N_("名前や住所をカードから読み取るときに使います。"),
    PinKind.SIGNATURE: N_("インターネットで申請や契約をするときに使います。"),
}
WEAKNESSES: Final[Mapping[Weakness, str]] = {
    Weakness.BIRTH_DATE: N_("生年月日から推測できます。"),
    Weakness.REPEATED: N_("同じ文字のくり返しです。"),
    Weakness.SEQUENCE: N_("続き番号です。"),
}
DOCUMENT_PINS: Final[Mapping[DocumentPin, str]] = {
    DocumentPin.MY_NUMBER: N_("マイナンバーカードの暗証番号（券面事項入力補助用）"),
    DocumentPin.LICENCE_1: N_("運転免許証の暗証番号1"),
    DocumentPin.LICENCE_2: N_("運転免許証の暗証番号2"),
}
TRAVELS: Final[Mapping[Travel, str]] = {
    Travel.REGISTERED_MAIL: N_("簡易書留の郵便でとどきます。"),
    Travel.ADDRESSEE_ONLY_MAIL: N_("本人限定受取の郵便でとどきます。"),
    Travel.COUNTER: N_("窓口に取りに来てください。"),
}
TRAVEL_NOTES: Final[Mapping[Travel, str]] = {
    Travel.REGISTERED_MAIL: N_(
        "郵便局の人が家まで届けます。受け取るとき、はんこかサインがいります。るすのときは不在票が入り、郵便局が7日間あずかります。"
    ),
    Travel.ADDRESSEE_ONLY_MAIL: N_(
        "はじめに郵便局から知らせが届きます。本人だけが、本人確認書類を見せて受け取れます。"
    ),
    Travel.COUNTER: N_(
        "カードの用意ができたら知らせます。この控えと本人確認書類を持ってきてください。"
    ),
}
NO_FORWARDING: Final = N_("住民票の住所にだけ届きます。転送はされません。")
