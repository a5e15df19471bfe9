"""これまでの数字: the page of history and its files; by day, week or month, of a venue or all."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.calendar import add_months
from issuance.measures.history import Span, beginning, by_span, together
from issuance.measures.hours import by_week_hour
from issuance.measures.saved import BASE_MINUTES
from issuance.office.board.figures_page import History, tables
from issuance.office.board.pages import csv_answer, opened_by
from issuance.office.board.tables import Table, shown
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import day_of
from issuance.office.staff import roles
from issuance.office.texts import N_
from issuance.read_models.queries_figures import National
from issuance.read_models.queries_venues import VenueRow

_HERE = staff_with(roles.PLANNING)
SPANS: Final = {Span.DAY: N_("日ごと"), Span.WEEK: N_("週ごと"), Span.MONTH: N_("月ごと")}
_SHOWN: Final = {Span.DAY: 31, Span.WEEK: 13, Span.MONTH: 12}
_BEGINNING: Final = date(2015, 1, 1)
"""Individual Numbers began in October 2015: nothing can be older."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """`last` is a day of the last span shown."""

    span: Span
    last: date
    venue: VenueRow | None = None

    @property
    def venue_id(self) -> UUID | None:
        return self.venue.venue_id if self.venue else None

    @property
    def days(self) -> list[date]:
        """The first day of each span, the latest last."""
        last = beginning(self.span, self.last)
        before: dict[Span, Callable[[int], date]] = {
            Span.DAY: lambda n: last - timedelta(days=n),
            Span.WEEK: lambda n: last - timedelta(weeks=n),
            Span.MONTH: lambda n: add_months(last, -n),
        }
        return [before[self.span](n) for n in reversed(range(_SHOWN[self.span]))]

    @property
    def first(self) -> date:
        return self.days[0]


@get("/board/figures", opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    await desk.office.refresh()
    wanted, venues = await _wanted(desk)
    may = opened_by(desk)
    found = [
        replace(each, paths=[path if may(path) else "" for path in each.paths])
        for each in tables(desk.words, await _history(desk, wanted))
    ]
    return desk.page(
        "board_figures.html",
        tables=found,
        wanted=wanted,
        venues=venues,
        spans=SPANS,
        shown=shown,
        query=f"span={wanted.span}&last={wanted.last}"
        f"&venue={wanted.venue.code if wanted.venue else ''}",
    )


@get("/board/figures/csv/{name:str}", opt=_HERE)
async def table(desk: NamedDependency[Desk], name: FromPath[str]) -> Response[bytes]:
    wanted, _ = await _wanted(desk)
    found: list[Table] = tables(desk.words, await _history(desk, wanted))
    return csv_answer(name, found)


async def _wanted(desk: Desk) -> tuple[Wanted, list[VenueRow]]:
    """What the address asks for, forgivingly: else the last month by day, everywhere."""
    query, venues = desk.request.query_params, await desk.queries.venues.all()
    span = next((each for each in Span if each.value == query.get("span")), Span.DAY)
    try:
        last = day_of(query.get("last", ""))
    except ValueError:
        last = desk.today
    venue = next((each for each in venues if each.code == query.get("venue")), None)
    return Wanted(span=span, last=max(last, _BEGINNING), venue=venue), venues


async def _history(desk: Desk, wanted: Wanted) -> History:
    figures, first, last = desk.queries.figures, wanted.first, _last_day(wanted)
    counted, hours, unbooked, outreach = await asyncio.gather(
        figures.counted(wanted.span, first, last, wanted.venue_id),
        figures.by_hour(first, last, wanted.venue_id),
        figures.unbooked_by_age(desk.now),
        figures.outreach(wanted.span, first, last),
    )
    national, before, daily = await asyncio.gather(
        figures.national(wanted.span, first, last),
        figures.national(Span.MONTH, _BEGINNING, first - timedelta(days=1)),
        figures.national(Span.DAY, first, last),
    )
    base, places = await desk.queries.board.base_minutes(), await _places(desk, wanted, last)
    by_weekday: dict[int, National] = {}
    for day, of_day in daily.items():
        weekday = day.isoweekday()
        by_weekday[weekday] = by_weekday.get(weekday, National()).plus(of_day)
    standing = National()
    for each in before.values():
        standing = standing.plus(each)
    return History(
        span=wanted.span,
        days=wanted.days,
        counts=by_span(counted),
        whole=together(counted),
        national=national,
        before=standing,
        by_weekday=by_weekday,
        hours=hours,
        unbooked=unbooked,
        outreach=outreach,
        places=_by_span(wanted.span, places),
        places_by_hour=by_week_hour(places),
        base_minutes=base or BASE_MINUTES,
    )


async def _places(desk: Desk, wanted: Wanted, last: date) -> dict[tuple[date, int], int]:
    """What was offered on each day and hour; over months it is not reckoned."""
    if wanted.span is Span.MONTH:
        return {}
    days = [wanted.first + timedelta(days=n) for n in range((last - wanted.first).days + 1)]
    return await desk.queries.board.places(days, desk.now, wanted.venue_id)


def _by_span(span: Span, offered: Mapping[tuple[date, int], int]) -> dict[date, int]:
    found: dict[date, int] = {}
    for (day, _), places in offered.items():
        start = beginning(span, day)
        found[start] = found.get(start, 0) + places
    return found


def _last_day(wanted: Wanted) -> date:
    last = wanted.days[-1]
    match wanted.span:
        case Span.DAY:
            return last
        case Span.WEEK:
            return last + timedelta(days=6)
        case Span.MONTH:
            return add_months(last, 1) - timedelta(days=1)


HANDLERS = (show, table)
