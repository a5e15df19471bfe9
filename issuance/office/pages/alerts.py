"""警報: limits, how the figures stand now, and what was raised and resolved."""

from dataclasses import dataclass

from litestar import get, post
from litestar.di import NamedDependency

from issuance.alerts.rules import LARGEST_LIMIT, AlertKind, AlertRaised
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import Form
from issuance.office.staff.roles import PLANNING
from issuance.office.texts.alerts import ALERTS, UNITS

_HERE = staff_with(PLANNING)
_PATH = "/planning/alerts"
_MOST_TOLD = 30


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that is watched. `figure` is None where only the worker knows it."""

    kind: AlertKind
    figure: int | None
    limit: int | None
    raised: bool


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    watch = await desk.issuance.alerts.watch()
    figures = await desk.queries.alerts.figures(desk.now)
    told = await desk.issuance.alerts.history(_MOST_TOLD)
    return desk.page(
        "alerts.html",
        lines=[
            Line(
                kind=kind,
                figure=figures.get(kind),
                limit=watch.limits[kind],
                raised=kind in watch.raised,
            )
            for kind in AlertKind
        ],
        told=[(each.at, each.fact, isinstance(each.fact, AlertRaised)) for each in told],
        mails=await desk.queries.alerts.mails(),
        alerts=ALERTS,
        units=UNITS,
    )


@post(_PATH, opt=_HERE)
async def set_limits(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        limits = {kind: _limit(desk.form, kind) for kind in AlertKind}
        await desk.issuance.alerts.set_limits(desk.order(), limits)

    return await desk.act(deed(), back=_PATH, done="limits-set", form="limits")


def _limit(form: Form, kind: AlertKind) -> int | None:
    """An empty field: not watched."""
    if not form.text(kind.value):
        return None
    return form.number(kind.value, least=0, most=LARGEST_LIMIT)


HANDLERS = (show, set_limits)
