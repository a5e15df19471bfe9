"""受付機と呼出表示: paired browsers of the hall, without scripts, without anybody's data."""

import asyncio
import json
import re
from contextlib import aclosing
from datetime import timedelta
from functools import partial
from html import unescape
from itertools import product
from uuid import uuid4

import httpx
import pytest
import uvicorn

from infra.cli.serve import EndingServer
from infra.demo.opening import VENUE
from issuance.application.counter import Shown as ShownDocuments
from issuance.application.parties import Seat
from issuance.calendar.opening_rules import Service
from issuance.capacity.venues import venue_id_of
from issuance.cases.state import Stage
from issuance.identity.situations import Situation
from issuance.office.app import create_app
from issuance.office.hall.display import shown
from issuance.office.hall.live import END_STREAMS, LiveHall
from issuance.office.hall.texts import LANGUAGES
from issuance.office.hall_devices import HallDevices, HallUse
from issuance.office.pairing_codes import PairingRefusedError
from issuance.read_models.overview import office_projector
from issuance.read_models.queries_tickets import TicketQueries
from issuance.visits import line
from tests.issuance.office.house import NOW, Clock, Hands, token_in

VENUE_ID = venue_id_of(VENUE.code)


@pytest.fixture
def devices(issuance_db):
    return HallDevices(issuance_db)


