"""One scan after another: each answer is a page with its result and the same field in focus.

A barcode scanner types the number and Enter; no script is needed.
"""

from collections.abc import Awaitable, Callable

from issuance.errors import Refusal
from issuance.office.desk import Desk, Page
from issuance.office.sessions import Flash


async def scanned(
    desk: Desk, deed: Callable[[], Awaitable[str]], *, back: str, form: str = "scan"
) -> Page:
    """Do what was scanned; the next page says the outcome's words, or why it was refused."""
    try:
        outcome = await deed()
    except Refusal as refusal:
        return await desk.refuse(refusal, back=back, form=form)
    return await desk.tell(
        Flash(path=back, form=form, done=outcome, count=1, typed=desk.form.typed())
    )
