"""Made-up people whose cards lie on the shelf and who have booked, as the office knows them."""

from datetime import date, timedelta
from itertools import count
from uuid import uuid5

from issuance.applicants.application_ids import case_id
from issuance.applicants.person import Person, Sex
from issuance.applicants.sealing import Applicant
from issuance.application import Order
from issuance.application.arrivals import ExpectedCard
from issuance.application.bookings import Booked
from issuance.calendar import office_date, office_time
from issuance.capacity.venues import venue_id_of
from issuance.cases.facts import CardExpected, CaseKind
from issuance.notices.numbers import notice_id
from issuance.visits.visit import visit_id_of

NAMES = ("試験 太郎", "試験 花子", "試験 次郎")
_numbers = count(1)


def expected_card(secret, box, name, *, under_15=False, pinless=False, old_card_serial=None):
    """A line of a delivery list."""
    number = next(_numbers)
    application_id = f"{number:023d}"
    person = Person(
        name=name,
        name_kana="シケン タロウ",
        former_name=None,
        alias=None,
        birth_on=date(2016, 4, 8) if under_15 else date(1985, 4, 8),
        sex=Sex.NOT_STATED,
        postcode="1328501",
        address="江戸川区架空町1丁目2番3号",
    )
    expected = CardExpected(
        box=box,
        card_serial=f"{number:015d}",
        kind=CaseKind.RENEWAL if old_card_serial else CaseKind.FIRST,
        expires_on=date(2036, 4, 8),
        signature_certificate=not under_15 and not pinless,
        authentication_certificate=True,
        pinless=pinless,
        under_15=under_15,
        old_card_serial=old_card_serial,
    )
    applicant = Applicant(
        person_id=case_id(secret, application_id), application_id=application_id, person=person
    )
    return ExpectedCard(applicant=applicant, expected=expected)


async def bring_to_the_shelf(issuance, cards, at):
    """The whole way of a box: opened, checked, shelved, every holder told."""
    box = cards[0].expected.box
    order = Order(by="staff:K90", at=at)
    await issuance.arrivals.expect_cards(order, cards)
    await issuance.arrivals.open_box(order, box, ("K90", "K91"))
    for each in cards:
        id_ = each.applicant.person_id
        await issuance.arrivals.scan_card(order, box, each.expected.card_serial)
        await issuance.arrivals.complete_setup(order, id_, "terminal:T1")
        await issuance.arrivals.store(order, id_, "A-01")
        await issuance.notices.send(order, id_)
    await issuance.arrivals.close_box(order, box)


async def book(issuance, cards, starts_at, reference, *, at, language=""):
    """One party's booking as the worker takes it in; returns the visit's id."""
    ids = [each.applicant.person_id for each in cards]
    notices = [notice_id(issuance.notices.number(each, 1)) for each in ids]
    party = uuid5(notices[0], "party")
    for place, notice in enumerate(notices):
        booked = Booked(
            appointment_id=uuid5(notice, "appointment") if place else party,
            party_id=party,
            venue_id=venue_id_of("EDO-HONCHO"),
            starts_at=starts_at,
            minutes=15,
            reference=reference,
            language=language,
        )
        async with issuance.work.log.transaction() as tx:
            await issuance.bookings.note(tx, Order(by="worker", at=at), notice, booked)
    return visit_id_of(party)


def soon(now, minutes):
    """Some minutes from now, but never tomorrow: the queue is that of a day."""
    last = office_time(office_date(now), 0) + timedelta(hours=23, minutes=50)
    return min(now + timedelta(minutes=minutes), last)
