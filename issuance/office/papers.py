"""A document as the answer to a request: made off the event loop, told why where it cannot be."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog
from litestar import Response

from issuance.errors import NotFoundError, Refusal
from issuance.office.desk import Desk
from issuance.office.forms import Form
from issuance.office.refusals import detail_of, status_of
from issuance.office.sessions import Flash
from issuance.office.staff import roles
from issuance.printing import FontsMissingError

_log = structlog.get_logger("office")
Paper = Response[Any]
"""A PDF, or the page of documents with what was wrong."""

FORMS: Final = {
    "notices": roles.NOTICES,
    "notice-labels": roles.NOTICES,
    "envelope-labels": roles.MAIL,
    "label-sheet": roles.NOTICES | roles.MAIL,
    "pin-sheets": roles.PIN_SETTING | roles.STOCKROOM,
    "pick-list": roles.NOTICES,
    "manifest": roles.PIN_SETTING | roles.HAND_OVER,
    "posting-list": roles.MAIL,
    "destruction-list": roles.ENDING,
}
"""Each form of the page of documents, and who may use it."""


class NothingToPrintError(NotFoundError):
    """No such notice, label or row."""

    code = "nothing-to-print"


def asked(desk: Desk) -> Form:
    """What the address asks for, read as forgivingly as a form."""
    return Form(list(desk.request.query_params.multi_items()))


async def paper(
    desk: Desk, form: str, name: str, make: Callable[[], Awaitable[Callable[[], bytes]]]
) -> Paper:
    """The PDF as a download called *name*, in which nothing personal may stand.

    *make* looks up what is printed and answers with what sets it, which a thread then does.
    *form*: beside which form of the page of documents a refusal is shown.
    """
    try:
        pdf = await asyncio.to_thread(await make())
    except Refusal as refusal:
        return await _refused(desk, form, refusal)
    headers = {"content-disposition": f'attachment; filename="{name}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


async def _refused(desk: Desk, form: str, refusal: Refusal) -> Paper:
    if isinstance(refusal, FontsMissingError):
        _log.error("fonts-missing", remedy=str(refusal))
    typed = {key: value[:200] for key, value in desk.request.query_params.items()}
    said = Flash(
        path="/papers", form=form, refused=refusal.code, detail=detail_of(refusal), typed=typed
    )
    return await papers_page(desk, status=status_of(refusal), flash=said)


async def papers_page(desk: Desk, *, status: int = 200, flash: Flash | None = None) -> Paper:
    """The page from which documents are printed, each form for those who may use it."""
    context: dict[str, object] = {} if flash is None else {"flash": flash}
    may = {form: desk.staff.has_any(roles) for form, roles in FORMS.items()}
    return desk.page("papers.html", status=status, may=may, **context)
