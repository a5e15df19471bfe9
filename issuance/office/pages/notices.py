"""通知: how many there is room for, which are due, releasing them, and the printed page."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.notices import Released
from issuance.errors import Refusal
from issuance.notices.releasing import Override, OverrideReason
from issuance.office.desk import Desk, NothingChosenError, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, day_of
from issuance.office.pages.letters import letters_for
from issuance.office.refusals import detail_of
from issuance.office.sessions import Flash
from issuance.office.staff.roles import ENDING, NOTICES
from issuance.read_models.queries_visits import day_span

_HERE = staff_with(NOTICES)
_PATH = "/notices"
MOST_AT_ONCE = 2_000


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    cases = desk.queries.cases
    ahead = await desk.issuance.notices.ahead(desk.today)
    waiting = await cases.count_at_stage("stored")
    return desk.page(
        "notices.html",
        ahead=ahead,
        waiting=waiting,
        proposal=min(waiting, ahead.room.fits, MOST_AT_ONCE),
        due=await desk.queries.contacts.due(desk.today),
        first=await cases.at_stages(["stored"]),
        second_due=await cases.second_notice_due(desk.today),
        sent=await cases.noticed_between(*day_span(desk.today)),
    )


@post("/notices/send", opt=_HERE)
async def send(desk: NamedDependency[Desk]) -> Page:
    """First or second, as the case stands; without a last day typed, the ward's own."""
    try:
        last_day = desk.form.day("pickup_deadline") if desk.form.text("pickup_deadline") else None
        released = await _release(desk, await _chosen(desk), last_day)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="send")
    several = [(serial, each.code, detail_of(each)) for serial, each in released.refused]
    done = "noticed" if released.sent else ""
    said = Flash(path=_PATH, form="send", done=done, count=released.sent, several=several[:50])
    return await desk.tell(said)


async def _release(desk: Desk, case_ids: Sequence[UUID], last_day: date | None) -> Released:
    if not case_ids:
        raise NothingChosenError
    override = await _override(desk)
    return await desk.issuance.notices.release(desk.order(), case_ids, last_day, override)


async def _chosen(desk: Desk) -> list[UUID]:
    """The cases that were ticked; or, where only a number was typed, those waiting longest."""
    ticked = desk.form.uuids("case")
    if ticked or not desk.form.text("number"):
        return [case.case_id for case in await desk.queries.cases.these(ticked)]
    number = desk.form.number("number", least=1, most=MOST_AT_ONCE)
    waiting = await desk.queries.cases.at_stages(["stored"], limit=number)
    return [case.case_id for case in waiting if not case.missing and not case.defective]


async def _override(desk: Desk) -> Override | None:
    """More than there is room for: a reason, and a supervisor who signs."""
    if not desk.form.text("override"):
        return None
    if desk.form.text("override") not in set(OverrideReason):
        raise FieldError("override")
    supervisor = desk.staff.staff_id
    if not desk.staff.has_any(ENDING):
        supervisor = await desk.second(ENDING)
    return Override(reason=OverrideReason(desk.form.text("override")), supervisor=supervisor)


@get("/notices/print", opt=_HERE)
async def print_day(desk: NamedDependency[Desk]) -> Page:
    """The notices sent on a day, as long as nobody booked on them; one page each."""
    try:
        day = day_of(desk.request.query_params.get("day", ""))
    except ValueError:
        day = desk.today
    cases = await desk.queries.cases.noticed_between(*day_span(day))
    return desk.page("letters.html", letters=await letters_for(desk, cases))


@get("/cases/{case_id:uuid}/notice", opt=_HERE)
async def print_one(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """The latest notice of one case, printed again."""
    case = await desk.queries.cases.one(case_id)
    if case is None or case.notice_round == 0:
        raise NotFoundException
    return desk.page("letters.html", letters=await letters_for(desk, [case]))


HANDLERS = (show, send, print_day, print_one)
