"""As many people as a bench wants, each with a card on the shelf and a booking today."""

import secrets
from datetime import date, datetime
from uuid import UUID, uuid5

from infra.demo.opening import VENUE
from issuance.applicants.application_ids import case_id
from issuance.applicants.person import Person, Sex
from issuance.applicants.sealing import Applicant
from issuance.application import Issuance, Order
from issuance.application.arrivals import ExpectedCard
from issuance.application.bookings import Booked
from issuance.capacity.venues import venue_id_of
from issuance.cases.facts import CardExpected, CaseKind
from issuance.notices.numbers import notice_id
from issuance.office.staff.accounts import add_staff
from issuance.staffing.roles import Role
from issuance.visits.visit import visit_id_of

_OFFICERS = ("K90", "K91")


async def people_with_bookings(
    issuance: Issuance, count: int, now: datetime
) -> list[tuple[UUID, UUID]]:
    """Visit and case of each, after a box, a shelf, a notice and a booking of their own."""
    order = Order(by="staff:K90", at=now)
    # The office takes facts only of people it employs.
    await add_staff(issuance.work.log.pool, "K01", secrets.token_urlsafe(), [Role.CLERK])
    secret = issuance.work.secrets.application_ids
    cards = [_card(secret, number) for number in range(count)]
    await issuance.arrivals.expect_cards(order, cards)
    await issuance.arrivals.open_box(order, "BENCH", _OFFICERS)
    for each in cards:
        id_ = each.applicant.person_id
        await issuance.arrivals.scan_card(order, "BENCH", each.expected.card_serial)
        await issuance.arrivals.complete_setup(order, id_, "terminal:T1")
        await issuance.arrivals.store(order, id_, "A-01")
        await issuance.notices.send(order, id_)
    return [await _booked(issuance, each.applicant.person_id, now) for each in cards]


def _card(secret: bytes, number: int) -> ExpectedCard:
    application_id = f"{number:023d}"
    person = Person(
        name="試験 太郎",
        name_kana=None,
        former_name=None,
        alias=None,
        birth_on=date(1985, 4, 8),
        sex=Sex.NOT_STATED,
        postcode="1328501",
        address="江戸川区架空町1丁目2番3号",
    )
    expected = CardExpected(
        box="BENCH",
        card_serial=f"{number:015d}",
        kind=CaseKind.FIRST,
        expires_on=date(2036, 4, 8),
        signature_certificate=True,
        authentication_certificate=True,
        pinless=False,
        under_15=False,
    )
    id_ = case_id(secret, application_id)
    return ExpectedCard(
        applicant=Applicant(person_id=id_, application_id=application_id, person=person),
        expected=expected,
    )


async def _booked(issuance: Issuance, id_: UUID, now: datetime) -> tuple[UUID, UUID]:
    notice = notice_id(issuance.notices.number(id_, 1))
    party = uuid5(notice, "appointment")
    booked = Booked(
        appointment_id=party,
        party_id=party,
        venue_id=venue_id_of(VENUE.code),
        starts_at=now,
        minutes=10,
        reference="7H2K9QXM",
    )
    async with issuance.work.log.transaction() as tx:
        await issuance.bookings.note(tx, Order(by="worker", at=now), notice, booked)
    return visit_id_of(party), id_
