"""Both zones, real on both sides: batches carried over HTTP, also after days of silence."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from booking_web.desk import Desk
from booking_web.queue.places import Queue
from booking_web.timetable.commands import Arrive, Book, Wishes
from booking_web.timetable.policy import Policy
from infra.relay import Relay
from issuance.application.invitations import Invited
from issuance.calendar import office_date
from issuance.calendar.opening_rules import Service
from issuance.cases.state import Stage
from issuance.intake.bookings import BookingIntake
from issuance.invitations.state import Invitation, evolve
from issuance.ledger.exchange import Receiver, Sender
from issuance.ledger.postgres import PostgresLog
from issuance.notices.numbers import notice_id
from issuance.release.news import News
from issuance.visits.visit import visit_id_of
from tests.booking_web.pages.office import OFFICE_KEY, TOKEN, settings_for
from tests.issuance.application.house import NOW, VENUE, VISIT_AT, House, clerk, officer
from tests.issuance.calendar.rules import on_terms

BOOKING_KEY = Ed25519PrivateKey.from_private_bytes(bytes([2] * 32))
LATER = NOW + timedelta(days=5)


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1, 2, 3)
    await opened.offer()
    await opened.take_to(Stage.NOTIFIED, 1, 2, 3)
    return opened


@pytest.fixture
async def site(booking_access):
    app = create_app(settings_for(booking_access.dsn))
    async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
        yield client


@pytest.fixture
async def desk(booking_db):
    opened = Desk(PostgresLog(booking_db), policy=Policy(), clock=lambda: LATER)
    await opened.start()
    yield opened
    await opened.stop()


def relay_of(house, client, token=TOKEN, key=OFFICE_KEY):
    news = News(house.issuance.work)
    receiver = Receiver(BOOKING_KEY.public_key(), sender="booking")
    return Relay(
        client,
        token=token,
        intake=BookingIntake(
            house.log, receiver, house.issuance.bookings, house.issuance.invitations
        ),
        sender=Sender(house.log, key, name="office", translate=news.translate),
    )


async def book(desk, house, number):
    async with asyncio.timeout(10):  # the desk's timetable follows the log
        while len(times := desk.free_times(office_date(VISIT_AT), at=LATER)) <= number:
            await asyncio.sleep(0.01)
    command = Book(
        notice_ids=(house.notice_of(number),),
        slot_id=times[number].slot_id,
        wishes=Wishes(language="ja", needs=()),
    )
    return await desk.submit(command, key=f"book {number}", at=LATER)


async def test_notices_go_out_and_bookings_come_in(house, site, desk):
    relay = relay_of(house, site)
    assert await relay.carry() == 1
    await book(desk, house, 1)
    assert await relay.carry() == 1
    assert await house.stage(1) is Stage.BOOKED
    assert await relay.carry() == 0


async def test_booking_goes_on_while_the_office_is_away_for_days_and_it_catches_up(
    house, site, desk
):
    relay = relay_of(house, site)
    await relay.carry()
    for number in (1, 2, 3):
        await book(desk, house, number)
        await site.get("/exchange/outbox", headers={"Authorization": f"Bearer {TOKEN}"})
    await relay.carry()
    assert [await house.stage(number) for number in (1, 2, 3)] == [Stage.BOOKED] * 3


async def test_a_case_that_ended_meanwhile_cancels_the_booking_there(house, site, desk):
    relay = relay_of(house, site)
    await relay.carry()
    await book(desk, house, 1)
    await house.issuance.endings.died(officer(LATER), UUID(int=1))
    await relay.carry()
    assert await desk.appointment(house.notice_of(1)) is None
    assert await house.stage(1) is Stage.VOID


async def test_a_wrong_token_carries_nothing(house, site):
    with pytest.raises(httpx.HTTPStatusError):
        await relay_of(house, site, token="x" * 40).carry()
    assert await house.log.pool.fetchval("SELECT count(*) FROM exchange.received_batches") == 0


async def test_bookings_come_in_while_the_site_refuses_our_news(house, site, desk):
    await relay_of(house, site).carry()
    await book(desk, house, 1)
    await house.issuance.endings.died(officer(LATER), UUID(int=2))
    with pytest.raises(httpx.HTTPStatusError):
        await relay_of(house, site, key=BOOKING_KEY).carry()
    assert await house.stage(1) is Stage.BOOKED


async def test_a_booking_that_crossed_the_second_notice_stops_nothing(house, site, desk):
    relay = relay_of(house, site)
    await relay.carry()
    await book(desk, house, 1)
    after = NOW + timedelta(days=91)
    await house.issuance.notices.send(officer(after), UUID(int=1))
    await house.issuance.endings.died(officer(after), UUID(int=1))
    await relay.carry()
    await relay.carry()
    assert await desk.appointment(house.notice_of(1)) is None
    assert await house.stage(1) is Stage.VOID


async def test_the_day_of_the_visit_goes_both_ways(house, site, desk, booking_log):
    relay, queue = relay_of(house, site), Queue(booking_log)
    await relay.carry()
    parties = [(await book(desk, house, number)).party_id for number in (1, 2)]
    starts = [(await desk.appointment(house.notice_of(number))).starts_at for number in (1, 2)]
    for number, at in zip((1, 2), starts, strict=True):
        here = Arrive(notice_id=house.notice_of(number))
        await desk.submit(here, key=f"here {number}", at=at - timedelta(minutes=20))
    await relay.carry()  # in come the arrivals
    assert [await house.stage(number) for number in (1, 2)] == [Stage.CHECKED_IN] * 2
    await relay.carry()  # out go the places
    places = [await queue.place_of(each) for each in parties]
    assert [each and (each.ahead, each.called) for each in places] == [(0, False), (1, False)]
    await house.projector.catch_up()
    await house.issuance.counter.call(clerk(starts[0]), visit_id_of(parties[0]), "S1")
    await relay.carry()
    places = [await queue.place_of(each) for each in parties]
    assert [each and (each.ahead, each.counter) for each in places] == [(0, "S1"), (0, "")]
    await relay.carry()
    await relay.carry()  # nothing new: the site knows that what it shows is as of now
    heard = await booking_log.pool.fetchval("SELECT at FROM booking.office_heard")
    assert datetime.now(UTC) - heard < timedelta(minutes=1)


async def test_an_invitation_is_booked_for_its_own_service_and_ended_at_the_counter(
    house, site, desk
):
    """From the office's letter to the number that works no more, through both zones."""
    invitations, born_on = house.issuance.invitations, date(1950, 4, 8)
    invited = Invited(
        reference="R8-1",
        service=Service.RESET_PIN,
        birth_on=born_on,
        last_on=office_date(VISIT_AT) + timedelta(days=30),
    )
    rules = on_terms(services=(Service.RESET_PIN,), minutes=15)
    await house.issuance.venues.set_rules(officer(), VENUE, rules)
    await invitations.send(officer(), [invited])
    await invitations.send(officer(), [invited])
    relay = relay_of(house, site)
    await relay.carry()
    id_ = invitations.id_of(invited)
    number = invitations.number(id_)
    notice = notice_id(number)
    assert (await desk.notice(notice)).service is Service.RESET_PIN
    day, services = office_date(LATER) + timedelta(days=13), frozenset({Service.RESET_PIN})
    async with asyncio.timeout(10):
        while not (times := desk.free_times(day, at=LATER, services=services)):
            await asyncio.sleep(0.01)
    assert {each.minutes for each in times} == {15}
    command = Book(notice_ids=(notice,), slot_id=times[0].slot_id)
    await desk.submit(command, key="invited", at=LATER)
    await relay.carry()
    booked = await state_of(house, id_)
    assert booked.booked is not None
    assert booked.booked.starts_at == times[0].starts_at
    await invitations.serve(officer(LATER), id_, booked.booked.appointment_id)
    await relay.carry()
    assert (await desk.notice(notice)).attended
    assert (await state_of(house, id_)).served


async def state_of(house, invitation_id):
    async with house.log.transaction() as tx:
        return (await tx.read(invitation_id, Invitation(), evolve)).state
