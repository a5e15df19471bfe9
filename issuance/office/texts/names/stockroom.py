"""The words of the stockroom: what a scan turned out to be, and what to do about it now."""

from typing import Final

from issuance.office.texts import N_

BOX_SCANS: Final = {
    "taken": ("ok", N_("読み取りました。"), ""),
    "again": ("warn", N_("もう読み取ったカードです。"), N_("数は変わりません。続けてください。")),
    "unlisted": (
        "bad",
        N_("どの発送一覧にもないカードです。"),
        N_("隔離場所に別に置いて、責任者に知らせてください。責任者がJ-LISに確かめます。"),
    ),
    "other-box": (
        "bad",
        N_("別の箱のカードです。"),
        N_("隔離場所に別に置いてください。その箱を開けたときに、もう一度読み取ります。"),
    ),
}
"""By `issuance.custody.boxes.Outcome`: look, what it is, what to do."""

MOVES: Final = {
    "moved": ("ok", N_("移しました。"), ""),
    "there": ("warn", N_("もうこの場所にあるカードです。"), N_("続けてください。")),
    "found": (
        "ok",
        N_("さがしていたカードです。見つかったことを記録しました。"),
        N_("所在不明の一覧から消えました。"),
    ),
    "undone": ("warn", N_("取り消しました。カードを元の場所に戻してください。"), ""),
}
"""By `issuance.application.custody.MoveOutcome`."""

COUNTS: Final = {
    "right": ("ok", N_("数えました。"), ""),
    "elsewhere": (
        "warn",
        N_("別の場所にあるはずのカードです。数えました。"),
        N_("動かさずに続けてください。棚卸しを閉じたあと、2人で直します。"),
    ),
    "unexpected": (
        "bad",
        N_("ここにないはずのカードです。数えました。"),
        N_("隔離場所に置いて、責任者に知らせてください。"),
    ),
    "again": ("warn", N_("もう数えたカードです。"), N_("数は変わりません。続けてください。")),
    "undone": ("warn", N_("取り消しました。"), ""),
}
"""By `issuance.custody.stocktake.Counted`."""

COUNTED: Final = {
    "right": N_("合っている"),
    "elsewhere": N_("別の場所"),
    "unexpected": N_("ないはずのカード"),
}
PICKS: Final = {
    "picked": ("ok", N_("取り出しました。"), ""),
    "there": ("warn", N_("もう取り出したカードです。"), N_("続けてください。")),
    "found": MOVES["found"],
    "not-on-list": (
        "bad",
        N_("この日の一覧にないカードです。"),
        N_("移していません。元の場所に戻してください。"),
    ),
}
FINDINGS: Final = {
    "unlisted": (N_("一覧にないカード"), N_("J-LISに確かめ、送り返すか、一覧の訂正を受けます。")),
    "other-box": (N_("別の箱のカード"), N_("隔離場所に置き、その箱を開けるときに読み取ります。")),
    "not-found": (
        N_("一覧にあり、箱にないカード"),
        N_("箱と机の周りをもう一度さがし、なければJ-LISに確かめます。箱は捨てません。"),
    ),
}
SETTLEMENTS: Final = {
    "list-corrected": N_("J-LISが一覧を訂正した"),
    "sent-back": N_("J-LISに送り返した"),
    "scanned": N_("読み取った"),
}
DEFECTS: Final = {
    "damaged": N_("傷・折れ"),
    "misprinted": N_("印字の誤り"),
    "dead-chip": N_("ICチップの不良"),
}
PLACES: Final = {
    "quarantine": N_("隔離場所"),
    "pick-tray": N_("取り出し箱"),
}
PLACE_KINDS: Final = {
    "shelf": N_("棚"),
    "quarantine": N_("隔離場所"),
}
FACTS: Final = {
    "case.arrival-undone": N_("カードの読み取りを取り消した"),
    "case.card-defective": N_("カードに不良があった"),
    "case.remake-requested": N_("カードをJ-LISに送り返し、作り直しを頼んだ"),
}
DONE: Final = {
    "scan-undone": N_("読み取りを取り消しました。カードを箱に戻してください。"),
    "not-found-noted": N_("箱にないカードを記録しました。箱は捨てないでください。"),
    "settled": N_("相違の解決を記録しました。"),
    "disposed": N_("箱の廃棄を記録しました。"),
    "defect-noted": N_("不良を記録しました。カードを隔離場所に置いてください。"),
    "remake-requested": N_("作り直しの依頼を記録しました。新しいカードを待ちます。"),
    "place-added": N_("場所を登録しました。"),
    "place-retired": N_("場所をなくしました。"),
    "stocktake-opened": N_("棚卸しを始めました。場所ごとに読み取ってください。"),
    "stocktake-closed": N_("棚卸しを閉じました。見つからないカードは所在不明の一覧に入りました。"),
    "stocktake-corrected": N_("2人で直したことを記録しました。"),
}
REFUSALS: Final = {
    "box-not-closed": N_("この箱はまだ閉じていません。数が合って閉じるまで、捨てないでください。"),
    "card-defective": N_("このカードには不良があります。作り直しを頼んでください。"),
    "lies-elsewhere": N_(
        "このカードの記録上の場所は「%(place)s」です。移していません。どちらが正しいか確かめてください。"
    ),
    "not-a-card": N_("カードの製造番号（15けた）ではありません。カードを読み取ってください。"),
    "not-in-custody": N_(
        "このカードは、この事務所にあると記録されていません。隔離場所に置いて、責任者に知らせてください。"
    ),
    "not-scanned": N_("この読み取りは取り消せません。案件が先へ進んでいます。"),
    "nothing-to-settle": N_("このカードに、そのように解決する相違はありません。"),
    "place-code": N_("場所の記号は、英大文字・数字・ハイフンで20文字まで、位置は500までです。"),
    "place-in-use": N_("この場所にはカードがあります。先に移してください。"),
    "place-taken": N_("この位置には別のカードがあります。別の位置にしてください。"),
    "place-unknown": N_("その場所は登録されていません。場所のラベルを読み取ってください。"),
    "not-different": N_("直すところがありません。"),
    "place-not-counted": N_("この棚卸しは、その場所を数えません。"),
    "stocktake-closed": N_("この棚卸しは閉じています。"),
    "stocktake-open": N_("この棚卸しはまだ数えています。先に閉じてください。"),
    "void-card-stays": N_("失効したカードです。廃棄待ちか隔離場所のほかには移せません。"),
}
