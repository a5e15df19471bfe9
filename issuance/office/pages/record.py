"""記録: the log of facts for the auditor; ids, kinds and times, nothing of anybody's person."""

from typing import Final

from litestar import get
from litestar.di import NamedDependency

from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.staff.accounts import staff_code
from issuance.office.staff.roles import RECORD
from issuance.office.texts.course import actor_words
from issuance.office.texts.names.happened import FACTS
from issuance.office.texts.names.recorded import OFFICE_FACTS
from issuance.office.texts.staffing import MACHINE_FACTS, STAFF_FACTS
from issuance.read_models.queries_record import Entry, RecordQueries

_ROWS: Final = 200
WORDS: Final = FACTS | OFFICE_FACTS | STAFF_FACTS | MACHINE_FACTS


@get("/record", opt=staff_with(RECORD))
async def show(desk: NamedDependency[Desk]) -> Page:
    """The newest facts, or those before a position; of one person, where a code is asked for."""
    asked = desk.request.query_params
    code = staff_code(asked.get("by", ""))
    before = asked.get("before", "")
    found = await RecordQueries(desk.issuance.work.log.pool).newest(
        _ROWS,
        before=int(before)
        if before.isascii() and before.isdecimal() and len(before) < 16
        else None,
        by=f"staff:{code}" if code else None,
    )
    lines = [(each, _said(desk, each), actor_words(desk.words, each.by)) for each in found]
    older = found[-1].position if len(found) == _ROWS else None
    return desk.page("record.html", lines=lines, by=code or "", older=older)


def _said(desk: Desk, entry: Entry) -> str:
    """The fact's words, or its stored name where it has none of its own."""
    return desk.words(WORDS[entry.topic]) if entry.topic in WORDS else entry.topic


HANDLERS = (show,)
