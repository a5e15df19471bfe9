"""報告: the day and the month as PDF and CSV, and the ministry's monthly layout as files."""

import asyncio
from datetime import date, timedelta
from enum import StrEnum

from litestar import Response, get
from litestar.di import NamedDependency

from issuance.office.desk import Desk
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, Form
from issuance.office.reports.tables import Period, pdf_of, sheet_of
from issuance.office.staff.roles import PLANNING
from issuance.planning.months import last_of, month_of
from issuance.planning.needs import Hours
from issuance.planning.outlook import MonthRow, months_ahead
from issuance.reporting.ministry import Municipality, by_age_and_sex, of_municipality
from issuance.reporting.sheets import File, FileFormat, Sheet, file_of
from issuance.reporting.small_cells import NOBODY

_HERE = staff_with(PLANNING)
Answer = Response[str] | Response[bytes]


class Table(StrEnum):
    """Values stand in addresses."""

    MUNICIPALITY = "municipality"
    PEOPLE = "people"


class Paper(StrEnum):
    PDF = "pdf"
    CSV = "csv"
    CSV_CP932 = "csv-cp932"
    XLSX = "xlsx"


@get("/reports", opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Answer:
    return _page(desk)


@get("/reports/day", opt=_HERE)
async def day(desk: NamedDependency[Desk]) -> Answer:
    form = _asked(desk)
    try:
        on = form.day("day") if form.text("day") else desk.today
        paper = form.choice("as", Paper, Paper.PDF)
    except FieldError as refusal:
        return _page(desk, wrong=f"day-{refusal.name}")
    title = desk.words("日報 %(day)s", day=desk.words.day(on))
    return await _reported(desk, await _period(desk, on, on), paper, title, f"daily-{on}")


@get("/reports/month", opt=_HERE)
async def month(desk: NamedDependency[Desk]) -> Answer:
    form = _asked(desk)
    try:
        first_on = _month(form) if form.text("month") else month_of(desk.today)
        paper = form.choice("as", Paper, Paper.PDF)
    except FieldError as refusal:
        return _page(desk, wrong=f"month-{refusal.name}")
    period = await _period(desk, first_on, last_of(first_on), await _target(desk, first_on))
    title = desk.words("月報 %(month)s", month=f"{first_on:%Y-%m}")
    return await _reported(desk, period, paper, title, f"monthly-{first_on:%Y-%m}")


@get("/reports/ministry", opt=_HERE)
async def ministry(desk: NamedDependency[Desk]) -> Answer:
    """The ministry's layout as of the end of a day; for everybody, small counts are left out."""
    form = _asked(desk)
    try:
        on = _past_day(form, desk.today)
        table = form.choice("table", Table, Table.MUNICIPALITY)
        file_format = form.choice("as", FileFormat, FileFormat.CSV)
    except FieldError as refusal:
        return _page(desk, wrong=f"ministry-{refusal.name}")
    limit = desk.office.settings.smallest_cell if form.has("public") else NOBODY
    sheet = await _ministry_sheet(desk, table, on, limit)
    return _file(file_of(sheet, file_format), f"koufu-{table.value}-{on}")


async def _ministry_sheet(desk: Desk, table: Table, on: date, limit: int) -> Sheet:
    ward = municipality_of(desk)
    if table is Table.MUNICIPALITY:
        return of_municipality(ward, issued=await desk.queries.reports.issued(on), on=on)
    counts = await desk.issuance.counting.issued(on)
    return by_age_and_sex(ward, counts, on=on, limit=limit)


def municipality_of(desk: Desk) -> Municipality:
    settings = desk.office.settings
    return Municipality(
        prefecture=settings.prefecture,
        name=settings.municipality,
        code=settings.tenant,
        population=settings.population or None,
        population_on=settings.population_on,
    )


async def _period(
    desk: Desk, first_on: date, last_on: date, target: MonthRow | None = None
) -> Period:
    queries = desk.queries.reports
    happened, visits = await asyncio.gather(
        queries.happened(first_on, last_on), queries.visits(first_on, last_on)
    )
    return Period(
        first_on=first_on, last_on=last_on, happened=happened, visits=visits, target=target
    )


async def _target(desk: Desk, first_on: date) -> MonthRow | None:
    campaign = await desk.issuance.planning.campaign()
    done = {each.month: each.cards for each in await desk.queries.planning.issued()}
    rows = months_ahead(campaign, done, today=desk.today, hours=Hours())
    return next((each for each in rows if each.month == first_on), None)


async def _reported(desk: Desk, period: Period, paper: Paper, title: str, name: str) -> Answer:
    if paper is not Paper.PDF:
        sheet = sheet_of(period, desk.words, title)
        return _file(file_of(sheet, FileFormat(paper.value)), name)
    settings = desk.office.settings
    office = settings.office_name_ja if desk.language == "ja" else settings.office_name_en
    content = await asyncio.to_thread(
        pdf_of, period, desk.words, title=title, office=office, printed_at=desk.now
    )
    return _file(File(content=content, media_type="application/pdf", suffix="pdf"), name)


def _file(file: File, name: str) -> Response[bytes]:
    told = {"content-disposition": f'attachment; filename="{name}.{file.suffix}"'}
    return Response(file.content, media_type=file.media_type, headers=told)


def _page(desk: Desk, *, wrong: str = "") -> Response[str]:
    return desk.page(
        "reports.html",
        status=422 if wrong else 200,
        wrong=wrong,
        typed=_asked(desk).typed() if wrong else {},
        this_month=f"{desk.today:%Y-%m}",
        month_end=_last_month_end(desk.today),
        limit=desk.office.settings.smallest_cell,
        ward=municipality_of(desk),
    )


def _asked(desk: Desk) -> Form:
    return Form(list(desk.request.query_params.multi_items()))


def _month(form: Form) -> date:
    """A month as browsers write it: 2026-12."""
    try:
        return date.fromisoformat(f"{form.code('month')}-01")
    except ValueError:
        raise FieldError("month") from None


def _past_day(form: Form, today: date) -> date:
    on = form.day("on") if form.text("on") else _last_month_end(today)
    if on > today:
        raise FieldError("on")
    return on


def _last_month_end(today: date) -> date:
    return month_of(today) - timedelta(days=1)


HANDLERS = (show, day, month, ministry)
