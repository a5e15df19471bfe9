"""The words of alerts, on the page and in mails. They name nobody."""

from typing import Final

from issuance.alerts.rules import AlertKind
from issuance.office.texts import N_

ALERTS: Final = {
    AlertKind.WAITING: N_("いちばん長い待ち時間"),
    AlertKind.MISSING_CARDS: N_("所在不明のカード"),
    AlertKind.OLD_SEALED_PINS: N_("いちばん古い封印済み暗証番号・依頼書"),
    AlertKind.RETURNED_MAIL: N_("返戻の割合（30日）"),
    AlertKind.TABLES_STALE: N_("画面への反映の遅れ"),
    AlertKind.JLIS_AWAY: N_("J-LISの停止"),
    AlertKind.BOOKING_STUCK: N_("予約サイトとのやり取りの停止"),
}
UNITS: Final = {
    AlertKind.WAITING: N_("%(n)s分"),
    AlertKind.MISSING_CARDS: N_("%(n)s枚"),
    AlertKind.OLD_SEALED_PINS: N_("%(n)s日"),
    AlertKind.RETURNED_MAIL: N_("%(n)sパーセント"),
    AlertKind.TABLES_STALE: N_("%(n)s分"),
    AlertKind.JLIS_AWAY: N_("%(n)s分"),
    AlertKind.BOOKING_STUCK: N_("%(n)s分"),
}
