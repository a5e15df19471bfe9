"""住民異動の取り込み: a file is looked at, with what it would change; then sent again and applied.

The file holds names and addresses, so nothing of it is kept between the two.
"""

from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from issuance.application import Order
from issuance.errors import Refusal
from issuance.intake.changes_preview import preview
from issuance.intake.lists import import_resident_changes
from issuance.intake.resident_changes import ResidentChangesRefusedError, parse_resident_changes
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.holders import noted
from issuance.office.refusals import Detail
from issuance.office.sessions import Flash
from issuance.office.staff.roles import ENDING
from issuance.office.texts.names import mail
from issuance.office.texts.resident_changes import CHANGES, COLUMNS, EFFECTS, WHY_NOT
from issuance.office.uploads import LARGEST_UPLOAD

_PATH: Final = "/resident-changes"
_MOST_SHOWN: Final = 500
_FILE: Final = staff_with(ENDING, takes_file=True)


class NothingSentError(Refusal):
    """No file was chosen."""

    code = "no-file"


class OtherFileError(Refusal):
    """Not the file whose changes were shown."""

    code = "other-file"


@get(_PATH, opt=staff_with(ENDING))
async def show(desk: NamedDependency[Desk]) -> Page:
    return _page(desk)


@post(f"{_PATH}/look", opt=_FILE, status_code=200, request_max_body_size=LARGEST_UPLOAD)
async def look(desk: NamedDependency[Desk]) -> Page:
    """What would change, old beside new; seeing it is a view of these people's data."""
    content = desk.form.files.get("file", b"")
    if not content:
        return await desk.refuse(NothingSentError(), back=_PATH, form="look")
    try:
        changes = parse_resident_changes(content, desk.today)
    except ResidentChangesRefusedError as refusal:
        return _page(desk, status=422, problems=refusal.problems[:_MOST_SHOWN])
    planned = await preview(desk.issuance, changes, desk.today)
    await noted(desk, [each.case_id for each in planned[:_MOST_SHOWN] if each.before is not None])
    return _page(desk, planned=planned, digest=changes.digest)


@post(f"{_PATH}/apply", opt=_FILE, request_max_body_size=LARGEST_UPLOAD)
async def apply(desk: NamedDependency[Desk]) -> Page:
    """Take in the file that was looked at; again, it changes nothing more."""
    content = desk.form.files.get("file", b"")
    try:
        if not content:
            raise NothingSentError
        if parse_resident_changes(content, desk.today).digest != desk.form.text("digest"):
            raise OtherFileError
        # Each line is an act of its own that does nothing twice, so the order needs no key.
        order = Order(by=f"staff:{desk.staff.staff_id}", at=desk.now)
        report = await import_resident_changes(desk.issuance, order, content)
    except Refusal as refusal:
        return await desk.refuse(refusal, back=_PATH, form="look")
    several: list[tuple[str, str, Detail]] = [(str(n), code, {}) for n, code in report.refused]
    return await desk.tell(
        Flash(
            path=_PATH,
            form="look",
            done="changes-applied",
            count=report.applied,
            several=several[:50],
            typed={},
        )
    )


def _page(desk: Desk, *, status: int = 200, **more: object) -> Page:
    nothing: dict[str, object] = {"problems": (), "planned": None, "digest": ""}
    texts = {"changes": CHANGES, "effects": EFFECTS, "columns": COLUMNS, "most": _MOST_SHOWN}
    found = {"file_problems": {**mail.FILE_PROBLEMS, **WHY_NOT}}
    return desk.page("resident_changes.html", status=status, **(nothing | texts | found | more))


HANDLERS = (show, look, apply)
