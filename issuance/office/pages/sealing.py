"""封入: the card in hand, the address of this very moment, two people."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from issuance.application.posting import Closing
from issuance.cases.posting import CertificatesOnCard
from issuance.errors import NotFoundError
from issuance.office.chip_readings import ReadingGoneError
from issuance.office.desk import Desk, Page
from issuance.office.doors import staff_with
from issuance.office.holders import holder_of
from issuance.office.staff.roles import MAIL
from issuance.office.texts.names import mail
from issuance.read_models.queries_cases import CaseRow
from issuance.shipments.mail import MailClass
from issuance.shipments.tracking import TrackingNumberError, fits_kind, parse_tracking_number

_HERE = staff_with(MAIL)
_PATH = "/sealing"
_KINDS: Final = {
    "registered-mail": MailClass.SIMPLIFIED_REGISTERED,
    "addressee-only-mail": MailClass.ADDRESSEE_ONLY,
}


@get(_PATH, opt=_HERE)
async def show_all(desk: NamedDependency[Desk]) -> Page:
    cases, barred = desk.queries.cases, await desk.queries.mail.barred()
    waiting = _but(await cases.at_stages(["ready-to-go"]), {each.case_id for each in barred})
    return desk.page(
        "sealing.html",
        waiting=[case for case in waiting if case.delivery_mode != "counter"],
        collected=[case for case in waiting if case.delivery_mode == "counter"],
        returned=_but(await cases.at_stages(["returned"]), {each.case_id for each in barred}),
        barred=barred,
        readings=await desk.office.chip_readings.fresh(desk.now),
        mail=mail,
    )


@post("/sealing/find", opt=_HERE)
async def find(desk: NamedDependency[Desk]) -> Page:
    """The case of the card that was scanned."""
    case_id = await desk.queries.cases.of_serial(desk.form.code("card_serial"))
    if case_id is None:
        return await desk.refuse(NotFoundError(), back=_PATH, form="find")
    return desk.go(f"{_PATH}/{case_id}")


@get("/sealing/{case_id:uuid}", opt=_HERE)
async def show(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """The case with the address of now, what stands against posting, and the card on a reader."""
    case = await desk.queries.cases.one(case_id)
    clock = await desk.queries.mail.clock(case_id)
    if case is None or clock is None:
        raise NotFoundException
    return desk.page(
        "seal.html",
        case=case,
        clock=clock,
        holder=await holder_of(desk, case_id),
        reading=await desk.office.chip_readings.of_card(case.card_serial, desk.now),
        mail=mail,
    )


@post("/sealing/{case_id:uuid}/close", opt=_HERE)
async def close(desk: NamedDependency[Desk], case_id: FromPath[UUID]) -> Page:
    """A label whose first digit says another kind of mail is taken, and people are told."""
    case = await desk.queries.cases.one(case_id)
    if case is None:
        raise NotFoundException

    async def deed() -> None:
        serial, certificates = await _card_in_hand(desk, case)
        closing = Closing(
            card_serial_read=serial,
            certificates=certificates,
            tracking_number=desk.form.text("tracking_number"),
            sealers=await desk.pair(MAIL),
            address_checked=desk.form.has("address_checked"),
        )
        await desk.issuance.posting.seal(desk.order(), case_id, closing)

    done = "sealed" if _fits(desk, case) else "sealed-other-kind"
    return await desk.act(deed(), back=f"{_PATH}/{case_id}", then=_PATH, done=done, form="seal")


async def _card_in_hand(desk: Desk, case: CaseRow) -> tuple[str, CertificatesOnCard]:
    """What the reader says of the card on it, or what two people read at the terminal.

    Raises:
        ReadingGoneError: the card lies on no reader any more.
    """
    if not desk.form.has("by_chip"):
        typed = CertificatesOnCard(
            signature=desk.form.has("signature"), authentication=desk.form.has("authentication")
        )
        return desk.form.code("card_serial_read"), typed
    reading = await desk.office.chip_readings.of_card(case.card_serial, desk.now)
    if reading is None:
        raise ReadingGoneError
    read = CertificatesOnCard(
        signature=reading.signature, authentication=reading.authentication, read_by_chip=True
    )
    return reading.card_serial, read


def _fits(desk: Desk, case: CaseRow) -> bool:
    """Whether the number says the case's kind of mail; one that cannot be a number is refused."""
    kind = _KINDS.get(case.delivery_mode or "")
    try:
        number = parse_tracking_number(desk.form.text("tracking_number"))
    except TrackingNumberError:
        return True
    return kind is None or fits_kind(number, kind)


def _but(cases: Iterable[CaseRow], left_out: Collection[UUID]) -> list[CaseRow]:
    return [case for case in cases if case.case_id not in left_out]


HANDLERS = (show_all, find, show, close)
