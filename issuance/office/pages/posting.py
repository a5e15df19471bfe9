"""差出し: sealed envelopes handed to the post, and the list that goes with them."""

from litestar import get, post
from litestar.di import NamedDependency

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.roles import MAIL
from issuance.read_models.queries_cases import CaseRow

_HERE = staff_with(MAIL)
_PATH = "/posting"


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    return desk.page("posting.html", sealed=await desk.queries.cases.at_stages(["sealed"]))


@post("/posting/hand", opt=_HERE)
async def hand(desk: NamedDependency[Desk]) -> Page:
    async def deed(case: CaseRow) -> None:
        await desk.issuance.posting.hand_to_post(desk.order(case.case_id), case.case_id)

    return await desk.act_on_each(await desk.chosen(), deed, back=_PATH, done="posted", form="hand")


HANDLERS = (show, hand)
