"""通知書と宛名ラベル: what goes out by post, as PDF; people's data is opened for it alone."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.notices.numbers import format_notice_number
from issuance.office.desk import Desk
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError, Form
from issuance.office.holders import people_of
from issuance.office.papers import FORMS, NothingToPrintError, Paper, asked, paper
from issuance.printing import (
    MOST_NOTICES,
    SHEETS,
    Address,
    Edition,
    Notice,
    Placing,
    Sender,
    calibration,
    label_parts,
    labels,
    notices,
    wording,
)
from issuance.read_models.queries_cases import CaseRow
from issuance.read_models.queries_visits import day_span

_MOST: Final = 50_000
_WAITING_FOR_ENVELOPE: Final = ("ready-to-go", "returned")
_FARTHEST_MM: Final = 10.0


@get("/papers/notices.pdf", opt=staff_with(FORMS["notices"]))
async def print_notices(desk: NamedDependency[Desk]) -> Paper:
    """The notices sent on a day, as long as nobody booked on them."""
    query = asked(desk)

    async def make() -> Callable[[], bytes]:
        day, edition = _day(desk, query), query.choice("edition", Edition, Edition.STANDARD)
        cases = await _noticed(desk, day)
        first = (_part(query) - 1) * MOST_NOTICES
        return await _notices(desk, cases[first : first + MOST_NOTICES], edition)

    return await paper(desk, "notices", "notices", make)


@get("/cases/{case_id:uuid}/notice.pdf", opt=staff_with(FORMS["notices"]))
async def print_notice(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Paper:
    """The latest notice of one case."""

    async def make() -> Callable[[], bytes]:
        case = await desk.queries.cases.one(case_id)
        if case is None or case.notice_round == 0:
            raise NothingToPrintError
        edition = asked(desk).choice("edition", Edition, Edition.STANDARD)
        return await _notices(desk, [case], edition)

    return await paper(desk, "notices", "notice", make)


@get("/papers/notice-labels.pdf", opt=staff_with(FORMS["notice-labels"]))
async def print_notice_labels(desk: NamedDependency[Desk]) -> Paper:
    """Addresses for the notices sent on a day."""
    query = asked(desk)

    async def make() -> Callable[[], bytes]:
        return await _labels(desk, await _noticed(desk, _day(desk, query)), query)

    return await paper(desk, "notice-labels", "labels", make)


@get("/papers/envelope-labels.pdf", opt=staff_with(FORMS["envelope-labels"]))
async def print_envelope_labels(desk: NamedDependency[Desk]) -> Paper:
    """Addresses, as they are now, for the cards that wait for their envelopes."""

    async def make() -> Callable[[], bytes]:
        waiting = await desk.queries.cases.at_stages(_WAITING_FOR_ENVELOPE, _MOST)
        by_post = [case for case in waiting if case.delivery_mode != "counter"]
        return await _labels(desk, by_post, asked(desk))

    return await paper(desk, "envelope-labels", "labels", make)


@get("/papers/label-sheet.pdf", opt=staff_with(FORMS["label-sheet"]))
async def print_label_sheet(desk: NamedDependency[Desk]) -> Paper:
    """The outlines of a sheet's stickers, to find how far a printer is off."""

    async def make() -> Callable[[], bytes]:
        words = desk.words(
            "普通紙に等倍（100%）で印刷し、ラベル用紙に重ねて光にすかします。"
            "ずれをミリで読み、「右へ」「下へ」に入れて、もう一度確かめてください。"
        )
        placing = _placing(asked(desk))
        return partial(calibration, placing, words=words, printed_at=desk.now)

    return await paper(desk, "label-sheet", "label-sheet", make)


async def _noticed(desk: Desk, day: date) -> list[CaseRow]:
    return await desk.queries.cases.noticed_between(*day_span(day), limit=_MOST)


async def _notices(desk: Desk, cases: Sequence[CaseRow], edition: Edition) -> Callable[[], bytes]:
    settings, number = desk.office.settings, desk.issuance.notices.number
    letters = [
        Notice(
            name=to.name,
            postcode=to.postcode,
            address=to.address,
            number=format_notice_number(number(case.case_id, case.notice_round)),
            round=case.notice_round,
            deadline=case.pickup_deadline,
            pinless=case.pinless,
            under_15=case.under_15,
            reissue=case.kind != "first",
        )
        for case, to in await _addressed(desk, cases)
    ]
    sender = Sender(
        office=settings.office_name_ja,
        phone=settings.office_phone,
        site=settings.booking_public_url,
    )
    words = wording(settings.notice_wording)
    return partial(notices, letters, words, edition, sender, printed_at=desk.now)


async def _labels(desk: Desk, cases: Sequence[CaseRow], query: Form) -> Callable[[], bytes]:
    placing, number = _placing(query), _part(query)
    parts = label_parts(len(cases), placing)
    if number > len(parts):
        raise NothingToPrintError
    addresses = [to for _, to in await _addressed(desk, cases[parts[number - 1]])]
    if number > 1:
        placing = Placing(sheet=placing.sheet, right_mm=placing.right_mm, down_mm=placing.down_mm)
    return partial(_only_part, addresses, placing, desk.now)


def _only_part(addresses: Sequence[Address], placing: Placing, printed_at: datetime) -> bytes:
    (pdf,) = labels(addresses, placing, printed_at=printed_at)
    return pdf


async def _addressed(desk: Desk, cases: Sequence[CaseRow]) -> list[tuple[CaseRow, Address]]:
    """The cases whose person is known, each with the address of this moment.

    Raises:
        NothingToPrintError: there are none.
    """
    people = await people_of(desk, [case.case_id for case in cases])
    found = [
        (
            case,
            Address(
                postcode=people[case.case_id].person.postcode,
                address=people[case.case_id].person.address,
                name=people[case.case_id].person.name,
                note=case.card_serial[-4:],
            ),
        )
        for case in cases
        if case.case_id in people
    ]
    if not found:
        raise NothingToPrintError
    return found


def _day(desk: Desk, query: Form) -> date:
    return query.day("day") if query.text("day") else desk.today


def _part(query: Form) -> int:
    return query.number("part", least=1, most=9_999) if query.text("part") else 1


def _placing(query: Form) -> Placing:
    size = query.number("sheet", least=1, most=99) if query.text("sheet") else min(SHEETS)
    if size not in SHEETS:
        raise FieldError("sheet")
    sheet = SHEETS[size]
    start = query.number("start", least=1, most=sheet.places) if query.text("start") else 1
    right, down = _millimetres(query, "right"), _millimetres(query, "down")
    return Placing(sheet=sheet, start=start, right_mm=right, down_mm=down)


def _millimetres(query: Form, name: str) -> float:
    try:
        typed = float(query.code(name) or "0")
    except ValueError:
        raise FieldError(name) from None
    if not -_FARTHEST_MM <= typed <= _FARTHEST_MM:
        raise FieldError(name)
    return typed


HANDLERS = (
    print_notices,
    print_notice,
    print_notice_labels,
    print_envelope_labels,
    print_label_sheet,
)
