"""What can be done to one case besides its main course: each act with its own door."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from litestar import post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from issuance.custody import places
from issuance.errors import NotFoundError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.pages.cases import RULES_AT_COUNTER
from issuance.office.staff import roles
from issuance.office.staff.roles import Role
from issuance.shipments.mail import BarReason

Deed = Callable[[Desk, UUID], Awaitable[None]]

FOUND_AT = (
    places.INTAKE,
    places.PIN_DESK,
    places.SEALING_DESK,
    places.POST_TRAY,
    places.RETURNED_MAIL,
)


def _act(name: str, allowed: frozenset[Role], done: str, deed: Deed) -> HTTPRouteHandler:
    """A form of the case's page: POST /cases/…/*name*."""

    @post(f"/cases/{{case_id:uuid}}/{name}", opt=staff_with(allowed), name=f"case-{name}")
    async def act(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
        return await desk.act(deed(desk, case_id), back=f"/cases/{case_id}", done=done, form=name)

    return act


async def _missing(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.report_missing(desk.order(), case_id)


async def _found(desk: Desk, case_id: UUID) -> None:
    """On a shelf where a label was given, else at one of the desks."""
    place = desk.form.text("place")
    if desk.form.text("shelf"):
        place = places.shelf(desk.form.free_text("shelf", longest=20))
    elif place not in FOUND_AT:
        raise FieldError("place")
    await desk.issuance.endings.report_found(desk.order(), case_id, place)


async def _lost(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.give_up_search(desk.order(), case_id)


async def _no_show(desk: Desk, case_id: UUID) -> None:
    """A visit that nobody closed on its day: the whole party may book again."""
    case = await desk.queries.cases.one(case_id)
    if case is None or case.visit_id is None:
        raise NotFoundError
    await desk.issuance.counter.miss(desk.order(), case.visit_id)


async def _end_early(desk: Desk, case_id: UUID) -> None:
    """A visit whose counter was refused a step and whose party has left."""
    case = await desk.queries.cases.one(case_id)
    if case is None or case.visit_id is None:
        raise NotFoundError
    await desk.issuance.line.end_early(desk.order(), case.visit_id)


async def _moved_out(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.moved_out(desk.order(), case_id)


async def _died(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.died(desk.order(), case_id)


async def _record_deleted(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.record_deleted(desk.order(), case_id)


async def _number_changed(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.number_changed(desk.order(), case_id)


async def _withdrawn(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.withdrawn(desk.order(), case_id)


async def _stop(desk: Desk, case_id: UUID) -> None:
    reason = desk.form.free_text("reason", longest=100)
    await desk.issuance.posting.stop(desk.order(), case_id, reason)


async def _bar(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.posting.bar(desk.order(), case_id, _bar_reason(desk))


async def _allow(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.posting.allow(desk.order(), case_id, _bar_reason(desk))


def _bar_reason(desk: Desk) -> BarReason:
    try:
        return BarReason(desk.form.text("bar"))
    except ValueError:
        raise FieldError("bar") from None


async def _hand_over(desk: Desk, case_id: UUID) -> None:
    rule = desk.form.text("rule")
    if rule not in RULES_AT_COUNTER:
        raise FieldError("rule")
    serial = desk.form.code("card_serial_read")
    await desk.issuance.posting.hand_over(desk.order(), case_id, serial, rule)


async def _propose(desk: Desk, case_id: UUID) -> None:
    await desk.issuance.endings.propose_destruction(desk.order(), case_id)


async def _destroy(desk: Desk, case_id: UUID) -> None:
    witnesses = await desk.two(roles.STOCKROOM)
    await desk.issuance.endings.destroy(desk.order(), case_id, witnesses)


HANDLERS = (
    _act("missing", roles.HANDLING, "missing", _missing),
    _act("found", roles.HANDLING, "found", _found),
    _act("lost", roles.ENDING, "lost", _lost),
    _act("no-show", roles.HAND_OVER, "no-show", _no_show),
    _act("end-early", roles.HAND_OVER, "ended-early", _end_early),
    _act("moved-out", roles.ENDING, "moved-out", _moved_out),
    _act("died", roles.ENDING, "died", _died),
    _act("record-deleted", roles.ENDING, "record-deleted", _record_deleted),
    _act("number-changed", roles.ENDING, "number-changed", _number_changed),
    _act("withdrawn", roles.ENDING, "withdrawn", _withdrawn),
    _act("stop", roles.MAIL, "stopped", _stop),
    _act("bar", roles.BARRING, "barred", _bar),
    _act("allow", roles.BARRING, "allowed", _allow),
    _act("hand-over", roles.HAND_OVER, "handed-over", _hand_over),
    _act("propose", roles.ENDING, "proposed", _propose),
    _act("destroy", roles.ENDING, "destroyed", _destroy),
)
