"""配達状況の取り込み: a file of the post is looked at, then applied; in between nothing changes."""

from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.errors import Refusal
from issuance.intake.post_news import carry_out
from issuance.intake.post_status import PostStatusRefusedError, parse_post_status
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.post_reports import KeptReport
from issuance.office.refusals import detail_of
from issuance.office.sessions import Flash
from issuance.office.staff.roles import RETURNS
from issuance.office.texts.names import mail
from issuance.office.uploads import LARGEST_UPLOAD
from issuance.read_models.queries_mail import ShipmentRow
from issuance.shipments.status import PlannedRow, PostStatus, UnderWay, plan
from issuance.shipments.tracking import as_printed

_HERE = staff_with(RETURNS)
_PATH = "/post-status"
_MOST_SHOWN: Final = 500
_ENDS: Final = {
    "delivered": PostStatus.DELIVERED,
    "returned": PostStatus.RETURNED,
    "lost": PostStatus.LOST,
    "misdelivered": PostStatus.LOST,
}


class NoFileError(Refusal):
    """Nothing was chosen to be read."""

    code = "no-file"


class ReportAppliedError(Refusal):
    """The file was taken in before."""

    code = "report-applied"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    return desk.page("post_status.html", problems=(), mail=mail)


@post(
    "/post-status/look",
    opt=staff_with(RETURNS, takes_file=True),
    status_code=200,
    request_max_body_size=LARGEST_UPLOAD,
)
async def look(desk: NamedDependency[Desk]) -> Page:
    """Read the file and go on to what it would change; or say what is wrong with it."""
    content = desk.form.files.get("file", b"")
    if not content:
        return await desk.refuse(NoFileError(), back=_PATH, form="look")
    try:
        report = parse_post_status(content)
    except PostStatusRefusedError as refusal:
        problems = refusal.problems[:_MOST_SHOWN]
        return desk.page("post_status.html", status=422, problems=problems, mail=mail)
    by, at = desk.staff.staff_id, desk.now
    report_id = await desk.office.post_reports.keep(report, by=by, at=at)
    return desk.go(f"{_PATH}/{report_id}")


@get("/post-status/{report_id:uuid}", opt=_HERE)
async def show_plan(desk: NamedDependency[Desk], report_id: FromPath[UUID]) -> Page:
    report = await _report(desk, report_id)
    planned = await _planned(desk, report)
    return desk.page(
        "post_report.html",
        report=report,
        changing=[each for each in planned if each.changes],
        strange=[each for each in planned if each.asks_for_people],
        known=[each for each in planned if not each.changes and not each.asks_for_people],
        most=_MOST_SHOWN,
        printed=as_printed,
        mail=mail,
    )


@post("/post-status/{report_id:uuid}/apply", opt=_HERE)
async def apply(desk: NamedDependency[Desk], report_id: FromPath[UUID]) -> Page:
    """Change what the page showed; a second press, or the same file again, changes nothing."""
    back, report = f"{_PATH}/{report_id}", await _report(desk, report_id)
    planned = await _planned(desk, report)
    changing = [each for each in planned if each.changes]
    if not changing and report.applied_at is not None:
        return await desk.refuse(ReportAppliedError(), back=back, form="apply")
    refused = await carry_out(desk.issuance, desk.order(), changing)
    await desk.office.post_reports.note_applied(report_id, by=desk.staff.staff_id, at=desk.now)
    several = [
        (as_printed(row.reported.tracking_number), why.code, detail_of(why)) for row, why in refused
    ]
    count = len(changing) - len(refused)
    said = Flash(
        path=back, form="apply", done="applied", count=count, several=several[:50], typed={}
    )
    return await desk.tell(said)


async def _report(desk: Desk, report_id: UUID) -> KeptReport:
    report = await desk.office.post_reports.load(report_id)
    if report is None:
        raise NotFoundException
    return report


async def _planned(desk: Desk, report: KeptReport) -> list[PlannedRow]:
    """Against what is known at this very moment."""
    await desk.office.refresh()
    known: dict[str, list[UnderWay]] = {}
    for each in await desk.queries.mail.of_numbers({row.tracking_number for row in report.rows}):
        known.setdefault(each.tracking_number, []).append(_under_way(each))
    return plan(report.rows, known, desk.today)


def _under_way(row: ShipmentRow) -> UnderWay:
    ended = _ENDS.get(row.status)
    return UnderWay(
        case_id=row.case_id,
        shipment_id=row.shipment_id,
        posted_on=row.posted_on,
        accepted_on=row.accepted_on,
        held_until=row.held_until,
        coming_back=row.status == "coming-back",
        ended=ended,
        ended_on=row.status_on if ended is not None else None,
    )


HANDLERS = (show, look, show_plan, apply)
