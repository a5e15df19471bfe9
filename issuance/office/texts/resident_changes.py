"""Words of changes in the resident record, and of what follows from them."""

from typing import Final

from issuance.intake.changes_preview import Effect
from issuance.intake.resident_changes import Change
from issuance.office.texts import N_

CHANGES: Final = {
    Change.MOVED_OUT: N_("転出"),
    Change.DIED: N_("死亡"),
    Change.RECORD_DELETED: N_("職権消除"),
    Change.NUMBER_CHANGED: N_("番号の変更"),
    Change.ADDRESS: N_("転居"),
    Change.NAME: N_("氏名変更"),
    Change.PERIOD_OF_STAY: N_("在留期間変更"),
    Change.SUSPENDED: N_("一時停止"),
    Change.FORWARDING: N_("郵便の転送"),
}
EFFECTS: Final = {
    Effect.VOIDS: (N_("案件を無効にします"), "bad"),
    Effect.BARS_POSTING: (N_("郵送を止め、窓口での受け取りにします"), "warn"),
    Effect.RECORD_ONLY: (N_("氏名・住所だけを直します"), "busy"),
    Effect.KNOWN: (N_("もう記録してあります"), "ok"),
    Effect.NOT_YET: (N_("まだ来ていない日です。その日に取り込んでください"), ""),
    Effect.NO_CASE: (N_("この申請書IDの案件はありません"), ""),
    Effect.REFUSED: (N_("今の段階では取り込めません"), "warn"),
}
COLUMNS: Final = {
    "application_id": N_("申請書ID"),
    "change": N_("異動事由"),
    "on": N_("異動日"),
    "postcode": N_("郵便番号"),
    "address": N_("住所"),
    "name": N_("氏名"),
    "name_kana": N_("フリガナ"),
}
WHY_NOT: Final = {
    "day-in-future": N_("まだ来ていない日付です。日付を確かめてください。"),
    "duplicate": N_("同じものが前の行にもあります。"),
    "not-23-digits": N_("23けたの数字ではありません。"),
    "number-spoiled-by-spreadsheet": N_("表計算ソフトで数字が壊れています。"),
    "not-wanted": N_("この異動では空にしてください。"),
    "not-kana": N_("かなではない文字が入っています。"),
    "too-long": N_("長すぎます。"),
    "postcode-not-read": N_("郵便番号が読めません。"),
}
"""What a file of the post cannot have wrong."""
