"""計画: venues and their counters, overbooking by those who stay away, targets and history."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from issuance.calendar.opening import slots_on
from issuance.capacity.venues import Venue
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, Form
from issuance.office.planning.plan_form import plan_now
from issuance.office.staff.roles import PLANNING
from issuance.office.texts.alerts import ALERTS, UNITS
from issuance.planning.campaign import MOST_CARDS
from issuance.planning.months import month_of
from issuance.planning.needs import Hours
from issuance.planning.outlook import MonthRow, months_ahead, months_past
from issuance.planning.overbooking import Proposal, crowded, propose
from issuance.planning.plan import Plan
from issuance.read_models.queries_venues import VenueRow
from issuance.reporting.charts import Bar, columns

_HERE = staff_with(PLANNING)
_PATH = "/planning"
HISTORY_DAYS: Final = 180
"""Visits of so many days back say how people come."""
_AHEAD_DAYS: Final = 28


@dataclass(frozen=True, kw_only=True)
class VenuePlan:
    """A venue as its rules have it; `proposed` are a slot's places by the proposed overbooking."""

    row: VenueRow
    plan: Plan
    by_rule: bool
    ahead: int
    """Places offered in the four weeks to come, by rules and by the day."""
    proposed: int
    crowded: float
    """How likely a full slot of so many places gets more people than counters."""


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    """The page; other hours a day and another share busy stand in the address."""
    form = Form(list(desk.request.query_params.multi_items()))
    if not form.has("hours"):
        return await _page(desk, Hours())
    try:
        hours = Hours(
            open_minutes=60 * form.number("hours", least=1, most=24),
            busy_percent=form.number("busy", least=10, most=100),
        )
    except FieldError as refusal:
        return await _page(desk, Hours(), wrong=refusal.name, status=422)
    return await _page(desk, hours)


@post("/planning/target", opt=_HERE)
async def target(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        await desk.issuance.planning.set_target(
            desk.order(), _month(desk.form), desk.form.number("cards", least=0, most=MOST_CARDS)
        )

    return await desk.act(deed(), back=_PATH, done="target-set", form="target")


def _month(form: Form) -> date:
    """A month as browsers write it: 2026-12."""
    try:
        return date.fromisoformat(f"{form.code('month')}-01")
    except ValueError:
        raise FieldError("month") from None


async def _page(desk: Desk, hours: Hours, *, wrong: str = "", status: int = 200) -> Page:
    first_on, planning = desk.today - timedelta(days=HISTORY_DAYS), desk.queries.planning
    campaign, issued, history, standing, rows, watch = await asyncio.gather(
        desk.issuance.planning.campaign(),
        planning.issued(),
        planning.history(first_on, desk.today, None),
        desk.queries.today.standing(),
        desk.queries.venues.all(),
        desk.issuance.alerts.watch(),
    )
    done = {each.month: each.cards for each in issued}
    past = months_past(campaign, hours=hours)
    proposal = propose(booked=history.booked, missed=history.missed)
    return desk.page(
        "planning.html",
        status=status,
        raised=watch.raised,
        alerts=ALERTS,
        units=UNITS,
        wrong=wrong,
        hours=hours,
        venues=[await _venue(desk, row, proposal) for row in rows],
        stored=standing.get("stored", 0),
        proposal=proposal,
        since=first_on,
        ahead=months_ahead(campaign, done, today=desk.today, hours=hours),
        this_month=month_of(desk.today),
        past=past,
        source=campaign.source,
        peak=max(past, key=lambda each: each.cards, default=None),
        chart=_chart(past, desk.words("これまでの月ごとの交付枚数")),
    )


async def _venue(desk: Desk, row: VenueRow, proposal: Proposal) -> VenuePlan:
    venue = await desk.issuance.venues.venue(row.code)
    now = plan_now(venue, desk.today, walk_ins=0.0)
    places = now.plan.counters * proposal.percent // 100
    return VenuePlan(
        row=row,
        plan=now.plan,
        by_rule=now.by_rule,
        ahead=_places_ahead(venue, desk.today),
        proposed=places,
        crowded=crowded(places=places, counters=now.plan.counters, no_show=proposal.share),
    )


def _places_ahead(venue: Venue, today: date) -> int:
    """By rules, and where the office named a start itself, by its word."""
    found: dict[object, int] = {}
    for n in range(1, _AHEAD_DAYS + 1):
        day = today + timedelta(days=n)
        found |= {(s.starts_at, s.series): s.places for s in slots_on(venue.rules, day)}
        found |= {(s.starts_at, ""): s.places for s in venue.days.get(day, ())}
    return sum(found.values())


def _chart(past: list[MonthRow], title: str) -> str:
    most = max((each.cards for each in past), default=0)
    bars = [
        Bar(
            name=f"{each.month:%Y}" if each.month.month == 1 else "",
            value=each.cards,
            shown=f"{each.month:%Y-%m}: {each.cards:,}" if each.cards == most else "",
            strong=each.cards == most,
        )
        for each in past
    ]
    return columns(bars, title=title) if bars else ""


HANDLERS = (show, target)
