"""暗証番号設定: two officers open a batch of sealed PINs; the writer then takes card by card."""

from dataclasses import dataclass

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.pin_alarm import watch
from issuance.office.pin_progress import CardProgress
from issuance.office.staff.roles import PIN_SETTING
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_visits import day_span

_HERE = staff_with(PIN_SETTING)
_PATH = "/pin-setting"


@dataclass(frozen=True, kw_only=True)
class Batch:
    """The cards whose envelopes are open, and how far the one on the reader is."""

    setting: list[CaseRow]
    set_today: int
    on_reader: CardProgress | None
    serial: str


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    """Uncertain cards stand apart; each has a page of its own."""
    cases = desk.queries.cases
    setting = await cases.at_stages(["setting"])
    on_paper = await desk.queries.sheets.needed_by([each.case_id for each in setting])
    return desk.page(
        "pin_setting.html",
        uncertain=await cases.at_stages(["uncertain"]),
        on_paper=[each for each in setting if each.case_id in on_paper],
        waiting=await cases.at_stages(["awaiting-pins"]),
        watch=await watch(desk),
        batch=await _batch(desk, [each for each in setting if each.case_id not in on_paper]),
    )


@get("/pin-setting/progress", opt=_HERE)
async def progress(desk: NamedDependency[Desk]) -> Page:
    """The part of the page that changes by itself while the desk works through a batch."""
    setting = await desk.queries.cases.at_stages(["setting"])
    on_paper = await desk.queries.sheets.needed_by([each.case_id for each in setting])
    sealed = [each for each in setting if each.case_id not in on_paper]
    return desk.page("pin_progress.html", batch=await _batch(desk, sealed))


@post("/pin-setting/open", opt=_HERE)
async def open_batch(desk: NamedDependency[Desk]) -> Page:
    try:
        officers = await desk.pair(PIN_SETTING)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="open")

    async def deed(case: CaseRow) -> None:
        await desk.issuance.pin_desk.begin(desk.order(case.case_id), case.case_id, officers)

    return await desk.act_on_each(await desk.chosen(), deed, back=_PATH, done="began", form="open")


async def _batch(desk: Desk, setting: list[CaseRow]) -> Batch:
    happened = await desk.queries.today.happened(day_span(desk.today)[0].date())
    on_reader = desk.office.pin_progress.now(desk.now)
    serials = {each.case_id: each.card_serial for each in setting}
    shown = on_reader if on_reader is not None and on_reader.case_id in serials else None
    return Batch(
        setting=setting,
        set_today=happened.get("case.pins-set", 0),
        on_reader=shown,
        serial=serials[shown.case_id] if shown else "",
    )


HANDLERS = (show, progress, open_batch)
