"""電話予約: one call, from number and birthday to the reference that is read out."""

import re
from datetime import date

import httpx

from booking_web.timetable.facts import slot_id_of
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import TUESDAY, Resident, slots_on
from tests.booking_web.pages.office import HALL, Holder

JAPANESE = re.compile("[ぁ-ゖァ-ヺ㐀-鿿]")


def slot(hour: int, minute: int = 0):
    return slot_id_of(HALL, office_time(TUESDAY, hour, minute))


async def whose(booking_log, holder: Holder) -> list[tuple[str, str]]:
    """What was noted of a notice, and by whom."""
    async with booking_log.transaction() as tx:
        history = await tx.history(holder.notice_id)
    return [(type(each.fact).__name__, each.by) for each in history]


async def test_a_booking_is_one_decision_by_a_named_member_of_staff(staff, holder, booking_log):
    await staff.look("/phone-desk")
    assert "名前や住所では調べられません" in staff.page
    answer = await staff.answer(holder)
    assert (answer.status_code, len(staff.slots)) == (200, 12)
    await staff.book_at("1 900", spoken="vi", needs="wheelchair")
    assert "予約ができました" in staff.page
    assert "じゅうにがつ ついたち かようび、ごぜん くじ" in staff.page
    assert "車いすで行きます" in staff.page
    noted = await whose(booking_log, holder)
    assert noted == [("NoticeReleased", "office"), ("AppointmentConfirmed", "phone:P01")]


async def test_the_reference_is_the_residents_own(staff, holder):
    await staff.answer(holder)
    await staff.book_at()
    reference = re.search(r'class="reference">([^<]+)<', staff.page)
    resident = Resident(staff.client)
    await resident.identify(holder, "/mine/in")
    assert reference is not None
    assert reference[1] in resident.page


async def test_the_same_form_twice_is_one_booking(staff, holder, booking_log):
    await staff.answer(holder)
    form = {"_csrf_token": staff.hidden("_csrf_token"), "key": staff.hidden("key"), **staff.grid}
    for _ in range(3):
        answer = await staff.client.post(
            f"{staff.call}/book", data={**form, "time": "1 900"}, follow_redirects=False
        )
        assert answer.headers["location"] == f"{staff.call}?said=booked"
    assert len(await whose(booking_log, holder)) == 2


async def test_the_chosen_time_counts_where_none_is_typed(staff, holder):
    await staff.answer(holder)
    await staff.book_at("", slot=slot(13, 10))
    assert "午後1:10" in staff.page


async def test_half_past_one_is_in_the_afternoon(staff, holder):
    await staff.answer(holder)
    await staff.book_at("2-1:10")
    assert "12月2日（水） 午後1:10" in staff.page


async def test_what_is_no_time_keeps_everything_typed(staff, holder):
    await staff.answer(holder)
    typed = {"spoken": "ne", "needs": "interpreter", "email": "hanako@example.jp"}
    for time, words in (
        ("", "日の番号と時刻を入れるか"),
        ("x", "日の番号と時刻を読めません"),
        ("9 900", "日の番号と時刻を読めません"),
        ("1 2300", "予約の枠がありません"),
    ):
        answer = await staff.book_at(time, **typed)
        assert answer.status_code == 422
        assert words in staff.page
        assert 'value="hanako@example.jp"' in staff.page
        assert 'value="interpreter" checked' in staff.page
        assert 'value="ne" lang="ne" selected' in staff.page


async def test_a_lost_race_offers_the_nearest_and_loses_nothing(staff, holder, office):
    await staff.answer(holder)
    grid = staff.grid
    rivals = [office.release(date(1960, 1, 1)) for _ in range(4)]
    await office.send_async(staff.client)
    for rival in rivals:
        await Resident(staff.client).book(rival)
    staff.page = (await staff.client.get(staff.call)).text
    answer = await staff.book_at("1 900", **grid, needs="stroller", email="hanako@example.jp")
    assert answer.status_code == 409
    assert "12月1日（火） 午前9:00: その時間は、たった今いっぱいになりました" in staff.page
    near = re.search(r'class="near".*?</fieldset>', staff.page, re.DOTALL)
    assert near is not None
    assert slots_on(near[0]) == [slot(9, 10), slot(9, 20), slot(13)]
    assert 'value="stroller" checked' in staff.page
    assert 'value="hanako@example.jp"' in staff.page
    await staff.book_at("", slot=slot(9, 10))
    assert "予約ができました" in staff.page


