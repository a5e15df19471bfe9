"""受け取り場所ごとの待合室: one venue's times wait, every other place stays free."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from booking_web.timetable.facts import slot_id_of
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import TUESDAY, Resident, identity
from tests.booking_web.pages.office import HALL, Holder, Office
from tests.booking_web.pages.test_waiting_room import (
    Waiting,
    client,
    longest_queue,
    site,
    waiting,
    waits,
)
from tests.booking_web.waiting_room.rooms import first_come

__all__ = ["client", "longest_queue", "site", "waiting"]
KOIWA = UUID(int=0xA0C)
LATER = TUESDAY + timedelta(days=1)


def slot(venue_id: UUID, hour: int = 9) -> UUID:
    return slot_id_of(venue_id, office_time(LATER, hour))


@pytest.fixture
def office(office: Office) -> Office:
    """Two venues; the second is announced after the first."""
    office.announce(KOIWA, "KOIWA", "小岩")
    starts = [office_time(LATER, hour) for hour in (9, 10)]
    slots = [{"starts_at": at, "minutes": 10, "places": 4} for at in starts]
    office.says("places.offered", KOIWA, day=LATER, slots=slots)
    return office


@pytest.fixture
async def crowd(waiting: Waiting) -> Waiting:
    """KASAI opens to many."""
    at = waiting.clock.now
    room_id = await waiting.open(replace(first_come(at), venue_code="KASAI", most_rate=10.0))
    await waiting.store.step_up(room_id, [uuid4() for _ in range(500)], at)
    await waiting.room.look_round()
    waiting.clock.advance(seconds=1)
    return waiting


async def sign_in(resident: Resident, holder: Holder) -> None:
    await resident.look("/book/who")
    await resident.send("/book/who", identity(holder))


async def test_only_its_days_and_times_wait(crowd: Waiting, resident: Resident, holder: Holder):
    await sign_in(resident, holder)
    for path in ("/", "/book/who", "/book/day?venue=KOIWA", "/mine/in"):
        assert not waits(await resident.look(path))
    for path in ("/book/day?venue=KASAI", "/book/day", "/book/time/2026-12-01?venue=KASAI"):
        answer = await resident.look(path)
        assert waits(answer)
        assert answer.headers["refresh"].endswith("url=/book/day?venue=KASAI")
    assert "ほかの場所の時間は、待たずに予約できます" in answer.text
    assert 'href="/book/day?venue=KOIWA"' in answer.text
    assert 'href="/book/day?venue=KASAI&amp;auto=off"' in answer.text
    assert crowd.room.current is None


@pytest.mark.parametrize("door", ["/book/time", "/book/now"])
async def test_a_sent_slot_is_no_way_round(
    crowd: Waiting, resident: Resident, holder: Holder, door: str
):
    await sign_in(resident, holder)
    await resident.look("/book/day?venue=KOIWA")
    answer = await resident.send(door, slot=slot(HALL), follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/book/day?venue=KASAI")
    await resident.look("/book/day?venue=KOIWA")
    answer = await resident.send("/book/now", slot=slot(KOIWA))
    assert answer.url.path == "/book/done"
    assert crowd.room.of_venues["KASAI"].waiting > 400


async def test_who_was_let_in_books_there(crowd: Waiting, resident: Resident, holder: Holder):
    await sign_in(resident, holder)
    assert waits(await resident.look("/book/day?venue=KASAI"))
    for _ in range(60):
        await crowd.pass_(1)
    assert not waits(await resident.look("/book/day?venue=KASAI"))
    answer = await resident.send("/book/now", slot=slot(HALL))
    assert answer.url.path == "/book/done"


async def test_nobody_comes_in_by_moving_but_moves_within_a_venue_never_wait(
    waiting: Waiting, resident: Resident, holder: Holder, office: Office
):
    await sign_in(resident, holder)
    await resident.look("/book/day?venue=KOIWA")
    await resident.send("/book/now", slot=slot(KOIWA))
    waiting.clock.advance(seconds=1)
    at = waiting.clock.now
    await waiting.open(replace(first_come(at - timedelta(days=1)), venue_code="KASAI"))
    await resident.look("/mine")
    answer = await resident.send("/mine/now", slot=slot(HALL))
    assert "その時間の予約は、まだ始まっていません" in answer.text
    await resident.look("/mine")
    answer = await resident.send("/mine/now", slot=slot(KOIWA, 10))
    assert answer.url.path == "/mine"
    assert "10:00" in answer.text


async def test_rooms_of_all_and_of_one_stand_beside_each_other(crowd: Waiting, resident: Resident):
    kasai = await resident.look("/book/day?venue=KASAI")
    await crowd.open(first_come(crowd.clock.now))
    await crowd.store.step_up(
        crowd.room.current.room_id if crowd.room.current else 0,
        [uuid4() for _ in range(100)],
        crowd.clock.now,
    )
    await crowd.room.look_round()
    assert waits(kasai)
    assert waits(await resident.look("/book/day?venue=KOIWA"))
    names = {name for name in resident.client.cookies if "ticket" in name}
    assert len(names) == 2
