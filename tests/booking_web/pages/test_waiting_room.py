"""待合室 on the whole site: who waits, who never does, and what the page says."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import asyncpg
import httpx
import pytest
from litestar import Litestar

from booking_web.app import create_app
from booking_web.texts import LANGUAGES, TAGS
from booking_web.waiting_room.draw import Draw, fingerprint
from booking_web.waiting_room.room import WaitingRoom
from booking_web.waiting_room.store import Plan, Store
from infra.postgres.access import Access
from tests.booking_web.pages.conftest import Clock, Resident, identity
from tests.booking_web.pages.office import WORKER, Holder, settings_for
from tests.booking_web.waiting_room.rooms import CLAIM, WINDOW, first_come

ENTRANCES = (
    *("/", "/book/who", "/book/day", "/book/time/2026-12-01"),
    *("/book/who/", "/book//who", "/book/day?venue=KASAI"),
)
ALWAYS_OPEN = (
    *("/mine/in", "/mine", "/mine/day", "/mine/cancel", "/book/people", "/book/help"),
    *("/book/check", "/book/done", "/health", "/ready", "/look/madoguchi.css", "/privacy"),
    *("/accessibility", "/exchange/outbox", "/waiting-room/draw", "/nowhere"),
)


class Waiting:
    """The room of the site that the client speaks to; its rounds are made by hand."""

    def __init__(self, app: Litestar, clock: Clock) -> None:
        self.app, self.clock = app, clock
        self.room: WaitingRoom = app.state.waiting_room
        self.store: Store = self.room._store

    async def open(self, plan: Plan) -> int:
        """Open it, with the first turn made while nobody waits."""
        room_id = await self.store.open(plan)
        await self.room.look_round()
        await self.room.look_round()
        return room_id

    async def open_now(self) -> int:
        return await self.open(first_come(self.clock.now))

    async def pass_(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        await self.room.look_round()

    async def crowd(self, people: int) -> None:
        assert self.room.current is not None
        ids = [uuid4() for _ in range(people)]
        await self.store.step_up(self.room.current.room_id, ids, self.clock.now)
        await self.room.look_round()

    def phone(self) -> httpx.AsyncClient:
        """Another browser at the same site."""
        return browser(self.app)


@pytest.fixture
def longest_queue() -> int:
    """How many commands may wait at the desk."""
    return 2_000


@pytest.fixture
async def site(booking_access: Access, clock: Clock, longest_queue: int) -> AsyncIterator[Litestar]:
    """The site in this event loop, so that the room's rounds can be made by hand."""
    settings = settings_for(
        booking_access.dsn, queue_length=longest_queue, waiting_shed_threshold=5
    )
    app = create_app(settings, clock=clock)
    opened, over = asyncio.Event(), asyncio.Event()

    async def keep_open() -> None:
        async with app.lifespan():
            opened.set()
            await over.wait()

    house = asyncio.create_task(keep_open())
    await opened.wait()
    yield app
    over.set()
    await house


