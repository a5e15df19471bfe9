"""A resident books, looks, moves and cancels."""

import asyncio
from datetime import date
from uuid import uuid5

import httpx

from tests.booking_web.pages.conftest import TUESDAY, Clock, Resident, identity, slots_on
from tests.booking_web.pages.office import HALL, Holder, Office


async def test_books_with_number_and_birthday(resident: Resident, holder: Holder):
    answer = await resident.identify(holder)
    assert answer.url.path == "/book/people"
    await resident.look("/book/help")
    answer = await resident.send("/book/help", spoken="ja", needs=["wheelchair", "writing"])
    assert answer.url.path == "/book/day"
    answer = await resident.choose()
    assert answer.url.path == "/book/check"
    assert "午前9:00" in resident.page
    answer = await resident.send("/book/check")
    assert answer.url.path == "/book/done"
    assert "予約ができました" in resident.page
    assert "車いすで行きます、紙に書いて話したい（筆談）" in resident.page


async def test_every_post_answers_with_see_other(resident: Resident, holder: Holder):
    await resident.look("/book/who")
    answer = await resident.send("/book/who", identity(holder), follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/book/people")


async def test_a_double_tap_books_once(resident: Resident, holder: Holder):
    await resident.identify(holder)
    await resident.choose()
    await resident.look("/book/check")
    page, answers = resident.page, []
    for _ in range(2):
        resident.page = page
        answers.append(await resident.send("/book/check", follow=False))
    assert [each.headers["location"] for each in answers] == ["/book/done", "/book/done"]


async def test_books_in_one_step(resident: Resident, holder: Holder):
    await resident.identify(holder)
    await resident.look(f"/book/time/{TUESDAY}")
    page, slot = resident.page, slots_on(resident.page)[0]
    answer = await resident.send("/book/now", slot=slot)
    assert answer.url.path == "/book/done"
    assert "予約ができました" in resident.page
    resident.page = page
    again = await resident.send("/book/now", slot=slot, follow=False)
    assert again.headers["location"] == "/book/done"


async def test_in_one_step_a_full_time_leads_to_others(
    resident: Resident, office: Office, client: httpx.AsyncClient
):
    people = [office.release(date(1950, 4, 8)) for _ in range(5)]
    await office.send_async(client)
    slot = None
    for each in people:
        client.cookies.clear()
        await resident.identify(each)
        await resident.look(f"/book/time/{TUESDAY}")
        slot = slot or slots_on(resident.page)[0]
        answer = await resident.send("/book/now", slot=slot)
    assert answer.url.path == f"/book/time/{TUESDAY}"


async def test_the_proof_has_qr_code_and_calendar(resident: Resident, holder: Holder):
    await resident.book(holder)
    code = await resident.client.get("/book/qr.svg")
    assert code.headers["content-type"].startswith("image/svg+xml")
    assert b"<svg" in code.content
    file = await resident.client.get("/book/appointment.ics")
    assert "attachment" in file.headers["content-disposition"]
    assert "DTSTART:20261201T000000Z" in file.text
    assert all(len(line) <= 75 for line in file.content.split(b"\r\n"))


async def test_comes_back_and_sees_the_booking(
    resident: Resident, holder: Holder, client: httpx.AsyncClient
):
    await resident.book(holder)
    client.cookies.clear()
    answer = await resident.identify(holder, "/mine/in")
    assert answer.url.path == "/mine"
    assert "2026年12月1日（火） 午前9:00" in resident.page


async def test_who_is_booked_is_led_to_the_booking(resident: Resident, holder: Holder):
    await resident.book(holder)
    answer = await resident.identify(holder)
    assert answer.url.path == "/mine"
    assert "すでに予約があります" in resident.page


async def test_moves_to_another_time(resident: Resident, holder: Holder):
    await resident.book(holder)
    await resident.look(f"/mine/time/{TUESDAY}")
    await resident.send("/mine/time", slot=slots_on(resident.page)[3])
    assert "今の日時" in resident.page
    assert "午後1:00" in resident.page
    await resident.send("/mine/move")
    assert "予約の日時を変更しました" in resident.page
    assert "午後1:00" in resident.page


async def test_cancels_after_being_asked(resident: Resident, holder: Holder):
    await resident.book(holder)
    await resident.look("/mine/cancel")
    answer = await resident.send("/mine/cancel")
    assert answer.url.path == "/mine"
    assert "予約を取り消しました" in resident.page
    await resident.choose()
    assert "この内容でよいですか" in resident.page


async def test_who_cancelled_books_again_with_one_tap(resident: Resident, holder: Holder):
    await resident.book(holder)
    await resident.look("/mine/cancel")
    await resident.send("/mine/cancel")
    assert "時間を押すと、すぐに予約できます。" in resident.page
    answer = await resident.send("/book/now", slot=slots_on(resident.page)[0])
    assert answer.url.path == "/book/done"
    assert "予約ができました" in resident.page


async def test_a_family_takes_places_together(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    child, other = office.release(holder.birthday), office.release(holder.birthday)
    await office.send_async(client)
    await resident.identify(holder)
    for each in (child, other):
        await resident.look("/book/people/add")
        await resident.send("/book/people/add", identity(each))
    await resident.look("/book/people")
    await resident.send("/book/people/remove", person=other.notice_id)
    await resident.choose()
    await resident.send("/book/check")
    assert "2人" in resident.page


async def test_the_same_number_twice_is_told(resident: Resident, holder: Holder):
    await resident.identify(holder)
    await resident.look("/book/people/add")
    answer = await resident.send("/book/people/add", identity(holder))
    assert answer.status_code == 422
    assert "もう入っています" in resident.page


async def test_days_after_the_deadline_are_not_offered(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    late = office.release(holder.birthday, deadline=TUESDAY)
    await office.send_async(client)
    await resident.identify(late)
    await resident.look("/book/day")
    assert "2026-12-01" in resident.page
    assert "2026-12-02" not in resident.page
    await resident.look("/book/time/2026-12-02")
    assert "選べる時間はありません" in resident.page


async def test_the_venue_can_be_chosen_and_the_month_and_days_off(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    office.announce(uuid5(HALL, "other"), code="KOIWA", name="小岩")
    office.offer(date(2027, 1, 9), [(9, 0)])
    await office.send_async(client)
    await resident.identify(holder)
    await until(resident, "/book/day", "小岩区民館")
    assert 'href="/book/day?venue=KOIWA"' in resident.page
    assert "2027年1月" in resident.page
    await resident.look("/book/day?venue=KASAI&month=2027-01")
    assert "1月9日（土）" in resident.page
    await resident.look("/book/day?days=off")
    assert "1月9日（土）" in resident.page
    assert "12月1日" not in resident.page
    await resident.look("/book/day?venue=KOIWA")
    assert "今、空いている日がありません" in resident.page


async def until(resident: Resident, path: str, text: str) -> None:
    """The timetable follows the log a moment later."""
    for _ in range(100):
        await resident.look(path)
        if text in resident.page:
            return
        await asyncio.sleep(0.02)


async def test_who_has_collected_the_card_need_not_book(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    office.withdraw(holder, "completed")
    await office.send_async(client)
    answer = await resident.identify(holder)
    assert answer.status_code == 409
    assert "用件は終わっています" in resident.page


async def test_a_lost_race_keeps_everything_and_shows_near_times(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    """Four others take the 9:00 while the resident looks at it."""
    others = [office.release(holder.birthday) for _ in range(4)]
    await office.send_async(client)
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", needs=["interpreter"], spoken="ne")
    await resident.look(f"/book/time/{TUESDAY}")
    first = slots_on(resident.page)[0]
    for other in others:
        browser = httpx.AsyncClient(transport=client._transport, base_url=client.base_url)
        await Resident(browser).book(other)
    answer = await resident.send("/book/time", slot=first)
    assert "たった今いっぱいになりました" in resident.page
    assert "近い時間" in resident.page
    assert answer.url.path == f"/book/time/{TUESDAY}"
    await resident.send("/book/time", slot=slots_on(resident.page)[0])
    assert "通訳がほしい" in resident.page
    assert "नेपाली" in resident.page


async def test_an_expired_hold_is_no_loss_while_the_time_is_free(
    resident: Resident, holder: Holder, clock: Clock
):
    await resident.identify(holder)
    await resident.choose()
    await resident.look("/book/check")
    clock.advance(minutes=11)
    answer = await resident.send("/book/check")
    assert answer.url.path == "/book/done"


async def test_an_expired_hold_leads_back_to_the_times(
    resident: Resident, holder: Holder, clock: Clock
):
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja")
    await resident.choose()
    clock.advance(minutes=11)
    answer = await resident.look("/book/check")
    assert answer.url.path == f"/book/time/{TUESDAY}"
    assert "おさえていた時間が切れました" in resident.page
    await resident.look(f"/book/time/{TUESDAY}")
    assert "切れました" not in resident.page


async def test_a_hold_is_made_longer_once(resident: Resident, holder: Holder):
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja")
    await resident.choose()
    assert "午前10:10" in resident.page
    await resident.send("/book/longer")
    assert "午前10:20" in resident.page
    assert "/book/longer" not in resident.page
    await resident.send("/book/longer")
    assert "のばせるのは1回だけ" in resident.page


async def test_speaks_english_when_asked(resident: Resident, holder: Holder):
    await resident.look("/?lang=en")
    await resident.identify(holder)
    assert '<html lang="en">' in resident.page
    assert "Is anybody coming with you?" in resident.page
    await resident.look("/book/day")
    assert "6 free times" in resident.page
    assert "Tue, 1 December" in resident.page
