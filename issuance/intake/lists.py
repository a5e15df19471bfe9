"""一覧の取り込み: delivery lists and changes of the resident record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from issuance.applicants.application_ids import case_id
from issuance.applicants.sealing import Applicant
from issuance.application import Issuance, Order
from issuance.application.arrivals import CardsRefusedError, ExpectedCard
from issuance.calendar import age_on, office_date
from issuance.cases.facts import CardExpected
from issuance.errors import NotFoundError, Refusal
from issuance.intake.changes_preview import corrected
from issuance.intake.delivery_list import DeliveryList, DeliveryRow, parse_delivery_list
from issuance.intake.problems import FileRefusedError, Problem
from issuance.intake.resident_changes import BARS, Change, ResidentChange, parse_resident_changes
from issuance.intake.words import Flag

SIGNATURE_FROM_AGE = 15
"""Younger holders get no signature certificate (domain.md 5)."""


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What became of one file: taken in, or refused with every problem found."""

    rows: int
    new: int
    problems: tuple[Problem, ...] = ()


async def import_delivery_list(
    issuance: Issuance, content: bytes, *, by: str, at: datetime
) -> ImportReport:
    """Take in one list; the same file again adds nothing."""
    today = office_date(at)
    try:
        parsed = parse_delivery_list(content, today)
    except FileRefusedError as refusal:
        return ImportReport(rows=0, new=0, problems=refusal.problems)
    order = Order(
        by=by, at=at, key=f"delivery-list:{parsed.digest}", digest=bytes.fromhex(parsed.digest)
    )
    secret = issuance.work.secrets.application_ids
    lines = [_expected(row, secret, today) for row in parsed.rows]
    try:
        new = await issuance.arrivals.expect_cards(order, lines)
    except CardsRefusedError as refusal:
        return ImportReport(rows=len(lines), new=0, problems=_problems(parsed, refusal))
    return ImportReport(rows=len(lines), new=new)


def _expected(row: DeliveryRow, secret: bytes, today: date) -> ExpectedCard:
    under_15 = age_on(today, row.person.birth_on) < SIGNATURE_FROM_AGE
    signs = not under_15 and not row.flags & {Flag.NO_SIGNATURE, Flag.PINLESS}
    return ExpectedCard(
        applicant=Applicant(
            person_id=case_id(secret, row.application_id),
            application_id=row.application_id,
            person=row.person,
        ),
        expected=CardExpected(
            box=row.box,
            card_serial=row.card_serial,
            kind=row.kind,
            expires_on=row.expires_on,
            signature_certificate=signs,
            authentication_certificate=Flag.NO_AUTHENTICATION not in row.flags,
            pinless=Flag.PINLESS in row.flags,
            under_15=under_15,
            applied_on=row.applied_on,
            old_card_serial=row.old_card_serial,
        ),
    )


def _problems(parsed: DeliveryList, refusal: CardsRefusedError) -> tuple[Problem, ...]:
    return tuple(
        Problem(line=parsed.rows[index].line, column=column, code=code)
        for index, column, code in refusal.refused
    )


class NotYetError(Refusal):
    """The change lies ahead (転出予定日): take the file in again on that day."""

    code = "not-yet"


@dataclass(frozen=True, kw_only=True)
class ChangesReport:
    """What came of resident-record changes; `refused` names the line and why it had no effect."""

    applied: int
    refused: Sequence[tuple[int, str]]


async def import_resident_changes(
    issuance: Issuance, order: Order, content: bytes
) -> ChangesReport:
    """Take in who moved, left or died. A file with problems changes nothing.

    Raises:
        ResidentChangesRefusedError: every problem by line.
    """
    parsed = parse_resident_changes(content, office_date(order.at))
    refused: list[tuple[int, str]] = []
    for row in parsed.rows:
        try:
            if row.on > office_date(order.at):
                raise NotYetError
            await _apply(issuance, order, row)
        except Refusal as refusal:
            refused.append((row.line, refusal.code))
    return ChangesReport(applied=len(parsed.rows) - len(refused), refused=refused)


async def _apply(issuance: Issuance, order: Order, row: ResidentChange) -> None:
    id_ = case_id(issuance.work.secrets.application_ids, row.application_id)
    match row.change:
        case Change.MOVED_OUT:
            await issuance.endings.moved_out(order, id_)
        case Change.DIED:
            await issuance.endings.died(order, id_)
        case Change.RECORD_DELETED:
            await issuance.endings.record_deleted(order, id_)
        case Change.NUMBER_CHANGED:
            await issuance.endings.number_changed(order, id_)
        case Change.ADDRESS:
            if row.postcode is None or row.address is None:
                raise NotFoundError
            await issuance.endings.moved(order, id_, row.postcode, row.address)
        case Change.NAME:
            named = partial(corrected, row=row)
            await issuance.endings.record_changed(order, id_, BARS[row.change], named)
        case Change.PERIOD_OF_STAY | Change.SUSPENDED | Change.FORWARDING:
            await issuance.endings.record_changed(order, id_, BARS[row.change])
