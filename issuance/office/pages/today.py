"""今日: what needs a person first, then the day's figures; each number leads to its list."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from litestar import get
from litestar.di import NamedDependency

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.pin_alarm import pin_alarms
from issuance.office.staff import roles
from issuance.office.texts import N_
from issuance.read_models.queries_today import VisitFigures

_MISSING: Final = "/missing"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of the board. `path` is the list behind it, "" where there is none."""

    label: str
    value: str
    path: str = ""
    kind: str = ""
    unit: str = ""


@get("/", opt=staff_with(roles.EVERYBODY))
async def show(desk: NamedDependency[Desk]) -> Page:
    today = desk.queries.today
    happened, standing, booked, visits, age = await asyncio.gather(
        today.happened(desk.today),
        today.standing(),
        today.booked(desk.today),
        today.visits(desk.today),
        today.age(),
    )
    return desk.page(
        "today.html",
        exceptions=await _exceptions(desk, standing),
        day=_day(happened, booked, visits),
        stock=_stock(standing),
        visits=visits,
        age=age,
    )


async def _exceptions(desk: Desk, standing: dict[str, int]) -> list[Figure]:
    """What does not go on by itself; nothing is shown for a count of zero."""
    today, days = desk.queries.today, desk.office.settings.sealed_pins_warn_days
    old_pins = await today.sealed_pins(desk.now - timedelta(days=days))
    kept = desk.now - timedelta(days=days)
    old_sheets = await desk.queries.sheets.count_before(kept)
    second = await desk.queries.cases.count_second_notice_due(desk.today)
    due = await desk.queries.contacts.due(desk.today)
    reaches = desk.staff.has_any(roles.CONTACTS)
    unreached = await desk.queries.cases.count_unreached()
    again = await desk.queries.cases.count_asked_again()
    many_pins, old_key = await pin_alarms(desk)
    ending = standing.get("void", 0) + standing.get("unclaimed", 0)
    uncertain, returned = standing.get("uncertain", 0), standing.get("returned", 0)
    owed = await desk.queries.mail.count_owed()
    counted = [
        (N_("郵便事故の手当て"), owed, "/returns", "bad"),
        (N_("所在不明のカード"), await desk.queries.stock.count_searched_for(), _MISSING, "bad"),
        (N_("設定の結果が分からないカード"), uncertain, "/cases?list=uncertain", "bad"),
        (N_("長く残っている封印済み暗証番号"), old_pins, "/cases?list=old-pins", "bad"),
        (N_("多すぎる封印済み暗証番号"), many_pins, "/pin-setting", "bad"),
        (N_("交代の時期を過ぎた封印の鍵（日）"), old_key, "/pin-setting", "warn"),
        (N_("期限切れ：再来庁のご連絡が必要な方"), again, "/cases?list=asked-again", "bad"),
        (N_("長く廃棄していない依頼書"), old_sheets, "/pin-sheets", "bad"),
        (N_("返戻された封筒"), returned, "/cases?list=returned", "warn"),
        (N_("廃棄を待つカード"), ending, "/destruction", "warn"),
        (N_("メールが届かない予約"), unreached, "/cases?list=unreached", "warn"),
        (N_("期限を過ぎ、2回目の通知を待つ方"), second, "/notices", "warn"),
        (N_("箱と一覧の相違"), await desk.queries.custody.count_findings(), "/boxes", "bad"),
        (N_("返戻された通知"), due.returned, "/notices/returned" if reaches else "", "warn"),
        (N_("電話がけ"), due.calls, "/notices/calls" if reaches else "", "warn"),
        (N_("開けたままの箱"), await today.open_boxes(), "/boxes", "warn"),
    ]
    return [
        Figure(label=label, value=str(n), path=path, kind=kind)
        for label, n, path, kind in counted
        if n
    ]


def _day(happened: dict[str, int], booked: int, visits: VisitFigures) -> list[Figure]:
    def facts(topic: str) -> str:
        return str(happened.get(topic, 0))

    parties = (
        (N_("予約（人）"), str(booked)),
        (N_("来庁（組）"), str(visits.arrived)),
        (N_("呼出し（組）"), str(visits.called)),
        (N_("終了（組）"), str(visits.finished)),
        (N_("来庁なし（人）"), facts("case.no-show-recorded")),
    )
    return [
        *(Figure(label=label, value=n, path="/appointments") for label, n in parties),
        Figure(label=N_("届いたカード"), value=facts("case.card-arrived"), path="/setup"),
        Figure(label=N_("送った通知"), value=facts("case.notice-sent"), path="/notices"),
    ]


def _stock(standing: dict[str, int]) -> list[Figure]:
    lists = (
        (N_("通知を待つ（保管中）"), "stored"),
        (N_("暗証番号設定待ち"), "awaiting-pins"),
        (N_("封入待ち"), "ready-to-go"),
        (N_("差出し待ち"), "sealed"),
        (N_("配達中"), "posted"),
        (N_("配達済"), "delivered"),
        (N_("窓口交付済"), "handed-over"),
    )
    return [
        Figure(label=label, value=str(standing.get(stage, 0)), path=f"/cases?list={stage}")
        for label, stage in lists
    ]


HANDLERS = (show,)
