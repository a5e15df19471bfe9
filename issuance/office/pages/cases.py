"""案件: search, lists, and one case with its whole course."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.work import card_id_of
from issuance.identity.situations import RULES, Situation
from issuance.notices.contact import contact_id_of
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.holders import holder_of
from issuance.office.pages.finding import find_cases
from issuance.office.staff import roles
from issuance.office.texts.course import course_of
from issuance.office.texts.names import mail
from issuance.read_models.queries_cases import CaseRow
from issuance.shipments.tracking import as_printed

_HERE = staff_with(roles.CASES)
RULES_AT_COUNTER: Final = tuple(
    rule.id for situation in (Situation.SELF_N, Situation.SELF_X) for rule in RULES[situation]
)
"""How somebody who comes to collect a card in person proves who they are."""


@get("/cases", opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    """The search, and one of the lists behind the board's numbers."""
    asked = desk.request.query_params.get("list", "")
    found = await _LISTS[asked](desk) if asked in _LISTS else None
    return desk.page("cases.html", listed=asked if found is not None else "", found=found, typed="")


@post("/cases/find", opt=_HERE, status_code=200)
async def find(desk: NamedDependency[Desk]) -> Page:
    """What was searched for stays out of the address."""
    typed = desk.form.text("number")
    found = await find_cases(desk.queries.cases, desk.issuance.notices, typed)
    if len(found) == 1:
        return desk.go(f"/cases/{found[0].case_id}")
    return desk.page("cases.html", listed="search", found=found, typed=typed)


@get("/cases/{case_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    case = await desk.queries.cases.one(case_id)
    if case is None:
        raise NotFoundException
    streams = [case_id, card_id_of(case.card_serial), *([case.visit_id] if case.visit_id else [])]
    streams.append(contact_id_of(case_id))
    streams += await desk.queries.sheets.ids_of_case(case_id)
    sees_names = desk.staff.has_any(roles.NAMES)
    return desk.page(
        "case.html",
        case=case,
        place=await desk.queries.custody.place_of(case.card_serial),
        course=course_of(desk.words, await desk.queries.timeline.of(streams)),
        holder=await holder_of(desk, case_id) if sees_names else None,
        sees_names=sees_names,
        may=_may(desk),
        rules=RULES_AT_COUNTER,
        clock=await desk.queries.mail.clock(case_id),
        envelopes=await desk.queries.mail.of_case(case_id),
        mail=mail,
        printed=as_printed,
    )


def _may(desk: Desk) -> dict[str, bool]:
    """Which actions to show; the doors decide again."""
    return {
        "handling": desk.staff.has_any(roles.HANDLING),
        "hand_over": desk.staff.has_any(roles.HAND_OVER),
        "mail": desk.staff.has_any(roles.MAIL),
        "ending": desk.staff.has_any(roles.ENDING),
        "barring": desk.staff.has_any(roles.BARRING),
        "destruction": desk.staff.has_any(roles.DESTRUCTION),
        "notices": desk.staff.has_any(roles.NOTICES),
        "stockroom": desk.staff.has_any(roles.STOCKROOM),
    }


def _at(*stages: str) -> Callable[[Desk], Awaitable[list[CaseRow]]]:
    async def found(desk: Desk) -> list[CaseRow]:
        return await desk.queries.cases.at_stages(stages)

    return found


async def _missing(desk: Desk) -> list[CaseRow]:
    return await desk.queries.cases.missing()


async def _unreached(desk: Desk) -> list[CaseRow]:
    return await desk.queries.cases.unreached()


async def _asked_again(desk: Desk) -> list[CaseRow]:
    return await desk.queries.cases.asked_again()


async def _old_pins(desk: Desk) -> list[CaseRow]:
    days = desk.office.settings.sealed_pins_warn_days
    return await desk.queries.cases.sealed_pins_before(desk.now - timedelta(days=days))


_LISTS: Final[Mapping[str, Callable[[Desk], Awaitable[list[CaseRow]]]]] = {
    "missing": _missing,
    "old-pins": _old_pins,
    "asked-again": _asked_again,
    "unreached": _unreached,
    "void": _at("void", "unclaimed"),
    **{
        stage: _at(stage)
        for stage in (
            *("stored", "notified", "awaiting-pins", "uncertain", "ready-to-go", "sealed"),
            *("posted", "returned", "delivered", "handed-over"),
        )
    },
}

HANDLERS = (show_all, find, show)
