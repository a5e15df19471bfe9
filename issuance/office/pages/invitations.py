"""ご案内: inviting people to renew, reset a PIN, apply or consult; and who of them comes when."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.invitations import Invited
from issuance.calendar import office_time
from issuance.calendar.opening_rules import Service
from issuance.errors import Refusal
from issuance.intake.cells import label
from issuance.intake.problems import CellError
from issuance.notices.numbers import format_notice_number
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.pages.letters import qr_code
from issuance.office.refusals import Detail, detail_of
from issuance.office.staff.roles import NOTICES
from issuance.office.texts.names.opening import SERVICES

_HERE = staff_with(NOTICES)
_PATH = "/invitations"
_DAYS_AHEAD: Final = 14
_INVITED: Final = [(each.value, SERVICES[each]) for each in Service if each is not Service.COLLECT]
_NOTHING: Final = {"reference": "", "service": "", "birthday": "", "last_on": ""}


@get(_PATH, opt=_HERE)
async def show(desk: NamedDependency[Desk]) -> Page:
    return await _page(desk)


@post(_PATH, opt=_HERE)
async def invite(desk: NamedDependency[Desk]) -> Page:
    """Invite one; then the slip with the number. A birthday is kept nowhere but on this page."""
    try:
        invited = _invited(desk)
        await desk.issuance.invitations.send(desk.order(), [invited])
    except Refusal as refusal:
        return await _page(desk, refusal)
    await desk.office.refresh()
    return desk.go(f"{_PATH}/{desk.issuance.invitations.id_of(invited)}")


@get("/invitations/{invitation_id:uuid}", opt=_HERE)
async def slip(desk: NamedDependency[Desk], invitation_id: FromPath[UUID]) -> Page:
    """What goes into the letter: the number, what it is for, and until when."""
    row = await desk.queries.invitations.one(invitation_id)
    if row is None:
        raise NotFoundException
    return desk.page(
        "invitation.html",
        row=row,
        number=format_notice_number(desk.issuance.invitations.number(invitation_id)),
        qr=qr_code(desk.office.settings.booking_public_url),
    )


@post("/invitations/{invitation_id:uuid}/withdraw", opt=_HERE)
async def withdraw(desk: NamedDependency[Desk], invitation_id: FromPath[UUID]) -> Page:
    deed = desk.issuance.invitations.withdraw(desk.order(), invitation_id)
    return await _act(desk, deed, "invitation-withdrawn")


@post("/invitations/{invitation_id:uuid}/served", opt=_HERE)
async def served(desk: NamedDependency[Desk], invitation_id: FromPath[UUID]) -> Page:
    deed = desk.issuance.invitations.serve(desk.order(), invitation_id, _appointment(desk))
    return await _act(desk, deed, "invitation-served")


@post("/invitations/{invitation_id:uuid}/no-show", opt=_HERE)
async def no_show(desk: NamedDependency[Desk], invitation_id: FromPath[UUID]) -> Page:
    order, appointment_id = desk.order(), _appointment(desk)
    deed = desk.issuance.invitations.record_no_show(order, invitation_id, appointment_id)
    return await _act(desk, deed, "no-show")


async def _act(desk: Desk, deed: Awaitable[None], done: str) -> Page:
    return await desk.act(deed, back=_PATH, done=done, form="acts")


async def _page(desk: Desk, refusal: Refusal | None = None) -> Page:
    today, rows = desk.today, desk.queries.invitations
    last = office_time(today + timedelta(days=_DAYS_AHEAD), 0)
    return desk.page(
        "invitations.html",
        status=200 if refusal is None else 422,
        typed={name: desk.form.text(name) for name in _NOTHING} if refusal else _NOTHING,
        refused=refusal.code if refusal else "",
        detail=detail_of(refusal) if refusal else _no_detail(),
        field=refusal.name if isinstance(refusal, FieldError) else "",
        services=_INVITED,
        coming=await rows.coming(office_time(today, 0), last),
        latest=await rows.latest(),
        venues={venue.venue_id: venue for venue in await desk.queries.venues.all()},
    )


def _no_detail() -> Detail:
    return {}


def _invited(desk: Desk) -> Invited:
    form = desk.form
    try:
        reference = label(form.free_text("reference", longest=20))
    except CellError:
        raise FieldError("reference") from None
    service = form.choice("service", Service, Service.COLLECT)
    if service is Service.COLLECT:
        raise FieldError("service")
    birth_on = form.day("birthday")
    if birth_on > desk.today:
        raise FieldError("birthday")
    return Invited(
        reference=reference, service=service, birth_on=birth_on, last_on=form.day("last_on")
    )


def _appointment(desk: Desk) -> UUID:
    """The one that was on the screen: a later one is not meant."""
    return next(iter(desk.form.uuids("appointment")), UUID(int=0))


HANDLERS = (show, invite, slip, withdraw, served, no_show)
