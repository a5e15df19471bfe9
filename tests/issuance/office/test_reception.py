"""受付: who comes in is found by a number, gets a ticket, and stands in the stations' queue."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from infra.demo.opening import VENUE
from issuance.application.reception import WalkIn
from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import venue_id_of
from issuance.cases.refusals import WrongStageError
from issuance.cases.state import Stage
from issuance.visits import line
from issuance.visits.ticket import WalkInsFullError
from tests.issuance.office.house import NOW, STATION_TOKEN

PAGE = f"/reception/{VENUE.code}"
VENUE_ID = venue_id_of(VENUE.code)
HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K80"}


@pytest.fixture
async def clerk(hands):
    await hands.sign_in("K01")
    return hands


@pytest.fixture
async def open_to_walk_ins(ward):
    services = (Service.COLLECT, Service.CONSULT)
    await ward.issuance.venues.allow_walk_ins(ward.order(), VENUE.code, services=services, places=2)
    await ward.refreshed()


async def queue(client):
    answer = await client.get("/api/station/queue?day=2026-11-24", headers=HEADERS)
    return answer.json()["visits"]


def panel(number):
    return f'<p class="panel__number">{number}</p>'


class TestAppointment:
    @pytest.mark.parametrize("by", ["reference", "notice"])
    async def test_is_checked_in_by_number(self, client, clerk, ward, by):
        person = ward.grown_up()
        await ward.booked(person)
        await ward.refreshed()
        number = "7h2k-9qxm" if by == "reference" else person.notice_number
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number=number)
        assert panel("A1") in page
        assert (await ward.state(person.case_id)).stage is Stage.CHECKED_IN
        (queued,) = await queue(client)
        assert (queued["stage"], queued["ticket"], queued["booked"]) == ("waiting", "A1", True)

    async def test_keeps_its_ticket_when_it_says_so_twice(self, clerk, ward, issuance_log):
        await ward.booked(ward.grown_up())
        await ward.refreshed()
        await clerk.send(PAGE, f"{PAGE}/check-in", number="7H2K9QXM")
        head = await issuance_log.head()
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number="7H2K9QXM")
        assert panel("A1") in page
        assert await issuance_log.head() == head

    async def test_that_arrived_by_phone_has_a_ticket_too(self, client, clerk, ward):
        person = ward.grown_up()
        await ward.booked(person)
        case = await ward.state(person.case_id)
        async with ward.issuance.work.log.transaction() as tx:
            await ward.issuance.bookings.arrive(
                tx, ward.order("booking"), case.notice_id, case.appointment.appointment_id
            )
        await ward.refreshed()
        assert [each["ticket"] for each in await queue(client)] == ["A1"]
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number="7H2K9QXM")
        assert panel("A1") in page

    async def test_called_from_the_list_has_a_ticket_too(self, client, ward):
        visit_id = await ward.booked(ward.grown_up())
        await ward.refreshed()
        await ward.issuance.counter.call(ward.order(), visit_id, "A1")
        await ward.refreshed()
        assert [each["ticket"] for each in await queue(client)] == ["A1"]

    @pytest.mark.parametrize(
        ("number", "words"),
        [("", "予約も通知もありません"), ("77777777", "予約も通知もありません")],
    )
    async def test_of_an_unknown_number_is_refused_and_kept(self, clerk, number, words):
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number=number)
        assert words in page
        assert f'value="{number}"' in page

    async def test_of_another_day_is_refused(self, clerk, ward):
        person = ward.grown_up()
        await ward.booked(person, after=timedelta(days=1))
        await ward.refreshed()
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number=person.notice_number)
        assert "今日ではありません" in page
        assert (await ward.state(person.case_id)).stage is Stage.BOOKED

    async def test_that_is_none_is_said(self, clerk, ward):
        number = ward.grown_up().notice_number
        page = await clerk.send(PAGE, f"{PAGE}/check-in", number=number)
        assert "この通知番号には予約がありません" in page


class TestWalkIn:
    async def test_is_refused_where_the_venue_takes_none(self, clerk):
        page = await clerk.see(PAGE)
        assert "予約なしの受付をしません" in page

    async def test_with_a_notice_stands_in_the_stations_queue(
        self, client, clerk, ward, open_to_walk_ins
    ):
        person = ward.grown_up()
        page = await clerk.send(
            PAGE, f"{PAGE}/walk-in", service="collect", notice=person.notice_number
        )
        assert panel("B1") in page
        (queued,) = await queue(client)
        assert (queued["ticket"], queued["booked"], queued["stage"]) == ("B1", False, "waiting")
        assert [each["case_id"] for each in queued["people"]] == [str(person.case_id)]

    async def test_goes_through_the_whole_visit(self, ward, open_to_walk_ins):
        person = ward.grown_up()
        visit_id = await ward.issuance.reception.walk_in(
            ward.order(),
            WalkIn(venue_id=VENUE_ID, service=Service.COLLECT, notice_number=person.notice_number),
        )
        await ward.refreshed()
        await ward.visited(person, visit_id, mode="registered-mail")
        await ward.issuance.counter.finish(ward.order("staff:K80"), visit_id, "A1")
        assert (await ward.state(person.case_id)).stage is Stage.AWAITING_PINS

    async def test_who_had_gone_when_called_may_come_again(self, ward, open_to_walk_ins):
        person = ward.grown_up()
        wish = WalkIn(
            venue_id=VENUE_ID, service=Service.COLLECT, notice_number=person.notice_number
        )
        visit_id = await ward.issuance.reception.walk_in(ward.order(), wish)
        await ward.refreshed()
        await ward.issuance.counter.call(ward.order(), visit_id, "A1")
        for _ in range(ward.issuance.work.policy.no_show_recalls):
            again = partial(line.recall, station="A1")
            await ward.issuance.line.note(ward.order(), visit_id, again)
        await ward.issuance.counter.miss(ward.order(), visit_id)
        assert (await ward.state(person.case_id)).stage is Stage.NOTIFIED
        await ward.refreshed()
        ward.clock.now += timedelta(minutes=1)
        assert await ward.issuance.reception.walk_in(ward.order(), wish) != visit_id

    async def test_who_is_booked_is_not_let_in_a_second_time(self, ward, open_to_walk_ins):
        person = ward.grown_up()
        await ward.booked(person, after=timedelta(days=3))
        wish = WalkIn(
            venue_id=VENUE_ID, service=Service.COLLECT, notice_number=person.notice_number
        )
        with pytest.raises(WrongStageError):
            await ward.issuance.reception.walk_in(ward.order(), wish)

    async def test_the_day_has_only_so_many_places(self, ward, open_to_walk_ins):
        async def come(key):
            wish = WalkIn(venue_id=VENUE_ID, service=Service.CONSULT)
            order = ward.order()
            order = type(order)(by=order.by, at=order.at, key=key)
            return await ward.issuance.reception.walk_in(order, wish)

        first = await come("one")
        assert await come("one") == first
        await come("two")
        with pytest.raises(WalkInsFullError):
            await come("three")

    async def test_without_a_card_is_called_and_ended_at_the_reception(
        self, client, clerk, open_to_walk_ins
    ):
        page = await clerk.send(PAGE, f"{PAGE}/walk-in", service="consult")
        assert panel("B1") in page
        assert await queue(client) == []
        call = page.split('/call"')[0].rsplit('action="', 1)[1] + "/call"
        page = await clerk.send(PAGE, call, counter="c 3")
        assert "呼び出し中 C3" in page
        end = call.replace("/call", "/end")
        page = await clerk.send(PAGE, end, counter="C3")
        assert "終わったことを記録しました" in page
        assert "/end" not in page


async def test_a_supervisor_decides_on_walk_ins(hands, ward):
    await hands.sign_in("K05")
    page = await hands.send(
        "/hall", "/hall/walk-ins", code=VENUE.code, service="consult", places="7"
    )
    assert "1日7組、今日 0組: 相談" in page
    page = await hands.send("/hall", "/hall/walk-ins", code=VENUE.code, places="7")
    assert "用件を1つ以上選び" in page


async def test_only_a_clerk_sees_the_reception(hands):
    await hands.sign_in("K03")
    await hands.see(PAGE, status=403)


async def test_an_unknown_visit_is_not_called(clerk, ward):
    page = await clerk.see(PAGE)
    token = page.split('name="_csrf_token" value="', 1)[1].split('"', 1)[0]
    answer = await clerk.client.post(
        f"{PAGE}/{uuid4()}/call",
        data={"_csrf_token": token, "key": str(uuid4()), "counter": "C1"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert "見つかりません" in await clerk.see(PAGE)
    assert ward.clock.now == NOW
