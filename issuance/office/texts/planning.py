"""The words of plans, what-ifs and their assumptions."""

from typing import Final

from issuance.office.texts import N_
from issuance.planning.history import Figure
from issuance.planning.plan import Variant

VARIANTS: Final = {
    Variant.AS_NOW: N_("今の決まりのまま"),
    Variant.OWN: N_("入力した計画"),
    Variant.ONE_MORE_COUNTER: N_("窓口を1つ増やす"),
    Variant.SLOTS_OF_NINE: N_("1枠を9分にする"),
    Variant.EVENING: N_("夜間に2時間（窓口は半分）"),
    Variant.OVERBOOKING: N_("提案の超過予約にする"),
}
FIGURES: Final = {
    Figure.AT_COUNTER: N_("窓口での時間（1人あたり平均、分）"),
    Figure.COMING: N_("予約時刻からの来庁（平均、分。負は早い）"),
    Figure.NO_SHOW: N_("来庁しない割合（%%）"),
    Figure.WALK_INS: N_("予約なしの来庁（1日の組数）"),
}
