"""What people read when something does not work, and what every answer carries."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from infra.postgres.access import Access
from tests.booking_web.pages.conftest import TUESDAY, Clock, Resident, identity, slots_on
from tests.booking_web.pages.office import WORKER, Holder, Office, settings_for

NOWHERE = "postgresql://booking_app@127.0.0.1:1/nowhere"


@pytest.fixture
async def lonely(clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """The site, started while there is no database."""
    app = create_app(settings_for(NOWHERE), clock=clock)
    async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
        yield client


async def test_the_process_starts_without_its_database(lonely: httpx.AsyncClient):
    assert (await lonely.get("/health")).text == "ok\n"
    assert (await lonely.get("/ready")).status_code == 503
    assert (await lonely.get("/")).status_code == 200


async def test_without_database_pages_say_so_and_when_to_come_back(
    lonely: httpx.AsyncClient, holder: Holder
):
    resident = Resident(lonely)
    answer = await resident.identify(holder)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "もう一度ためしてください" in answer.text
    answer = await lonely.get("/exchange/outbox?after=0", headers=WORKER)
    assert (answer.status_code, answer.json()["code"]) == (503, "desk-away")


async def test_it_recovers_by_itself_with_the_draft_kept(
    resident: Resident, holder: Holder, booking_admin: Access, clock: Clock
):
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja", needs=["stroller"])
    page = resident.page
    await resident.look(f"/book/time/{TUESDAY}")
    connection = await asyncpg.connect(booking_admin.dsn)
    name = booking_admin.database
    await connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    slot = slots_on(resident.page)[0]
    assert (await resident.send("/book/time", slot=slot)).status_code == 503
    clock.advance(seconds=10)
    assert (await resident.look("/book/day")).status_code == 503
    await connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1')
    await connection.close()
    for _ in range(100):
        if (await resident.look("/book/day")).status_code == 200:
            break
        await asyncio.sleep(0.05)
    assert page.count("空いている時間") == resident.page.count("空いている時間")
    await resident.choose()
    assert "ベビーカーで行きます" in resident.page


@pytest.mark.parametrize("path", ["/", "/nowhere", "/book/check", "/ready", "/exchange/outbox"])
async def test_every_answer_is_guarded(resident: Resident, path: str):
    headers = (await resident.client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


async def test_the_stylesheet_may_be_kept_and_sets_no_cookie(resident: Resident):
    answer = await resident.client.get("/look/madoguchi.css")
    assert "max-age" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers


async def test_cookies_cannot_be_read_by_scripts_nor_planted_by_neighbours(
    booking_access: Access, clock: Clock
):
    """As outside the demo: https."""
    settings = settings_for(
        booking_access.dsn, insecure_loopback=False, public_url="https://booking.example"
    )
    app = create_app(settings, clock=clock)
    async with AsyncTestClient(app, base_url="https://booking.example") as client:
        answer = await client.get("/book/who?lang=en")
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"HttpOnly", "Secure", "Path=/"} <= set(cookie.split("; "))
    assert "strict-transport-security" in answer.headers


async def test_a_request_for_another_site_is_refused(client: httpx.AsyncClient):
    assert (await client.get("/", headers={"host": "evil.example"})).status_code == 421
    assert (await client.get("/health")).status_code == 200


async def test_a_page_without_session_says_how_to_go_on(client: httpx.AsyncClient):
    for path in ("/book/people", "/book/help", "/book/day", "/book/check", "/book/done", "/mine"):
        answer = await client.get(path)
        assert answer.status_code == 403
        assert "もう一度、番号と誕生日を入れてください" in answer.text


async def test_leaving_forgets_everything(resident: Resident, holder: Holder):
    await resident.identify(holder)
    answer = await resident.send("/leave")
    assert answer.url.path == "/"
    assert (await resident.look("/book/people")).status_code == 403


async def test_signing_in_changes_the_session_cookie(
    resident: Resident, holder: Holder, office: Office
):
    """What was in the browser before has no part in the new session."""
    other = office.release(holder.birthday)
    await office.send_async(resident.client)
    await resident.identify(other)
    planted = resident.client.cookies["draft"]
    await resident.identify(holder)
    assert resident.client.cookies["draft"] != planted
    await resident.look("/book/people")
    assert other.number[-4:] not in resident.page
    assert holder.number[-4:] in resident.page


async def test_nothing_personal_stands_in_an_address(resident: Resident, holder: Holder):
    await resident.look("/book/who")
    answer = await resident.send("/book/who", identity(holder), follow=False)
    assert holder.number not in answer.headers["location"]
    assert str(holder.notice_id) not in answer.headers["location"]
