"""暗証番号設定: two officers open a batch of sealed PINs; the writer then takes card by card."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import PIN_SETTING
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_visits import day_span

_HERE = staff_with(PIN_SETTING)
_PATH = "/pin-setting"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    """Uncertain cards stand apart; they are opened again only on purpose."""
    cases = desk.queries.cases
    setting = await cases.at_stages(["setting"])
    on_paper = await desk.queries.sheets.needed_by([each.case_id for each in setting])
    happened = await desk.queries.today.happened(day_span(desk.today)[0].date())
    return desk.page(
        "pin_setting.html",
        uncertain=await cases.at_stages(["uncertain"]),
        setting=[each for each in setting if each.case_id not in on_paper],
        on_paper=[each for each in setting if each.case_id in on_paper],
        waiting=await cases.at_stages(["awaiting-pins"]),
        set_today=happened.get("case.pins-set", 0),
    )


@post("/pin-setting/open", opt=_HERE)
async def open_batch(desk: NamedDependency[Desk]) -> Page:
    try:
        officers = (desk.staff.staff_id, await desk.second(PIN_SETTING))
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="open")

    async def deed(case: CaseRow) -> None:
        await desk.issuance.pin_desk.begin(desk.order(case.case_id), case.case_id, officers)

    return await desk.act_on_each(await desk.chosen(), deed, back=_PATH, done="began", form="open")


HANDLERS = (show, open_batch)