async def paired(client, devices, kind):
    code = await devices.offer(VENUE_ID, kind, name="入口", by="K05", at=NOW)
    page = await client.get("/hall/pair")
    data = {"_csrf_token": token_in(page.text), "pairing": f"{code[:4].lower()}-{code[4:]}"}
    answer = await client.post("/hall/pair", data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text[:400]
    assert answer.headers["location"] == f"/{kind.value}"
    return code


@pytest.fixture
async def kiosk(client, devices):
    await paired(client, devices, HallUse.KIOSK)
    return Hands(client)


@pytest.fixture
async def display(client, devices):
    await paired(client, devices, HallUse.DISPLAY)
    return client


class TestPairing:
    async def test_a_code_is_good_once(self, client, devices):
        code = await paired(client, devices, HallUse.KIOSK)
        page = await client.get("/hall/pair")
        data = {"_csrf_token": token_in(page.text), "pairing": code}
        again = await client.post("/hall/pair", data=data)
        assert again.status_code == 422
        assert "この接続番号は使えません" in again.text

    async def test_a_code_is_good_for_ten_minutes(self, devices):

        code = await devices.offer(VENUE_ID, HallUse.KIOSK, name="x", by="K05", at=NOW)
        with pytest.raises(PairingRefusedError):
            await devices.pair(code, NOW + timedelta(minutes=10))

    async def test_the_supervisor_makes_a_code_and_ends_a_device(self, hands, devices):
        await hands.sign_in("K05")
        page = await hands.send(
            "/hall", "/hall/devices", code=VENUE.code, kind="display", name="正面"
        )
        (code,) = re.findall(r'panel__number">([^<]+)<', page)
        token, use = await devices.pair(code.replace("-", ""), NOW)
        assert use is HallUse.DISPLAY
        page = await hands.see("/hall")
        assert "正面" in page
        assert code not in page
        (end,) = re.findall(r'action="(/hall/devices/[^"]+/end)"', page)
        await hands.send("/hall", end)
        assert await devices.of_token(token, NOW) is None

    async def test_a_kiosk_is_no_display(self, kiosk):
        answer = await kiosk.client.get("/display", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/hall/pair")
        answer = await kiosk.client.get("/display/events", follow_redirects=False)
        assert answer.status_code == 401


class TestKiosk:
    async def test_a_scanned_number_leads_to_the_ticket(self, kiosk, ward):
        person = ward.grown_up()
        await ward.booked(person)
        await ward.refreshed()
        page = await kiosk.send("/kiosk?lang=vi", "/kiosk/check-in", number="7H2K9QXM", lang="vi")
        assert 'lang="vi"' in page
        assert '<p class="kiosk__large">A1</p>' in page
        assert (await ward.state(person.case_id)).stage is Stage.CHECKED_IN
        assert "7H2K" not in page

    async def test_every_page_in_every_language(self, kiosk, ward):
        await ward.issuance.venues.allow_walk_ins(
            ward.order(), VENUE.code, services=tuple(Service), places=3
        )
        await ward.refreshed()
        paths = ("/kiosk", "/kiosk/walk-in", "/kiosk/still-here")
        for code, path in product(LANGUAGES, paths):
            page = await kiosk.see(f"{path}?lang={code}")
            assert f'<html lang="{LANGUAGES[code].tag}">' in page
            assert "《" not in page

    async def test_what_is_refused_is_said_in_the_readers_language_and_kept(self, kiosk):
        answer = await kiosk.post("/kiosk?lang=en", "/kiosk/check-in", number="22334455", lang="en")
        assert answer.status_code == 422
        assert "There is no such number." in answer.text
        assert 'value="22334455"' in answer.text

    async def test_a_notice_without_appointment_is_offered_a_ticket(self, kiosk, ward):
        await ward.issuance.venues.allow_walk_ins(
            ward.order(), VENUE.code, services=(Service.COLLECT,), places=3
        )
        await ward.refreshed()
        person = ward.grown_up()
        offered = await kiosk.post("/kiosk", "/kiosk/check-in", number=person.notice_number)
        assert offered.status_code == 200
        assert "この番号には予約がありません" in offered.text
        hidden = {"_csrf_token": token_in(offered.text), "key": str(uuid4())}
        sent = await kiosk.client.post(
            "/kiosk/walk-in",
            data=hidden | {"service": "collect", "notice": person.notice_number},
        )
        assert '<p class="kiosk__large">B1</p>' in sent.text
        assert (await ward.state(person.case_id)).stage is Stage.CHECKED_IN

    async def test_a_double_tap_makes_one_ticket(self, kiosk, ward):
        await ward.issuance.venues.allow_walk_ins(
            ward.order(), VENUE.code, services=(Service.CONSULT,), places=3
        )
        await ward.refreshed()
        page = await kiosk.see("/kiosk/walk-in")
        data = {"_csrf_token": token_in(page), "key": str(uuid4()), "service": "consult"}
        tapped = [await kiosk.client.post("/kiosk/walk-in", data=data) for _ in range(2)]
        assert [re.findall(r'kiosk__large">(\w+)', each.text) for each in tapped] == [["B1"]] * 2

    async def test_pages_go_by_themselves_without_script_except_the_first(self, kiosk):
        assert "http-equiv" not in await kiosk.see("/kiosk")
        page = unescape(await kiosk.see("/kiosk?lang=ko"))
        assert 'content="45; url=/kiosk/still-here?lang=ko&back=/kiosk"' in page
        page = await kiosk.see("/kiosk/still-here?lang=ko&back=//evil.example")
        assert 'content="15; url=/kiosk"' in page
        assert "evil" not in page

    async def test_a_form_from_elsewhere_is_refused(self, kiosk, issuance_log):
        head = await issuance_log.head()
        answer = await kiosk.client.post("/kiosk/check-in", data={"number": "7H2K9QXM"})
        assert answer.status_code == 403
        assert await issuance_log.head() == head


class TestDisplay:
    async def test_shows_numbers_and_counters_and_nobodys_data(self, display, ward):
        person, other = ward.grown_up(), ward.grown_up(1)
        visit_id = await ward.booked(person)
        waiting = await ward.booked(other, reference="ABCD2ZXY")
        await ward.refreshed()
        await ward.issuance.counter.arrive(ward.order(), waiting)
        await ward.issuance.counter.call(ward.order(), visit_id, "A1")
        await ward.refreshed()
        page = (await display.get("/display")).text
        assert 'id="now-ticket">A2<' in page
        assert 'id="now-counter">A1<' in page
        assert 'id="waiting">1<' in page
        assert "7H2K" not in page

    async def test_a_turned_away_party_leaves_it_and_a_recall_shows_again(
        self, ward, client, issuance_db
    ):

        person = ward.grown_up()
        visit_id = await ward.booked(person)
        await ward.refreshed()
        queries, counter = TicketQueries(issuance_db), ward.issuance.counter

        async def calls():
            await ward.refreshed()
            hall = await queries.hall(VENUE_ID, NOW.date())
            return [(each.ticket, each.counter) for each in shown(hall, NOW).calls]

        await counter.call(ward.order(), visit_id, "A1")
        assert await calls() == [("A1", "A1")]
        other = await ward.booked(ward.grown_up(1), reference="ABCD2ZXY")
        await ward.refreshed()
        ward.clock.now += timedelta(seconds=5)
        await counter.call(ward.order(), other, "C3")
        assert await calls() == [("A2", "C3"), ("A1", "A1")]
        ward.clock.now += timedelta(minutes=1)
        again = partial(line.recall, station="A1")
        await ward.issuance.line.note(ward.order(), visit_id, again)
        assert await calls() == [("A1", "A1"), ("A2", "C3")]
        await counter.call_off(ward.order(), visit_id, "A1")
        assert await calls() == [("A2", "C3")]
        await counter.call(ward.order(), visit_id, "B2")
        assert await calls() == [("A1", "B2"), ("A2", "C3")]
        seat = Seat(visit_id=visit_id, case_id=person.case_id, station="B2")
        nothing = ShownDocuments(situation=Situation.SELF_X, documents=())
        await counter.turn_away(ward.order(), seat, nothing)
        assert await calls() == [("A2", "C3")]

    async def test_the_newest_call_and_the_last_four_are_shown(self, ward, issuance_db):

        for n in range(6):
            visit_id = await ward.booked(ward.grown_up(n), reference=f"7H2K9Q{n + 2}X")
            await ward.refreshed()
            ward.clock.now += timedelta(seconds=5)
            await ward.issuance.counter.call(ward.order(), visit_id, f"C{n}")
        await ward.refreshed()
        hall = await TicketQueries(issuance_db).hall(VENUE_ID, NOW.date())
        assert [each.counter for each in hall.calls] == ["C5", "C4", "C3", "C2", "C1"]


class TestLive:
    """On this test's own connections: the client's application runs in a loop of its own."""

    @pytest.fixture
    def refresh(self, issuance_log):
        projector = office_projector(issuance_log)

        async def refresh():
            await projector.catch_up()

        return refresh

    async def test_silence_is_broken_by_a_sign_of_life(self, issuance_db, refresh):
        live = LiveHall()
        async with aclosing(live.turns(issuance_db, refresh, heartbeat=0.05)) as turns:
            await anext(turns)
            await anext(turns)
        assert live.looking == 0

    async def test_a_call_is_told(self, issuance_db, refresh, ward):
        visit_id = await ward.booked(ward.grown_up())
        await ward.refreshed()
        queries, live = TicketQueries(issuance_db), LiveHall()
        async with aclosing(live.turns(issuance_db, refresh, heartbeat=600)) as turns:
            await anext(turns)
            await ward.issuance.counter.call(ward.order(), visit_id, "A1")
            async with asyncio.timeout(30):
                while not (await queries.hall(VENUE_ID, NOW.date())).calls:
                    await anext(turns)

    async def test_streams_end_when_the_process_is_told_to(self, issuance_db, refresh):
        live = LiveHall()
        turns = live.turns(issuance_db, refresh, heartbeat=600)
        await anext(turns)
        live.end()
        async with asyncio.timeout(30):
            assert [turn async for turn in turns] == []
        assert live.looking == 0

    async def test_an_open_display_does_not_hold_up_the_end_of_the_process(
        self, settings, devices, ward
    ):
        visit_id = await ward.booked(ward.grown_up())
        await ward.refreshed()
        await ward.issuance.counter.call(ward.order(), visit_id, "A1")
        await ward.refreshed()
        code = await devices.offer(VENUE_ID, HallUse.DISPLAY, name="x", by="K05", at=NOW)
        token, _ = await devices.pair(code, NOW)
        app = create_app(settings, clock=Clock())
        config = uvicorn.Config(
            app, port=0, log_level="critical"
        )  # no grace: it would wait for ever
        server = EndingServer(config, app.state[END_STREAMS])
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with (
            asyncio.timeout(60),
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
            client.stream(
                "GET", "/display/events", headers={"cookie": f"office-hall={token}"}
            ) as answer,
        ):
            assert answer.headers["content-type"].startswith("text/event-stream")
            lines = answer.aiter_lines()
            told = await anext(line async for line in lines if line.startswith("data:"))
            server.should_exit = True
            rest = [line async for line in lines if line.startswith("data:")]
            await serving
        calls = json.loads(told.removeprefix("data:"))["calls"]
        assert [each["ticket"] for each in calls] == ["A1"]
        assert len(rest) <= 1
