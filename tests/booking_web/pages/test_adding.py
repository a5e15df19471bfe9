"""Who booked alone lets a family member come along."""

import httpx
import pytest

from tests.booking_web.pages.conftest import Resident, identity
from tests.booking_web.pages.office import Holder, Office


@pytest.fixture
async def child(office: Office, client: httpx.AsyncClient, holder: Holder) -> Holder:
    child = office.release(holder.birthday)
    await office.send_async(client)
    return child


async def add(resident: Resident, who: Holder) -> httpx.Response:
    await resident.look("/mine/people")
    return await resident.send("/mine/people", identity(who))


async def test_from_the_confirmation_with_number_and_birthday(
    resident: Resident, holder: Holder, child: Holder
):
    await resident.book(holder)
    assert 'href="/mine/people"' in resident.page
    answer = await add(resident, child)
    assert answer.url.path == "/mine"
    assert "いっしょに来る方を加えました" in resident.page
    assert "2人" in resident.page
    await resident.look("/book/done")
    assert "2人" in resident.page


async def test_who_comes_already_and_who_is_unknown_are_told(
    resident: Resident, holder: Holder, child: Holder
):
    await resident.book(holder)
    await add(resident, child)
    again = await add(resident, child)
    assert (again.status_code, "もう入っています" in resident.page) == (422, True)
    answer = await resident.send("/mine/people", identity(child) | {"number": "7H2K-9QXM-4T8W"})
    assert answer.status_code == 422


async def test_without_room_the_booking_stands_and_what_was_typed_is_kept(
    resident: Resident, holder: Holder, child: Holder, office: Office, client: httpx.AsyncClient
):
    """Three places of the day's last time are taken, the holder has the fourth."""
    first, *others = (office.release(holder.birthday) for _ in range(3))
    await office.send_async(client)
    await resident.identify(first)
    for each in others:
        await resident.look("/book/people/add")
        await resident.send("/book/people/add", identity(each))
    await resident.choose(nth=5)
    await resident.send("/book/check")
    client.cookies.clear()
    await resident.book(holder, nth=5)
    answer = await add(resident, child)
    assert (answer.status_code, "空きがありません" in resident.page) == (409, True)
    assert child.printed in resident.page
    await resident.look("/mine")
    assert "1人" in resident.page


async def test_without_an_appointment_nobody_can_be_added(resident: Resident, holder: Holder):
    await resident.identify(holder)
    answer = await resident.look("/mine/people")
    assert answer.status_code < 500
    assert 'name="number"' not in resident.page