async def test_looking_elsewhere_keeps_what_was_typed(staff, holder):
    await staff.answer(holder)
    answer = await staff.send(
        f"{staff.call}/look",
        look="KASAI 2026-12-02",
        time="1 900",
        needs="stroller",
        email="a@b.jp",
    )
    assert answer.status_code == 200
    assert staff.grid == {"venue": "KASAI", "dates": "2026-12-02"}
    assert 'value="stroller" checked' in staff.page
    assert 'value="a@b.jp"' in staff.page


async def test_a_family_comes_together(staff, holder, office, booking_log):
    child, other = office.release(date(2015, 5, 5)), office.release(date(1980, 1, 1))
    await office.send_async(staff.client)
    await staff.answer(holder)
    for each in (child, other):
        named = {"number": each.printed, "birthday": f"{each.birthday:%Y-%m-%d}"}
        await staff.send(f"{staff.call}/people", {**staff.grid, **named, "needs": "stroller"})
        assert 'value="stroller" checked' in staff.page
    assert "来る方 (3)" in staff.page
    await staff.send(f"{staff.call}/people/remove", person=other.notice_id)
    assert "来る方 (2)" in staff.page
    await staff.book_at()
    assert "2人" in staff.page
    assert [by for _, by in await whose(booking_log, child)] == ["office", "phone:P01"]
    assert len(await whose(booking_log, other)) == 1


async def test_somebody_named_but_not_added_is_added_before_anything_is_booked(
    staff, holder, office, booking_log
):
    child = office.release(date(2015, 5, 5))
    await office.send_async(staff.client)
    await staff.answer(holder)
    await staff.book_at("1 900", number=child.printed, birthday="20150505")
    assert "来る方 (2)" in staff.page
    assert len(await whose(booking_log, holder)) == 1


async def test_who_cannot_come_along_is_told(staff, holder, office):
    done, booked = office.release(date(1970, 1, 1)), office.release(date(1971, 1, 1))
    office.withdraw(done, "completed")
    await office.send_async(staff.client)
    await Resident(staff.client).book(booked)
    await staff.answer(holder)
    for who, words in (
        (holder, "この番号は、もう入っています"),
        (done, "この番号の方は、受け取りが終わっています"),
        (booked, "すでに別の予約があります"),
    ):
        named = {"number": who.printed, "birthday": f"{who.birthday:%Y%m%d}"}
        answer = await staff.send(f"{staff.call}/people", named)
        assert (answer.status_code, words in staff.page) == (422, True), words


async def test_at_most_six(staff, holder, office):
    family = [office.release(date(2010, 1, each + 1)) for each in range(6)]
    await office.send_async(staff.client)
    await staff.answer(holder)
    for each in family:
        named = {"number": each.printed, "birthday": f"{each.birthday:%Y%m%d}"}
        answer = await staff.send(f"{staff.call}/people", named)
    assert answer.status_code == 422
    assert "6人まで" in staff.page


async def test_what_the_web_holds_is_booked_by_enter_alone(staff, holder, booking_log):
    resident = Resident(staff.client)
    await resident.identify(holder)
    await resident.choose(nth=4)
    await staff.answer(holder)
    assert "ウェブでおさえている時間があります" in staff.page
    await staff.book_at("", held=staff.hidden("held"))
    assert "午後1:10" in staff.page
    assert (await whose(booking_log, holder))[-1] == ("AppointmentConfirmed", "phone:P01")


async def test_moving_shows_old_and_new_first(staff, holder, booking_log):
    await Resident(staff.client).book(holder)
    await staff.answer(holder)
    assert "予約があります" in staff.page
    answer = await staff.send(f"{staff.call}/other", {**staff.grid, "time": "2 1310"})
    assert answer.url.path == f"{staff.call}/move"
    assert staff.page.index("ごぜん くじ") < staff.page.index("ふつか すいようび、ごご いちじ")
    assert len(await whose(booking_log, holder)) == 3
    await staff.send(f"{staff.call}/move", slot=staff.hidden("slot"))
    assert "予約の日時を変更しました" in staff.page
    assert (await whose(booking_log, holder))[-1] == ("AppointmentMoved", "phone:P01")


