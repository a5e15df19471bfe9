"""My booking on the day of the visit, and after it."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from booking_web.timetable.notices import appointment_id_of
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import TUESDAY, Clock, Resident
from tests.booking_web.pages.office import WORKER, Holder, Office

START = office_time(TUESDAY, 9).astimezone(UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


@pytest.fixture
async def booked(resident: Resident, holder: Holder, clock: Clock) -> Resident:
    """Nine o'clock is booked, and half past eight has come."""
    await resident.book(holder)
    clock.now = START - minutes(30)
    await again(resident, holder)
    return resident


async def again(resident: Resident, holder: Holder) -> None:
    """The cookie is of another day by now: number and birthday, as on any phone."""
    await resident.identify(holder, "/mine/in")


def appointment_of(holder: Holder):
    return appointment_id_of(holder.notice_id, 0)


class Hall:
    """What the office tells of the queue and of the visit."""

    def __init__(self, office: Office, client: httpx.AsyncClient, holder: Holder) -> None:
        self.office, self.client, self.holder = office, client, holder

    async def queued(self, at: datetime, ahead: int, counter: str = "") -> None:
        place = {"ahead": ahead, "called": bool(counter), "counter": counter, "as_of": at}
        self.office.says("visit.queued", appointment_of(self.holder), **place)
        await self.office.send_async(self.client)

    async def closed(self, outcome: str) -> None:
        self.office.says("visit.left", appointment_of(self.holder))
        closing = {"appointment_id": appointment_of(self.holder), "outcome": outcome}
        self.office.says("appointment.closed", self.holder.notice_id, **closing)
        await self.office.send_async(self.client)

    async def card(self, status: str, since: datetime, tracking_number: str = "") -> None:
        told = {"status": status, "since": since, "tracking_number": tracking_number}
        self.office.says("card.status", self.holder.notice_id, **told)
        await self.office.send_async(self.client)


@pytest.fixture
def hall(office: Office, client: httpx.AsyncClient, holder: Holder) -> Hall:
    return Hall(office, client, holder)


async def test_before_the_day_nothing_of_it_is_asked(resident: Resident, holder: Holder):
    await resident.book(holder)
    await resident.look("/mine")
    assert "今日の来庁" not in resident.page
    assert "予約の日は、着いたことや遅れることを" in resident.page
    answer = await resident.send("/mine/arrive")
    assert answer.status_code == 409
    assert "まだ早いです" in resident.page


