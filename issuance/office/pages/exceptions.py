"""例外: one list of what needs a hand now, with its age and the way there."""

from datetime import datetime, timedelta
from itertools import groupby

from litestar import get
from litestar.di import NamedDependency

from issuance.alerts.rules import AlertRaised
from issuance.measures.exceptions import ExceptionKind, Found, in_order
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import HANDLING, PLANNING, STOCKROOM
from issuance.office.texts.alerts import ALERTS
from issuance.office.texts.exceptions import KINDS, URGENCIES

_MOST_ALERTS = 500


@get("/exceptions", opt=staff_with(HANDLING))
async def show(desk: NamedDependency[Desk]) -> Page:
    """No name stands here, so looking at it is no view of anybody's data."""
    kept = desk.now - timedelta(days=desk.office.settings.sealed_pins_warn_days)
    found = await desk.queries.exceptions.found(pins_before=kept)
    ordered = in_order([*found, *await _alerts(desk)])
    return desk.page(
        "exceptions.html",
        groups=[
            (URGENCIES[urgency], [(each, _path(desk, each)) for each in group])
            for urgency, group in groupby(ordered, key=lambda each: each.urgency)
        ],
        kinds=KINDS,
        alerts={kind.value: label for kind, label in ALERTS.items()},
        age=_age,
    )


async def _alerts(desk: Desk) -> list[Found]:
    """The alerts that stand raised, each since it was raised last."""
    watch = await desk.issuance.alerts.watch()
    if not watch.raised:
        return []
    told = await desk.issuance.alerts.history(_MOST_ALERTS)
    since: dict[str, datetime] = {}
    for each in told:
        if isinstance(each.fact, AlertRaised):
            since.setdefault(each.fact.kind.value, each.at)
    return [
        Found(kind=ExceptionKind.ALERT, since=since.get(kind.value, desk.now), label=kind.value)
        for kind in watch.raised
    ]


def _path(desk: Desk, found: Found) -> str:
    """Where it is seen to; "" where the viewer's roles open no such page."""
    if found.case_id is not None:
        return f"/cases/{found.case_id}"
    if found.box_id is not None:
        return f"/boxes/{found.box_id}" if desk.staff.has_any(STOCKROOM) else ""
    return "/planning/alerts" if desk.staff.has_any(PLANNING) else ""


def _age(now: datetime, since: datetime) -> tuple[int, int]:
    """Whole days, and the whole hours beyond them."""
    gone = max(timedelta(0), now - since)
    return gone.days, gone.seconds // 3_600


HANDLERS = (show,)