@pytest.fixture
async def client(site: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(site) as client:
        yield client


@pytest.fixture
def waiting(site: Litestar, resident: Resident, clock: Clock) -> Waiting:
    return Waiting(site, clock)


def browser(site: Litestar) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(site)  # type: ignore[arg-type] # two names of one type
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8700")


def waits(answer: httpx.Response) -> bool:
    assert answer.status_code < 500
    return "refresh" in answer.headers


async def test_the_entrances_to_a_new_booking_wait(waiting: Waiting):
    async with waiting.phone() as phone:
        assert not any([waits(await phone.get(path)) for path in ENTRANCES])
    await waiting.open_now()
    async with waiting.phone() as phone:
        answers = [await phone.get(path) for path in ENTRANCES]
    assert {answer.status_code for answer in answers} == {200}
    assert all(map(waits, answers))


async def test_everything_else_is_open_to_everybody(waiting: Waiting):
    async with waiting.phone() as phone:
        before = [(await phone.get(path)).status_code for path in ALWAYS_OPEN]
        await waiting.open_now()
        answers = [await phone.get(path) for path in ALWAYS_OPEN]
    assert [answer.status_code for answer in answers] == before
    assert not any(map(waits, answers))


async def test_who_has_a_booking_looks_moves_and_cancels_while_others_wait(
    waiting: Waiting, resident: Resident, holder: Holder
):
    await resident.book(holder)
    await waiting.open_now()
    await waiting.crowd(1_000)
    await resident.send("/leave")
    answer = await resident.identify(holder, "/mine/in")
    assert answer.url.path == "/mine"
    assert "/mine/day" in (await resident.look("/mine")).text
    for path in ("/mine/day", "/mine/time/2026-12-02", "/book/done"):
        answer = await resident.look(path)
        assert answer.status_code == 200
        assert not waits(answer)
    assert (await resident.client.get("/mine/calendar.ics")).status_code in {200, 404}
    await resident.look("/mine/cancel")
    answer = await resident.send("/mine/cancel")
    assert "予約を取り消しました" in answer.text


async def test_who_is_in_the_middle_of_a_booking_finishes_it(
    waiting: Waiting, resident: Resident, holder: Holder
):
    await resident.identify(holder)
    await resident.look("/book/help")
    waiting.clock.advance(seconds=1)
    await waiting.open_now()
    await resident.send("/book/help", spoken="ja")
    assert not waits(await resident.look("/book/day"))
    await waiting.pass_(40 * 60)
    answer = await resident.choose()
    assert answer.url.path == "/book/check"
    assert (await resident.send("/book/check")).url.path == "/book/done"


async def test_what_was_being_typed_is_not_lost(
    waiting: Waiting, resident: Resident, holder: Holder
):
    """Number and birthday were on the screen when the room opened: they can be sent."""
    await resident.look("/book/who")
    await waiting.open_now()
    await waiting.crowd(100)
    answer = await resident.send("/book/who", identity(holder))
    assert answer.url.path == "/book/people"
    assert waits(await resident.look("/book/day"))
    await waiting.pass_(20)
    await waiting.pass_(2)
    for _ in range(20):
        await waiting.pass_(2)
    answer = await resident.look("/book/day")
    assert answer.url.path == "/book/day"
    assert not waits(answer)


async def test_a_form_of_somebody_who_was_told_to_wait_leads_back_to_the_queue(
    waiting: Waiting, resident: Resident, holder: Holder
):
    await waiting.open_now()
    await waiting.crowd(100)
    await resident.look("/book/who")
    answer = await resident.send("/book/who", identity(holder), follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/book/who")
    for path in ("/book/time", "/book/now"):
        answer = await resident.send(path, follow=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/book/day")


async def test_when_the_turn_comes_the_page_leads_on_and_the_ticket_is_used_up_later(
    waiting: Waiting, resident: Resident, holder: Holder
):
    await waiting.open_now()
    assert waits(await resident.look("/book/who"))
    await waiting.pass_(1)
    assert not waits(await resident.look("/book/who"))
    await resident.send("/book/who", identity(holder))
    assert not waits(await resident.look("/book/day"))
    waiting.clock.advance(seconds=WINDOW.total_seconds())
    await waiting.crowd(50)
    # The times are still open to who was admitted once; the days are not.
    assert not waits(await resident.look("/book/time/2026-12-01"))
    answer = await resident.look("/book/day")
    assert waits(answer)
    assert "入力したものは残っています" in answer.text
    assert holder.number[-4:] in (await resident.look("/book/people")).text


async def test_the_place_survives_a_reload_a_second_tab_and_waiting(
    waiting: Waiting, resident: Resident
):
    await waiting.open_now()
    await waiting.crowd(800)
    first = before(await resident.look("/book/who"))
    cookies = dict(resident.client.cookies)
    assert before(await resident.look("/book/who")) == first == 800
    async with waiting.phone() as tab:
        tab.cookies.update(cookies)
        assert before(await tab.get("/")) == first
    waiting.clock.advance(seconds=1)
    await waiting.crowd(300)
    assert before(await resident.look("/book/who")) == first - 20  # one second was saved up


async def test_waiting_writes_nothing(waiting: Waiting, resident: Resident):
    await waiting.open_now()
    await waiting.crowd(100)
    await resident.look("/book/who")
    count = "SELECT pg_stat_get_xact_tuples_inserted(0), pg_current_wal_insert_lsn()"
    async with waiting.store.pool.acquire() as connection:
        stood = await connection.fetchrow(count)
        for _ in range(20):
            answer = await resident.client.get("/book/who")
            assert "set-cookie" not in answer.headers
        assert await connection.fetchrow(count) == stood


async def test_who_sleeps_too_long_is_told_so(waiting: Waiting, resident: Resident):
    await waiting.open_now()
    await resident.look("/book/who")
    await waiting.crowd(500)
    await waiting.pass_(1)
    await waiting.pass_(CLAIM.total_seconds() + 1)
    answer = await resident.look("/book/who")
    assert waits(answer)
    assert "順番がうしろになりました" in answer.text
    assert before(answer) > 400


async def test_at_an_opening_those_who_were_there_are_drawn(
    waiting: Waiting, resident: Resident, clock: Clock
):
    opens_at = clock.now + timedelta(minutes=30)
    await waiting.open(plan(clock.now, opens_at))
    answer = await resident.look("/book/who")
    assert "予約の受付がはじまるまで" in answer.text
    assert opens_at.isoformat() in answer.text
    draw = (await resident.client.get("/waiting-room/draw")).json()
    assert "promised" not in draw
    await waiting.crowd(99)
    ticket = re.search("[0-9a-f-]{36}", answer.text)
    assert ticket
    clock.now = opens_at
    await waiting.room.look_round()
    placed = before(await resident.look("/book/who")) + 1
    published = (await resident.client.get("/waiting-room/draw")).json()
    parts = {part: bytes.fromhex(published[part]) for part in ("promised", "added", "fingerprint")}
    drawn = Draw(**parts)
    assert drawn.commitment.hex() == draw["promise_sha256"] == published["promise_sha256"]
    tickets = await waiting.store.drawn_tickets(published["room"])
    assert drawn.fingerprint == fingerprint(tickets)
    assert {str(each): place for each, place in tickets.items()}[ticket[0]] == placed


async def test_nobody_stands_before_the_draw_by_having_signed_in_early(
    waiting: Waiting, resident: Resident, holder: Holder, clock: Clock
):
    await resident.identify(holder)
    clock.advance(minutes=1)
    opens_at = clock.now + timedelta(minutes=30)
    await waiting.open(plan(clock.now, opens_at))
    assert not waits(await resident.look("/book/day"))  # in the middle: a window's time to finish
    clock.now = opens_at - timedelta(seconds=1)
    for path in ("/book/day", "/book/time/2026-12-01"):
        assert waits(await resident.look(path))
    answer = await resident.send("/book/now", slot=uuid4(), follow=False)
    assert answer.headers["location"] == "/book/day"


async def test_it_says_how_long_when_it_looked_and_how_to_stop_it(
    waiting: Waiting, resident: Resident
):
    await waiting.open_now()
    await waiting.crowd(3_400)
    answer = await resident.look("/book/who")
    assert "<strong>3,400人</strong>" in answer.text
    assert "約6分" in answer.text  # ten a second
    assert "午前10:00" in answer.text
    assert re.fullmatch(r"\d\d; url=/book/who", answer.headers["refresh"])
    assert 20 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    quiet = await resident.look("/book/who?auto=off")
    assert "refresh" not in quiet.headers
    assert "03-5678-1234" in answer.text


async def test_it_speaks_every_language(waiting: Waiting):
    await waiting.open_now()
    await waiting.crowd(50)
    for code in LANGUAGES:
        async with waiting.phone() as phone:
            answer = await phone.get(f"/book/who?lang={code}")
            again = await phone.get("/book/who")
        assert not re.search("[\ue000-\uf8ff《》⟦⟧]", answer.text)
        assert f'<html lang="{TAGS[code]}"' in answer.text
        assert heading(answer) == heading(again)
        assert phone.cookies["lang"] == code
        assert len(answer.content) < 30_000


PLANTED = (
    "ticket=",
    "ticket=" + "A" * 71,
    "ticket=" + "é" * 4_000,
    "draft=x; lang=../..; ticket=\x7f",
    ";;;=;==;",
)


async def test_planted_cookies_get_an_ordinary_place(waiting: Waiting):
    await waiting.open_now()
    await waiting.crowd(5)
    for nth, cookie in enumerate(PLANTED):
        path = "/book/who?lang=%ff%00&auto=&x=" + "y" * 300
        async with waiting.phone() as phone:
            answer = await phone.get(path, headers={b"cookie": cookie.encode()})
        assert waits(answer)
        assert before(answer) == 5 + nth


async def test_the_phone_desk_and_the_office_are_never_held(waiting: Waiting):
    await waiting.open_now()
    async with waiting.phone() as phone:
        assert not waits(await phone.get("/phone-desk"))
        assert (await phone.get("/exchange/outbox?after=0", headers=WORKER)).status_code < 300


async def test_without_its_database_nobody_sees_an_error(
    waiting: Waiting, resident: Resident, booking_admin: Access
):

    await waiting.open_now()
    await waiting.crowd(10)
    mine = before(await resident.look("/book/who"))
    connection = await asyncpg.connect(booking_admin.dsn)
    name = booking_admin.database
    await connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert before(await resident.look("/book/who")) == mine
    async with waiting.phone() as phone:
        answer = await phone.get("/book/who")
        assert waits(answer)
        assert "今、順番を確かめられません" in answer.text
        assert "ticket" not in phone.cookies
    await connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1')
    await connection.close()


@pytest.mark.parametrize("longest_queue", [0])
async def test_a_desk_that_refuses_makes_newcomers_wait_and_nobody_else(
    waiting: Waiting, resident: Resident, holder: Holder
):
    await resident.identify(holder)
    waiting.clock.advance(seconds=1)
    for _ in range(waiting.room.settings.waiting_shed_threshold):
        assert waiting.room.current is None
        answer = await resident.choose()
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        await waiting.room.look_round()
    await waiting.room.look_round()
    assert waiting.room.current is not None
    assert waiting.room.current.reason == "busy"
    async with waiting.phone() as phone:
        answer = await phone.get("/book/who")
    assert answer.status_code == 200
    assert waits(answer)
    assert not waits(await resident.look("/book/day"))


async def test_closing_the_room_lets_everybody_go_on(waiting: Waiting, resident: Resident):
    room_id = await waiting.open_now()
    await waiting.crowd(500)
    assert waits(await resident.look("/book/who"))
    await waiting.store.end(room_id, waiting.clock.now)
    async with waiting.phone() as phone:  # this worker does not know it yet
        assert not waits(await phone.get("/book/who"))
    await waiting.room.look_round()
    assert not waits(await resident.look("/book/who"))


async def test_a_ticket_is_kept_as_carefully_as_a_session(waiting: Waiting):
    await waiting.open_now()
    async with waiting.phone() as phone:
        answer = await phone.get("/book/who")
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if "ticket=" in c]
    said = set(cookie.lower().split("; "))
    assert {"httponly", "path=/", "samesite=lax", "max-age=86400"} <= said


def plan(gathers_at: datetime, opens_at: datetime) -> Plan:
    return Plan(
        reason="opening",
        gathers_at=gathers_at,
        opens_at=opens_at,
        window=WINDOW,
        claim=CLAIM,
        rate=10.0,
    )


def before(answer: httpx.Response) -> int:
    found = re.search("<strong>([0-9,]+)人</strong>", answer.text)
    assert found, answer.text
    return int(found[1].replace(",", ""))


def heading(answer: httpx.Response) -> str:
    found = re.search("<h1>(.*?)</h1>", answer.text)
    assert found
    return found[1]
