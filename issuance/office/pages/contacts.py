"""連絡: reminders, the call list, home visits, and notices that came back; a list for each."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency

from issuance.errors import NotFoundError
from issuance.notices.contact_facts import (
    AddressOutcome,
    CallOutcome,
    HomeVisitOutcome,
    NoticeReturnReason,
)
from issuance.notices.numbers import notice_id, parse_notice_number
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.holders import people_of
from issuance.office.staff.roles import CONTACTS
from issuance.read_models.queries_contacts import ContactRow

_HERE = staff_with(CONTACTS)
_REMINDERS, _CALLS = "/notices/reminders", "/notices/calls"
_VISITS, _RETURNED = "/notices/home-visits", "/notices/returned"
O = TypeVar("O", bound=StrEnum)  # noqa: E741 - an outcome


@dataclass(frozen=True, kw_only=True)
class Reached:
    """A case on a list with its holder's name, opened for this page alone."""

    row: ContactRow
    name: str = field(repr=False)
    kana: str = field(repr=False)
    address: str = field(repr=False)


@get(_REMINDERS, opt=_HERE)
async def reminders(desk: NamedDependency[Desk]) -> Page:
    return await _list(desk, "reminders", await desk.queries.contacts.reminders(desk.today))


@get(_CALLS, opt=_HERE)
async def calls(desk: NamedDependency[Desk]) -> Page:
    return await _list(desk, "calls", await desk.queries.contacts.calls(desk.today))


@get(_VISITS, opt=_HERE)
async def home_visits(desk: NamedDependency[Desk]) -> Page:
    return await _list(desk, "home-visits", await desk.queries.contacts.home_visits(desk.today))


@get(_RETURNED, opt=_HERE)
async def returned(desk: NamedDependency[Desk]) -> Page:
    return await _list(desk, "returned", await desk.queries.contacts.returned())


async def _list(desk: Desk, kind: str, rows: Sequence[ContactRow]) -> Page:
    due = await desk.queries.contacts.due(desk.today)
    people = await _people(desk, rows)
    rules = desk.issuance.work.policy.contacts
    return desk.page("contacts.html", kind=kind, people=people, due=due, rules=rules)


async def _people(desk: Desk, rows: Sequence[ContactRow]) -> list[Reached]:
    """Those whose data was not erased."""
    known = await people_of(desk, [row.case_id for row in rows])
    return [
        Reached(
            row=row,
            name=known[row.case_id].person.name,
            kana=known[row.case_id].person.name_kana or "",
            address=known[row.case_id].person.address,
        )
        for row in rows
        if row.case_id in known
    ]


@post(_REMINDERS, opt=_HERE)
async def remind(desk: NamedDependency[Desk]) -> Page:
    """Reminders of the ticked cases were posted."""

    async def deed(case_id: UUID) -> None:
        await desk.issuance.contacts.remind(desk.order(case_id), case_id)

    cases = {case.case_id: case for case in await desk.chosen()}
    return await desk.act_on_each(
        cases.values(), lambda case: deed(case.case_id), back=_REMINDERS, done="reminded",
        form="contact",
    )  # fmt: skip


@post(_CALLS, opt=_HERE)
async def call(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        outcome = _outcome(desk, CallOutcome)
        await desk.issuance.contacts.call(desk.order(), desk.form.uuid("case"), outcome)

    return await _done(desk, deed, back=_CALLS, done="called")


@post(_VISITS, opt=_HERE)
async def visit(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        outcome = _outcome(desk, HomeVisitOutcome)
        await desk.issuance.contacts.visit_home(desk.order(), desk.form.uuid("case"), outcome)

    return await _done(desk, deed, back=_VISITS, done="home-visited")


@post(_RETURNED, opt=_HERE)
async def take_back(desk: NamedDependency[Desk]) -> Page:
    """The notice number is read off the letter that came back."""

    async def deed() -> None:
        reason = _outcome(desk, NoticeReturnReason)
        number = parse_notice_number(desk.form.text("number"))
        case_id = await desk.queries.cases.of_notice(notice_id(number))
        if case_id is None:
            raise NotFoundError
        await desk.issuance.contacts.take_back(desk.order(), case_id, reason)

    return await _done(desk, deed, back=_RETURNED, done="notice-returned")


@post("/notices/returned/address", opt=_HERE)
async def check_address(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        outcome = _outcome(desk, AddressOutcome)
        await desk.issuance.contacts.check_address(desk.order(), desk.form.uuid("case"), outcome)

    return await _done(desk, deed, back=_RETURNED, done="address-checked")


@post("/notices/returned/again", opt=_HERE)
async def post_again(desk: NamedDependency[Desk]) -> Page:
    async def deed() -> None:
        await desk.issuance.notices.post_again(desk.order(), desk.form.uuid("case"))

    return await _done(desk, deed, back=_RETURNED, done="posted-again")


async def _done(desk: Desk, deed: Callable[[], Awaitable[None]], *, back: str, done: str) -> Page:
    return await desk.act(deed(), back=back, done=done, form="contact")


def _outcome(desk: Desk, kind: type[O]) -> O:
    """What was chosen; nothing is chosen for anybody."""
    if desk.form.text("outcome") not in set(kind):
        raise FieldError("outcome")
    return kind(desk.form.text("outcome"))


HANDLERS = (
    reminders,
    calls,
    home_visits,
    returned,
    remind,
    call,
    visit,
    take_back,
    check_address,
    post_again,
)
