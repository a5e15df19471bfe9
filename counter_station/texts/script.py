"""言い方: what a clerk may say at each step, short and the same for everybody."""

from collections.abc import Mapping
from typing import Final

from counter_station.texts import N_
from counter_station.visit.line_facts import FiveSteps

SCRIPT: Final[Mapping[FiveSteps, tuple[str, ...]]] = {
    FiveSteps.CALL: (N_("お待たせしました。番号札の方、こちらへどうぞ。"),),
    FiveSteps.IDENTITY: (
        N_("お待たせしました。本人確認の書類を拝見します。"),
        N_("お名前と生年月日を、画面ではなく書類で確かめます。書いていただくものはありません。"),
        N_(
            "（足りないとき）今日は受け取りまで進めません。次に必要な書類は、この紙に書いてあります。"
        ),
    ),
    FiveSteps.PINS: (
        N_("暗証番号を、そちらの画面でご自分で決めて、2回ずつ入力してください。"),
        N_("数字4けたの3つは、同じ番号でもかまいません。生年月日や続き番号は避けてください。"),
        N_("職員からは見えません。ゆっくりで大丈夫です。"),
    ),
    FiveSteps.DELIVERY: (
        N_("カードは後日、ご自宅に書留でお届けします。転送届は出していませんか。"),
        N_("2〜3か月のうちに、引っ越しや氏名の変更の予定はありますか。"),
    ),
    FiveSteps.DONE: (
        N_("手続きは終わりです。書類をお返しします。お忘れ物はありませんか。"),
        N_("カードのようすは、控えのQRコードからいつでも見られます。"),
    ),
}