async def test_says_that_it_is_here_and_again(booked: Resident):
    assert "着きました" in booked.page
    assert "午前9:15までお待ちします" in booked.page
    answer = await booked.send("/mine/arrive", follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mine")
    await booked.look("/mine")
    assert "着いたことを伝えました。" in booked.page
    assert "着いたことは、会場に伝わっています。" in booked.page
    assert "/mine/cancel" not in booked.page
    answer = await booked.send("/mine/arrive", follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mine")


async def test_who_is_here_changes_and_cancels_nothing_any_more(booked: Resident):
    await booked.send("/mine/arrive")
    await booked.look("/mine/cancel")
    answer = await booked.send("/mine/cancel")
    assert answer.status_code == 409
    assert "もう受付が済んでいます。" in booked.page


async def test_is_too_early_a_minute_before_and_too_late_after_a_quarter(
    booked: Resident, clock: Clock
):
    form = booked.page
    clock.now = START - minutes(31)
    assert (await booked.send("/mine/arrive")).status_code == 409
    await booked.look("/mine")
    assert "午前8:30から押せます" in booked.page
    assert "/mine/arrive" not in booked.page
    clock.now = START + minutes(15.1)
    booked.page = form
    assert (await booked.send("/mine/arrive")).status_code == 409
    await booked.look("/mine")
    assert "お待ちする時間が過ぎました。" in booked.page
    assert "/mine/arrive" not in booked.page


async def test_who_is_late_is_waited_for_longer(booked: Resident, clock: Clock):
    answer = await booked.send("/mine/late", minutes="20")
    assert answer.url.path == "/mine"
    assert "20分遅れると伝えてあります。" in booked.page
    assert "午前9:35までお待ちします" in booked.page
    clock.now = START + minutes(34)
    await booked.look("/mine")
    assert (await booked.send("/mine/arrive")).url.path == "/mine"


NO_MINUTES = ("", "0", "7", "-5", "31", "60", "２０", "1e1", "九", "<b>", "9" * 4000, "\x00\ud800")


async def test_other_minutes_change_nothing(booked: Resident):
    for typed in NO_MINUTES:
        answer = await booked.send("/mine/late", minutes=typed.encode("utf-8", "surrogatepass"))
        assert answer.status_code == 422, typed
        assert "何分くらい遅れるか、選んでください。" in booked.page
        assert 'href="#minutes"' in booked.page
        assert "<b>" not in booked.page
        assert 'formaction="/mine/late?lang=en"' in booked.page
    await booked.look("/mine")
    assert "分遅れると伝えてあります" not in booked.page


async def test_forms_from_elsewhere_change_nothing(booked: Resident):
    for path in ("/mine/arrive", "/mine/late"):
        booked.page = ""
        assert (await booked.send(path, minutes="10")).status_code == 403
    await booked.look("/mine")
    assert "着いたことは" not in booked.page


async def test_who_is_not_signed_in_is_asked_to(resident: Resident):
    for path in ("/mine/arrive", "/mine/late"):
        await resident.look("/mine/in")
        assert (await resident.send(path, minutes="10")).status_code == 403


async def test_the_queue_counts_down_to_the_call(booked: Resident, hall: Hall, clock: Clock):
    await booked.send("/mine/arrive")
    await hall.queued(clock.now, 2)
    await booked.look("/mine")
    assert "先にお呼びする組" in booked.page
    assert ">2組<" in booked.page
    await hall.queued(clock.now, 0)
    await booked.look("/mine/queue")
    assert "次の番です" in booked.page
    await hall.queued(clock.now, 0, "A3")
    await booked.look("/mine/queue")
    assert "窓口 A3" in booked.page


async def test_who_was_received_at_the_reception_needs_no_phone(
    booked: Resident, hall: Hall, clock: Clock
):
    await hall.queued(clock.now, 1)
    await booked.look("/mine")
    assert ">1組<" in booked.page
    assert "/mine/arrive" not in booked.page


async def test_an_old_place_is_marked_until_the_office_is_heard_again(
    booked: Resident, hall: Hall, clock: Clock
):
    await booked.send("/mine/arrive")
    await hall.queued(clock.now, 2)
    clock.advance(minutes=5)
    await booked.look("/mine/queue")
    assert "新しい知らせが届いていません。" in booked.page
    told = {"told": hall.office.number}
    answer = await hall.client.get("/exchange/inbox", params=told, headers=WORKER)
    assert answer.json() == {"last": hall.office.number}
    await booked.look("/mine/queue")
    assert "新しい知らせが届いていません。" not in booked.page
    clock.advance(minutes=5)
    told = {"told": hall.office.number - 1}
    await hall.client.get("/exchange/inbox", params=told, headers=WORKER)
    await booked.look("/mine/queue")
    assert "新しい知らせが届いていません。" in booked.page


async def test_the_page_renews_itself_only_for_who_asked(booked: Resident):
    await booked.send("/mine/arrive")
    answer = await booked.look("/mine/queue")
    assert "refresh" not in answer.headers
    assert "<form" not in answer.text.split("<footer")[0]
    answer = await booked.look("/mine/queue?again=on")
    assert answer.headers["refresh"] == "30"
    assert '"/mine/queue"' in answer.text


async def test_nobody_is_blamed_for_not_coming(booked: Resident, hall: Hall, clock: Clock):
    clock.now = START + minutes(40)
    await hall.closed("no-show")
    await booked.look("/mine")
    assert "前の予約の時間にお会いできなかったので" in booked.page
    assert 'href="/book/people"' in booked.page


async def test_who_lacked_documents_sees_what_to_bring(booked: Resident, hall: Hall):
    await hall.closed("turned-away")
    await booked.look("/mine")
    assert "前の来庁では、書類が足りませんでした。" in booked.page
    assert "持ってくるもの" in booked.page


async def test_the_card_is_followed_to_the_door_and_thirty_days_on(
    booked: Resident, holder: Holder, hall: Hall, clock: Clock
):
    await hall.closed("attended")
    for status, words in (
        ("identity-done", "窓口での手続きは終わりました。"),
        ("in-setting", "区役所で暗証番号を設定しています。"),
        ("ready-to-go", "まもなく郵便で送ります。"),
        ("delayed", "時間がかかっています。"),
        ("returned", "もう一度送ることもできます。"),
    ):
        await hall.card(status, clock.now)
        await booked.look("/mine")
        assert words in booked.page
    await hall.card("posted", clock.now, "12345678903")
    clock.advance(days=40)
    await again(booked, holder)
    assert "12345678903" in booked.page
    assert "2026年12月1日" in booked.page
    hall.office.withdraw(holder, "completed")
    await hall.card("delivered", clock.now, "12345678903")
    clock.advance(days=30)
    await again(booked, holder)
    assert "カードが届いたと、郵便局から知らせがありました。" in booked.page
    clock.advance(seconds=1)
    await booked.look("/mine")
    assert "12345678903" not in booked.page
    assert "手続きは終わりました" in booked.page
    assert "/book/people" not in booked.page


async def test_a_card_for_the_counter_needs_no_booking(booked: Resident, hall: Hall, clock: Clock):
    await hall.closed("attended")
    await hall.card("to-collect", clock.now)
    await booked.look("/mine")
    assert "予約はいりません。" in booked.page
    await hall.card("handed-over", clock.now)
    await booked.look("/mine")
    assert "手続きは終わりです。" in booked.page


async def test_a_card_that_stopped_leads_to_the_phone(booked: Resident, hall: Hall, clock: Clock):
    await hall.closed("attended")
    await hall.card("stopped", clock.now)
    await booked.look("/mine")
    assert "電話でお問い合わせください。" in booked.page
    assert 'class="steps"' not in booked.page


async def test_a_withdrawn_notice_leads_to_the_phone(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    office.withdraw(holder, "voided")
    await office.send_async(client)
    await resident.identify(holder, "/mine/in")
    assert "この交付通知書は、今は使えません。" in resident.page
    assert "/book/people" not in resident.page
