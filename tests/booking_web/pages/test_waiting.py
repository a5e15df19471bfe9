"""A resident waits for a full ward: joins, is offered what came free, takes it or not."""

import asyncio
from datetime import date

import httpx
import pytest

from tests.booking_web.pages.conftest import TUESDAY, Resident
from tests.booking_web.pages.office import Holder, Office

BIRTHDAY = date(1950, 4, 8)


@pytest.fixture
def office() -> Office:
    """One place in all."""
    office = Office()
    office.announce()
    office.offer(TUESDAY, [(9, 0)], places=1)
    return office


@pytest.fixture
async def first(resident: Resident, holder: Holder) -> Resident:
    """Has the only place."""
    await resident.book(holder)
    assert "予約ができました" in resident.page
    return resident


@pytest.fixture
def other(first: Resident, office: Office) -> Holder:
    """Comes when all is taken."""
    assert "予約ができました" in first.page
    return office.release(BIRTHDAY)


@pytest.fixture
async def waits(
    first: Resident, other: Holder, client: httpx.AsyncClient, office: Office
) -> Resident:
    """The other one, in line; the two take turns with one browser."""
    await office.send_async(client)
    await first.identify(other)
    await first.look("/book/day")
    assert 'href="/wait"' in first.page
    await first.look("/wait")
    answer = await first.send("/wait/join", days="any", hours="any", weeks="all")
    assert answer.url.path == "/wait"
    return first


async def offered(browser: Resident) -> str:
    for _ in range(200):
        await browser.look("/wait")
        if "空きが出ました" in browser.page:
            return browser.page
        await asyncio.sleep(0.02)
    raise AssertionError("no offer came")


async def cancel_of(browser: Resident, holder: Holder) -> None:
    await browser.identify(holder, "/mine/in")
    await browser.look("/mine/cancel")
    await browser.send("/mine/cancel")
    assert "取り消しました" in browser.page


async def test_joining_shows_the_place_in_line_and_why(waits: Resident):
    assert "キャンセル待ちに入りました" in waits.page
    assert "あなたの前に待っている方はいません" in waits.page
    assert "希望に合う空きは、まだ出ていません" in waits.page


async def test_what_came_free_is_offered_and_booked_by_one_tap(
    waits: Resident, holder: Holder, other: Holder
):
    await cancel_of(waits, holder)
    await waits.identify(other, "/mine/in")
    page = await offered(waits)
    assert "午前9:00" in page
    assert "正午" in page or "12:00" in page  # two hours from ten o'clock
    [slot] = [each.split('"')[0] for each in page.split('name="slot" value="')[1:2]]
    await waits.send("/wait/accept", slot=slot)
    assert "予約ができました" in waits.page
    await waits.look("/wait")
    assert "もっと早い日を待つ" in waits.page


async def test_declining_keeps_the_turn_and_says_so(waits: Resident, holder: Holder, other: Holder):
    await cancel_of(waits, holder)
    await waits.identify(other, "/mine/in")
    page = await offered(waits)
    [slot] = [each.split('"')[0] for each in page.split('name="slot" value="')[1:2]]
    await waits.send("/wait/decline", slot=slot)
    assert "次の空きを待ちます" in waits.page
    assert "ご案内をことわりました: 1回" in waits.page
    await waits.send("/wait/decline", slot=slot)
    assert "このご案内は終わりました" in waits.page


async def test_an_offer_that_ran_out_cannot_be_taken(
    waits: Resident, holder: Holder, other: Holder, clock
):
    await cancel_of(waits, holder)
    await waits.identify(other, "/mine/in")
    page = await offered(waits)
    [slot] = [each.split('"')[0] for each in page.split('name="slot" value="')[1:2]]
    clock.advance(hours=2)
    await waits.send("/wait/accept", slot=slot)
    assert "このご案内は終わりました" in waits.page
    for _ in range(200):
        await waits.look("/wait")
        if "お返事がありませんでした: 1回" in waits.page:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the lapse was never told")


async def test_leaving(waits: Resident):
    answer = await waits.send("/wait/leave")
    assert answer.url.path == "/mine"
    assert "キャンセル待ちをやめました" in waits.page
    again = await waits.send("/wait/leave")
    assert again.status_code == 409


async def test_who_is_booked_waits_for_an_earlier_day_and_moves_in_one_step(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    """The booking stands all the while; what is offered is taken by one tap."""
    office.offer(TUESDAY, [(9, 0)], places=0)
    office.offer(TUESDAY, [(15, 0)], places=1)
    await office.send_async(client)
    await resident.book(holder)
    await resident.look("/wait")
    assert "変えると決めるまで、この予約はそのままです" in resident.page
    await resident.send("/wait/join", days="any", hours="any", weeks="all")
    assert "もっと早い日を待っています" in resident.page
    office.offer(TUESDAY, [(9, 0)], places=1)
    await office.send_async(client)
    page = await offered(resident)
    assert "この日時に変える" in page
    [slot] = [each.split('"')[0] for each in page.split('name="slot" value="')[1:2]]
    answer = await resident.send("/wait/accept", slot=slot)
    assert answer.url.path == "/mine"
    assert "予約の日時を変更しました" in resident.page
    assert "午前9:00" in resident.page
    await resident.send("/wait/accept", slot=slot)
    assert "このご案内は終わりました" in resident.page


@pytest.mark.parametrize("path", ["/wait/join", "/wait/leave", "/wait/accept", "/wait/decline"])
async def test_hostile_forms_change_nothing(resident: Resident, holder: Holder, path: str):
    await resident.identify(holder)
    await resident.look("/wait")
    hostile = {"venue": "'; DROP", "days": "\x00", "hours": "9" * 5000, "weeks": "-1", "slot": "x"}
    answer = await resident.send(path, hostile)
    assert answer.status_code < 500


async def test_without_a_session_nothing_is_told(resident: Resident):
    assert (await resident.look("/wait")).status_code == 403
