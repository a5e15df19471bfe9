"""What only the phone desk may give: its share of the places, and times the web has to wait for."""

import asyncio
from datetime import date

import httpx

from booking_web.phone_desk.routes import phone_desk_router
from booking_web.timetable.facts import slot_id_of
from booking_web.waiting_room.entrances import entrance
from issuance.calendar import office_time
from issuance.calendar.opening_rules import OpeningRules
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import HALL, Holder, Office
from tests.booking_web.phone_desk.conftest import Staff
from tests.booking_web.timetable.rules import rules

FRIDAY = date(2026, 11, 27)
NINE = slot_id_of(HALL, office_time(FRIDAY, 9))


async def staff_at(client: httpx.AsyncClient, office: Office, by: OpeningRules) -> Staff:
    """Somebody who works there, once the rules' times are on the screen."""
    caller = office.release(date(1950, 4, 8))
    office.announce()
    office.says("rules.set", HALL, rules=by)
    await office.send_async(client)
    staff = Staff(client)
    await staff.sign_in()
    for _ in range(100):
        await staff.answer(caller)
        if NINE in staff.slots:
            return staff
        await asyncio.sleep(0.02)
    raise AssertionError("the rules' times were never shown")


async def test_a_reserved_share_is_the_callers_alone(worker):
    """Four places, two of them for the telephone: the web gets two, and so does the telephone."""
    office = Office()
    people = [office.release(date(1950, 4, 8)) for _ in range(5)]
    by = rules(counters=4, phone_percent=50, minutes=60)
    async with worker() as client:
        staff = await staff_at(client, office, by)
        for each in people[:2]:
            assert "予約ができました" in await on_the_web(client, each)
        assert "いっぱいになりました" in await on_the_web(client, people[2])
        for each in people[2:4]:
            await staff.answer(each)
            assert NINE in staff.slots
            await staff.book_at("", slot=NINE)
            assert "予約ができました" in staff.page
        await staff.answer(people[4])
        assert NINE not in staff.slots
        await staff.book_at("", slot=NINE)
        assert "いっぱいになりました" in staff.page


async def on_the_web(client: httpx.AsyncClient, holder: Holder) -> str:
    resident = Resident(client)
    await resident.identify(holder)
    await resident.look("/book/people")
    await resident.send("/book/now", {"slot": str(NINE)})
    return resident.page


async def test_what_is_not_public_yet_can_be_booked_by_telephone(worker):
    office = Office()
    caller, rival = office.release(date(1950, 4, 8)), office.release(date(1950, 4, 8))
    async with worker() as client:
        staff = await staff_at(client, office, rules(public_days=2, minutes=60))
        assert "予約ができました" not in await on_the_web(client, rival)
        await staff.answer(caller)
        assert NINE in staff.slots
        await staff.book_at("", slot=NINE)
        assert "予約ができました" in staff.page


def test_no_waiting_room_stands_before_the_phone_desk():
    """Its own lane: not one of its addresses is an entrance that is held at an opening."""
    router = phone_desk_router()
    paths = {each.path for each in router.routes}
    assert len(paths) > 10
    for path in paths | {"/phone-desk//call//x//book", "/phone-desk/call/x/book/"}:
        assert entrance(path) is None, path
