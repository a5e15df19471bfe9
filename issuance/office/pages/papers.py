"""書類: the page documents are printed from, the lists that are signed, PIN sheets, receipts."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from issuance.calendar import next_business_day, office_date
from issuance.office.desk import Desk
from issuance.office.doors import staff_with
from issuance.office.forms import FieldError
from issuance.office.holders import people_of
from issuance.office.papers import FORMS, NothingToPrintError, Paper, asked, paper, papers_page
from issuance.office.staff.roles import HAND_OVER, HANDLING, NAMES
from issuance.office.texts.names.cases import DELIVERY, STAGES
from issuance.pins.kinds import ASKING_ORDER
from issuance.pins.sheets import numbered
from issuance.printing import (
    MOST_SHEETS,
    Carried,
    Destroyed,
    Picked,
    Posted,
    Receipt,
    destruction_list,
    handover_manifest,
    pick_list,
    pin_sheets,
    posting_list,
    receipt,
    receipt_languages,
)

_MOST: Final = 5_000
_LAST_SHEET: Final = 999_999


@get("/papers", opt=staff_with(HANDLING))
async def show(desk: NamedDependency[Desk]) -> Paper:
    return await papers_page(desk)


@get("/papers/pin-sheets.pdf", opt=staff_with(FORMS["pin-sheets"]))
async def print_pin_sheets(desk: NamedDependency[Desk]) -> Paper:
    """Blank sheets with running numbers; no name is printed, so none can be mixed up."""
    query = asked(desk)

    async def make() -> Callable[[], bytes]:
        first = query.number("first", least=0, most=_LAST_SHEET) if query.text("first") else 1
        count = query.number("count", least=1, most=MOST_SHEETS) if query.text("count") else 1
        numbers = [numbered(serial) for serial in range(first, first + count)]
        return partial(pin_sheets, numbers, printed_at=desk.now)

    return await paper(desk, "pin-sheets", "pin-sheets", make)


@get("/papers/pick-list.pdf", opt=staff_with(FORMS["pick-list"]))
async def print_pick_list(desk: NamedDependency[Desk]) -> Paper:
    """The cards of a day's bookings, in the order of the shelves; tomorrow's, if no day is said."""
    query = asked(desk)

    async def make() -> Callable[[], bytes]:
        tomorrow = next_business_day(desk.today + timedelta(days=1))
        day = query.day("day") if query.text("day") else tomorrow
        venues = {each.venue_id: each.code for each in await desk.queries.venues.all()}
        items = [
            Picked(
                shelf=case.shelf or "–",
                card_serial=case.card_serial,
                when=desk.words.time(visit.starts_at),
                whither=venues.get(visit.venue_id, "") if visit.venue_id else "",
            )
            for visit in await desk.queries.visits.on_day(day)
            for case in visit.cases
            if case.stage == "booked" and case.shelf
        ]
        return partial(pick_list, items, office=_office(desk), on=day, printed_at=desk.now)

    return await paper(desk, "pick-list", "pick-list", make)


@get("/papers/manifest.pdf", opt=staff_with(FORMS["manifest"]))
async def print_manifest(desk: NamedDependency[Desk]) -> Paper:
    """The sealed sheets that lie at counters, for their way to the back office."""

    async def make() -> Callable[[], bytes]:
        sheets = await desk.queries.sheets.not_destroyed()
        items = [
            Carried(number=each.sheet_number, what="暗証番号設定依頼書")
            for each in sheets
            if each.place == "counter"
        ]
        return partial(
            handover_manifest,
            items,
            office=_office(desk),
            origin="窓口",
            destination="事務室",
            on=desk.today,
            printed_at=desk.now,
        )

    return await paper(desk, "manifest", "manifest", make)


@get("/papers/posting-list.pdf", opt=staff_with(FORMS["posting-list"]))
async def print_posting_list(desk: NamedDependency[Desk]) -> Paper:
    """The sealed envelopes that wait for the post, with their numbers and addressees."""

    async def make() -> Callable[[], bytes]:
        cases = await desk.queries.cases.at_stages(["sealed"], _MOST)
        people = await people_of(desk, [each.case_id for each in cases])
        items = [
            Posted(
                tracking_number=case.tracking_number or "",
                mail_class=DELIVERY.get(case.delivery_mode or "", ""),
                name=people[case.case_id].person.name if case.case_id in people else "",
            )
            for case in cases
        ]
        return partial(
            posting_list, items, office=_office(desk), posted_on=desk.today, printed_at=desk.now
        )

    return await paper(desk, "posting-list", "posting-list", make)


@get("/papers/destruction-list.pdf", opt=staff_with(FORMS["destruction-list"]))
async def print_destruction_list(desk: NamedDependency[Desk]) -> Paper:
    """Cards nobody may have any more and sheets whose PINs are set, for two people."""

    async def make() -> Callable[[], bytes]:
        cards = await desk.queries.cases.at_stages(["void", "unclaimed"], _MOST)
        sheets = await desk.queries.sheets.not_destroyed()
        items = [
            Destroyed(
                number=case.card_serial,
                what="カード",
                reason=STAGES[case.stage],
                since=office_date(case.stage_since),
            )
            for case in cards
        ] + [
            Destroyed(
                number=each.sheet_number,
                what="依頼書",
                reason="設定済み・不要",
                since=office_date(each.moved_at),
            )
            for each in sheets
            if not each.needed
        ]
        return partial(
            destruction_list, items, office=_office(desk), on=desk.today, printed_at=desk.now
        )

    return await paper(desk, "destruction-list", "destruction-list", make)


@get("/cases/{case_id:uuid}/receipt.pdf", opt=staff_with(HAND_OVER & NAMES))
async def print_receipt(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Paper:
    """What somebody takes along from the counter, once more, in their language."""
    language = asked(desk).text("language") or "ja"

    async def make() -> Callable[[], bytes]:
        if language not in receipt_languages():
            raise FieldError("language")
        case = await desk.queries.cases.one(case_id)
        if case is None or case.delivery_mode is None or case.starts_at is None:
            raise NothingToPrintError
        content = Receipt(
            on=office_date(case.starts_at),
            reference=case.reference or "",
            pins=[kind.value for kind in ASKING_ORDER if kind in case.pin_kinds],
            travel=case.delivery_mode,
        )
        settings = desk.office.settings
        return partial(
            receipt,
            content,
            language,
            office=settings.office_name_ja,
            phone=settings.office_phone,
            site=settings.booking_public_url,
            printed_at=desk.now,
        )

    return await paper(desk, "receipt", "receipt", make)


def _office(desk: Desk) -> str:
    return desk.office.settings.office_name_ja


HANDLERS = (
    show,
    print_pin_sheets,
    print_pick_list,
    print_manifest,
    print_posting_list,
    print_destruction_list,
    print_receipt,
)
