"""The board's words for measures, rooms and states."""

from typing import Final

from issuance.measures.counters import CounterState, Pace
from issuance.measures.rooms import Room, Why
from issuance.measures.visits import Measure
from issuance.office.texts import N_
from issuance.release.card import CardStatus
from issuance.visits.outages import System

WEEKDAYS: Final = (
    *(N_("月曜"), N_("火曜"), N_("水曜"), N_("木曜"), N_("金曜"), N_("土曜"), N_("日曜")),
)
FORGOTTEN_PAPERS: Final = {
    "issuance-notice": N_("交付通知書（はがき）"),
    "family-register": N_("戸籍謄本など"),
    "representation-on-record": N_("親権などの確認できる書類"),
    "guardianship-certificate": N_("登記事項証明書（成年後見）"),
    "power-of-attorney": N_("委任状"),
    "reason-proof": N_("来られない理由の証明"),
}
"""Papers by the value of their kind; what proves who somebody is goes by tier (A, B)."""
MEASURES: Final = {
    Measure.WAIT: N_("受付→呼出し"),
    Measure.IDENTITY: N_("呼出し→本人確認"),
    Measure.PINS: N_("本人確認→暗証番号"),
    Measure.DELIVERY: N_("暗証番号→受渡方法"),
    Measure.CLOSING: N_("受渡方法→終了"),
    Measure.CYCLE: N_("窓口の所要時間（呼出し→終了）"),
    Measure.STAY: N_("滞在時間（受付→終了）"),
}
ROOMS: Final = {
    Room.COUNTER: N_("窓口（組）"),
    Room.PIN_DESK: N_("暗証番号設定（枚）"),
    Room.SEALING: N_("封入（枚）"),
}
LIST_OF_ROOM: Final = {
    Room.COUNTER: "/appointments",
    Room.PIN_DESK: "/cases?list=awaiting-pins",
    Room.SEALING: "/cases?list=ready-to-go",
}
WHY: Final = {
    Why.NOTHING_WAITS: N_("どこにも待ちはありません。"),
    Why.STANDS_STILL: N_(
        "%(room)s が止まっています：%(waiting)s 件が待ち、直近1時間の処理は0件です。"
    ),
    Why.SLOWEST: N_(
        "%(room)s：%(waiting)s 件が待ち、直近1時間の処理は %(done)s 件。"
        "今の速さで約 %(minutes)s 分かかります。"
    ),
}
STATES: Final = {
    CounterState.SERVING: N_("対応中"),
    CounterState.IDLE: N_("空き"),
    CounterState.AWAY: N_("不在"),
}
LOOK_OF_STATE: Final = {CounterState.SERVING: "busy", CounterState.IDLE: "ok"}
PACES: Final = {
    Pace.FINE: "",
    Pace.SOON_TEN: N_("もうすぐ10分"),
    Pace.OVER_TEN: N_("10分を超過"),
}
SYSTEMS: Final = {
    System.JLIS: N_("J-LIS（カード管理システム）"),
    System.RESIDENT_RECORD: N_("住民記録システム"),
}
PUBLIC: Final = {
    CardStatus.IDENTITY_DONE.value: N_("本人確認が終わりました"),
    CardStatus.IN_SETTING.value: N_("カードの設定をしています"),
    CardStatus.READY_TO_GO.value: N_("まもなく送ります"),
    CardStatus.POSTED.value: N_("送りました"),
    CardStatus.DELIVERED.value: N_("届きました"),
    CardStatus.RETURNED.value: N_("戻ってきました"),
    CardStatus.TO_COLLECT.value: N_("窓口で受け取れます"),
    CardStatus.HANDED_OVER.value: N_("お渡ししました"),
    CardStatus.DELAYED.value: N_("確認に時間がかかっています"),
    CardStatus.STOPPED.value: N_("手続きが止まっています"),
}
"""What booking was told of a card; the site says it in the resident's own language."""
