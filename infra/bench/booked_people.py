"""As many people as a bench or a drill wants: cards on the shelf, notices, bookings of a day."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from infra.demo.opening import VENUE
from issuance.applicants.application_ids import case_id
from issuance.applicants.person import Person, Sex
from issuance.applicants.sealing import Applicant
from issuance.application import Issuance, Order
from issuance.application.arrivals import ExpectedCard
from issuance.application.bookings import Booked
from issuance.application.work import card_id_of, record
from issuance.capacity.venues import venue_id_of
from issuance.cases.facts import CardArrived, CardExpected, CardStored, CaseKind, SetupCompleted
from issuance.cases.state import Case, evolve
from issuance.custody import cards
from issuance.custody.cards import CardPlace
from issuance.custody.facts import CardReceived
from issuance.custody.places import shelf
from issuance.ledger.facts import Recorded, Stream
from issuance.notices.numbers import notice_id
from issuance.notices.releasing import Override, OverrideReason
from issuance.office.staff.accounts import add_staff
from issuance.staffing.roles import Role
from issuance.visits.visit import visit_id_of

BIRTHDAY: Final = date(1985, 4, 8)
"""Of everybody."""
EXPIRES_ON: Final = date(2036, 4, 8)
_BOX, _SHELF = "BENCH", "A-01"
_BY: Final = "staff:K90"
_BEYOND: Final = Override(reason=OverrideReason.PLACES_COMING, supervisor="K90")


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody whose card was made: the case and the card's serial."""

    case_id: UUID
    card_serial: str


async def people_with_bookings(
    issuance: Issuance, count: int, now: datetime
) -> list[tuple[UUID, UUID]]:
    """Visit and case of each, after a box, a shelf, a notice and a booking of their own."""
    holders = await cards_on_the_shelf(issuance, count, now)
    await send_notices(issuance, holders, now)
    visits = await book(issuance, [(each, now) for each in holders], now)
    return [(visit, each.case_id) for visit, each in zip(visits, holders, strict=True)]


async def cards_on_the_shelf(issuance: Issuance, count: int, now: datetime) -> list[Holder]:
    """Cards that arrived, were set up and stored: the facts of that, all at once."""
    # The office takes facts only of people it employs.
    await add_staff(issuance.work.log.pool, "K01", secrets.token_urlsafe(), [Role.CLERK])
    order, secret = Order(by=_BY, at=now), issuance.work.secrets.application_ids
    lines = [_card(secret, number) for number in range(count)]
    await issuance.arrivals.expect_cards(order, lines)
    ids = [each.applicant.person_id for each in lines]
    stored = (CardArrived(box=_BOX), SetupCompleted(terminal_id="T1"), CardStored(shelf=_SHELF))
    holders = [
        Holder(case_id=id_, card_serial=card.expected.card_serial)
        for id_, card in zip(ids, lines, strict=True)
    ]
    async with issuance.work.log.transaction() as tx:
        cases = await tx.read_many(ids, Case(), evolve)
        await tx.append(fact for each in ids for fact in record(cases[each], order, stored))
        await tx.append(fact for each in holders for fact in _kept(each, order))
    return holders


def _kept(holder: Holder, order: Order) -> list[Recorded[object]]:
    """The card lies on its shelf."""
    received = CardReceived(card_serial=holder.card_serial, place=shelf(_SHELF))
    card = Stream(card_id_of(holder.card_serial), CardPlace(), cards.evolve)
    return record(card, order, [received])


async def send_notices(issuance: Issuance, holders: Sequence[Holder], now: datetime) -> None:
    """All of them together, whatever places there are."""
    order = Order(by=_BY, at=now)
    ids = [each.case_id for each in holders]
    await issuance.notices.release(order, ids, override=_BEYOND)


async def book(
    issuance: Issuance, wishes: Sequence[tuple[Holder, datetime]], now: datetime
) -> list[UUID]:
    """The visit of each, at its time, as booking tells of it."""
    visits = list[UUID]()
    async with issuance.work.log.transaction() as tx:
        for holder, starts_at in wishes:
            notice = notice_id(issuance.notices.number(holder.case_id, 1))
            party = uuid5(notice, "appointment")
            booked = Booked(
                appointment_id=party,
                party_id=party,
                venue_id=venue_id_of(VENUE.code),
                starts_at=starts_at,
                minutes=10,
                reference="7H2K9QXM",
            )
            await issuance.bookings.note(tx, Order(by="worker", at=now), notice, booked)
            visits.append(visit_id_of(party))
    return visits


def _card(secret: bytes, number: int) -> ExpectedCard:
    application_id = f"{number:023d}"
    person = Person(
        name="試験 太郎",
        name_kana=None,
        former_name=None,
        alias=None,
        birth_on=BIRTHDAY,
        sex=Sex.NOT_STATED,
        postcode="1328501",
        address="江戸川区架空町1丁目2番3号",
    )
    expected = CardExpected(
        box=_BOX,
        card_serial=f"{number:015d}",
        kind=CaseKind.FIRST,
        expires_on=EXPIRES_ON,
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