async def test_a_move_that_is_lost_leaves_the_booking(staff, holder, office):
    await Resident(staff.client).book(holder)
    await staff.answer(holder)
    await staff.send(f"{staff.call}/other", {**staff.grid, "time": "1 910"})
    wanted = staff.hidden("slot")
    for _ in range(4):
        rival = office.release(date(1960, 1, 1))
        await office.send_async(staff.client)
        await Resident(staff.client).book(rival, nth=1)
    await staff.look(f"{staff.call}/move?to={wanted}")
    answer = await staff.send(f"{staff.call}/move", slot=wanted)
    assert answer.status_code == 409
    assert "いっぱいになりました" in staff.page
    assert "近い時間" in staff.page
    assert "ごぜん くじ</p>" in staff.page


async def test_cancelling_asks_once(staff, holder, booking_log):
    await Resident(staff.client).book(holder)
    await staff.answer(holder)
    await staff.look(f"{staff.call}/cancel")
    assert "予約を取り消しますか" in staff.page
    await staff.send(f"{staff.call}/cancel")
    assert "予約を取り消しました" in staff.page
    assert (await whose(booking_log, holder))[-1] == ("AppointmentCancelled", "phone:P01")
    await staff.book_at()
    assert "予約ができました" in staff.page


async def test_nothing_is_left_to_book(staff, office, holder):
    for reason, words in (
        ("voided", "この交付通知書は使えません"),
        ("completed", "受け取りが終わっています"),
    ):
        office.withdraw(holder, reason)
        await office.send_async(staff.client)
        await staff.answer(holder)
        assert words in staff.page
        assert staff.slots == []


async def test_the_pickup_deadline_ends_the_grid(staff, office):
    soon = office.release(date(1950, 4, 8), deadline=TUESDAY)
    await office.send_async(staff.client)
    await staff.answer(soon)
    assert staff.grid["dates"] == "2026-12-01"


async def test_an_address_is_kept_sealed_with_the_booking(staff, holder, booking_owner_db):
    await staff.answer(holder)
    await staff.book_at("1 900", email="Ｈanako@example.jp", spoken="en")
    row = await booking_owner_db.fetchrow("SELECT * FROM booking.contacts")
    assert (row["notice_id"], row["language"]) == (holder.notice_id, "en")
    assert b"hanako" not in row["sealed"]


async def test_an_individual_number_is_refused_and_shown_no_more(staff, holder):
    await staff.answer(holder)
    answer = await staff.book_at("1 900", email="123456789018")
    assert answer.status_code == 422
    assert "マイナンバー（12けたの番号）は書かないで" in staff.page
    assert "123456789018" not in staff.page


async def test_ending_the_call_forgets_it(staff, holder, booking_owner_db):
    await staff.answer(holder)
    await staff.send(f"{staff.call}/end")
    assert await booking_owner_db.fetchval("SELECT count(*) FROM booking.phone_desk_calls") == 0
    answer = await staff.look(staff.call)
    assert answer.url.path == "/phone-desk"


async def test_nothing_personal_stands_in_an_address(staff, holder):
    seen: list[httpx.URL] = []

    async def note(request: httpx.Request) -> None:
        seen.append(request.url)

    staff.client.event_hooks["request"].append(note)
    await staff.answer(holder)
    await staff.book_at()
    for url in seen:
        for secret in (holder.number, holder.printed, "1950", str(holder.notice_id)):
            assert secret not in str(url)


async def test_in_english(staff, holder):
    await staff.look("/phone-desk?lang=en")
    for page in ("/phone-desk", None):
        if page is None:
            await staff.answer(holder)
        assert not JAPANESE.search(_without_marked(staff.page))
    await staff.book_at()
    assert "Booked." in staff.page
    assert re.search(r"<b>[A-Z]</b>(Alfa|[A-Z][a-z-]+)", staff.page)
    assert not JAPANESE.search(_without_marked(staff.page))


def _without_marked(page: str) -> str:
    return re.sub(r'<(\w+)[^>]* lang="(?:ja|zh-Hans)"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
