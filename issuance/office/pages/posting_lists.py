"""差出票: the lists of a day, each as a page to print and as CSV; the number is in no address."""

import csv
from io import StringIO
from typing import Final
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import day_of
from issuance.office.staff.roles import MAIL
from issuance.office.texts import N_, Words
from issuance.office.texts.names import mail
from issuance.read_models.queries_mail import ListRow, ShipmentRow
from issuance.shipments.tracking import as_printed

_HERE = staff_with(MAIL)
_HEADINGS: Final = (N_("番号"), N_("引受番号"), N_("郵便の種類"), N_("差出日"))


@get("/posting/lists", opt=_HERE)
async def show_day(desk: NamedDependency[Desk]) -> Page:
    """The lists of a day, today's where none is asked for."""
    try:
        day = day_of(desk.request.query_params.get("day", ""))
    except ValueError:
        day = desk.today
    lists = await desk.queries.mail.lists(day)
    return desk.page("posting_lists.html", day=day, lists=lists, mail=mail)


@get("/posting/lists/{list_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], list_id: FromPath[UUID]) -> Page:
    posted, envelopes = await _list(desk, list_id)
    return desk.page(
        "posting_list.html",
        posted=posted,
        envelopes=envelopes,
        printed=as_printed,
        mail=mail,
    )


@get("/posting/lists/{list_id:uuid}/list.csv", opt=_HERE)
async def as_csv(desk: NamedDependency[Desk], list_id: FromPath[UUID]) -> Response[bytes]:
    """UTF-8 with BOM; hyphens keep a spreadsheet from making figures of the numbers."""
    posted, envelopes = await _list(desk, list_id)
    name = f"posting-{posted.posted_on}-{posted.number}.csv"
    return Response(
        _csv(desk.words, envelopes).encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


async def _list(desk: Desk, list_id: UUID) -> tuple[ListRow, list[ShipmentRow]]:
    posted = await desk.queries.mail.list_of(list_id)
    if posted is None:
        raise NotFoundException
    return posted, await desk.queries.mail.of_list(list_id)


def _csv(words: Words, envelopes: list[ShipmentRow]) -> str:
    sheet = StringIO()
    rows = csv.writer(sheet, lineterminator="\r\n")
    rows.writerow([words(each) for each in _HEADINGS])
    for count, each in enumerate(envelopes, start=1):
        kind = words(mail.KINDS[each.mail_class])
        rows.writerow([count, as_printed(each.tracking_number), kind, each.posted_on])
    return sheet.getvalue()


HANDLERS = (show_day, show, as_csv)
