"""電話予約: somebody comes along with an appointment that is there already."""

from datetime import date

from tests.booking_web.pages.conftest import Resident
from tests.booking_web.phone_desk.conftest import named
from tests.booking_web.phone_desk.test_calls import whose


async def test_a_child_joins_the_booking_of_a_parent(staff, holder, office, booking_log):
    child = office.release(date(2015, 5, 5))
    await office.send_async(staff.client)
    await staff.answer(holder)
    await staff.book_at()
    await staff.look(f"{staff.call}/along")
    assert "いっしょに来る方を加える" in staff.page
    answer = await staff.send(f"{staff.call}/along", named(child))
    assert answer.status_code == 200
    assert "いっしょに来る方を加えました" in staff.page
    assert "2人" in staff.page
    assert await whose(booking_log, child) == [
        ("NoticeReleased", "office"),
        ("AppointmentConfirmed", "phone:P01"),
    ]


async def test_who_cannot_join_is_told_and_what_was_read_out_stays(staff, holder, office):
    booked = office.release(date(1971, 1, 1))
    await office.send_async(staff.client)
    await Resident(staff.client).book(booked)
    await staff.answer(holder)
    await staff.book_at()
    for who, words in (
        (holder, "この番号は、もう入っています"),
        (booked, "すでに別の予約があります"),
    ):
        await staff.look(f"{staff.call}/along")
        answer = await staff.send(f"{staff.call}/along", named(who))
        assert (answer.status_code, words in staff.page) == (422, True), words
        assert named(who)["number"] in staff.page


async def test_without_a_place_beside_them_the_booking_stands(staff, holder, office, booking_log):
    """The last time of the day holds four, and nothing follows it."""
    child, *others = (office.release(date(2015, 5, each)) for each in range(1, 5))
    await office.send_async(staff.client)
    for each in (*others, holder):
        await staff.answer(each)
        await staff.book_at("1 1320")
    before = await whose(booking_log, holder)
    await staff.look(f"{staff.call}/along")
    answer = await staff.send(f"{staff.call}/along", named(child))
    assert answer.status_code == 409
    assert "空きがありません" in staff.page
    assert await whose(booking_log, holder) == before
    assert len(await whose(booking_log, child)) == 1


async def test_who_has_no_appointment_has_nobody_to_join(staff, holder):
    await staff.answer(holder)
    answer = await staff.look(f"{staff.call}/along")
    assert answer.status_code == 409
