"""The e-mail address of a booking: given, changed or taken away in My booking."""

from dataclasses import replace

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from booking_web.letters.addresses import is_plausible, plain
from booking_web.letters.contacts import ContactSeal
from booking_web.letters.mailbox import Mailboxes
from booking_web.pages.proof import booked, mailbox_of
from booking_web.pages.sheets import brought
from booking_web.pages.visit import Page, Visit
from booking_web.refusals import NotBookedError
from issuance.ledger.guard import holds_individual_number


@get("/mine/mail")
async def ask_address(visit: NamedDependency[Visit]) -> Page:
    return await _page(visit, "")


@post("/mine/mail")
async def keep_address(visit: NamedDependency[Visit]) -> Page:
    draft, seal = visit.signed_in(), _letters(visit)[0]
    typed = plain(visit.form.text("email"))
    secret = holds_individual_number(typed)
    if visit.switching:
        return await _page(visit, "" if secret else typed)
    if not is_plausible(typed):
        # What looks like a My Number is not shown again.
        code = "individual-number" if secret else "email-invalid" if typed else "email-missing"
        return await _page(visit, "" if secret else typed, code)
    contact = seal.close(
        typed,
        notice_id=draft.notice_ids[0],
        language=visit.language,
        bring=brought(draft.lists, draft.services),
    )
    await _letters(visit)[1].give(draft.notice_ids[0], contact, at=visit.now)
    return visit.go("/mine", replace(draft, letters_to=typed, flash="email-kept"))


@post("/mine/mail/remove")
async def remove_address(visit: NamedDependency[Visit]) -> Page:
    draft = visit.signed_in()
    await _letters(visit)[1].remove(draft.notice_ids[0], at=visit.now)
    return visit.go("/mine", replace(draft, email="", letters_to="", flash="email-removed"))


async def _page(visit: Visit, typed: str, code: str = "") -> Page:
    _letters(visit)
    appointment = await booked(visit)
    if appointment is None:
        raise NotBookedError
    context = {
        "mailbox": await mailbox_of(visit, appointment),
        "typed": typed,
        "found": [visit.wrong("email", code)] if code else [],
    }
    return visit.page("mail.html", context, status=422 if code else 200)


def _letters(visit: Visit) -> tuple[ContactSeal, Mailboxes]:
    """Raises NotFoundException where no letters are sent."""
    site = visit.site
    if site.contacts is None or site.mailboxes is None:
        raise NotFoundException
    return site.contacts, site.mailboxes


HANDLERS = (ask_address, keep_address, remove_address)
