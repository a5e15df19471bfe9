"""The last place, wanted by a caller and by a resident on the web in the same moment."""

import asyncio
from datetime import date

import httpx

from booking_web.timetable.facts import slot_id_of
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import TUESDAY, Resident
from tests.booking_web.pages.office import HALL, Holder, Office
from tests.booking_web.phone_desk.conftest import Staff, until_shown

TIMES = [(9, minute) for minute in range(0, 60, 5)]


async def test_one_of_them_gets_it_and_the_other_hears_so(worker, booking_owner_db):
    """Two workers, each with a desk of its own: one for the telephone, one for the web."""
    office = Office()
    office.announce()
    office.offer(TUESDAY, TIMES, places=1)
    pairs = [(released(office), released(office)) for _ in TIMES]
    async with worker() as phone, worker() as web:
        await office.send_async(phone)
        await until_shown(phone)
        await until_shown(web)
        staff = Staff(phone)
        await staff.sign_in()
        won = [
            await _race(staff, web, caller, rival, time)
            for (caller, rival), time in zip(pairs, TIMES, strict=True)
        ]
    taken = await booking_owner_db.fetch("SELECT places, taken FROM booking.slot_places")
    assert [(row["places"], row["taken"]) for row in taken] == [(1, 1)] * len(TIMES)
    assert set(won) <= {(True, False), (False, True)}
    booked = await booking_owner_db.fetchval(
        "SELECT count(*) FROM ledger.stored_events WHERE topic LIKE '%appointment.confirmed%'"
    )
    assert booked == len(TIMES)


def released(office: Office) -> Holder:
    return office.release(date(1950, 4, 8))


async def _race(
    staff: Staff, web: httpx.AsyncClient, caller: Holder, rival: Holder, time: tuple[int, int]
) -> tuple[bool, bool]:
    slot = slot_id_of(HALL, office_time(TUESDAY, *time))
    await staff.answer(caller)
    resident = Resident(web)
    web.cookies.delete("draft")
    await resident.identify(rival)
    await asyncio.gather(
        staff.book_at("", slot=slot), resident.send("/book/now", {"slot": str(slot)})
    )
    heard = "いっぱいになりました"
    phone_won, web_won = "予約ができました" in staff.page, "予約ができました" in resident.page
    assert (heard in staff.page) is not phone_won
    assert (heard in resident.page) is not web_won
    return phone_won, web_won
