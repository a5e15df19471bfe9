"""The database is away: pages say so in words, the API says 503, and all recovers by itself."""

from uuid import uuid4

import asyncpg
import pytest
from litestar.testing import AsyncTestClient

from infra.postgres.server import PostgresServer
from infra.postgres.zones import ISSUANCE
from issuance.office.app import create_app
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from tests.issuance.office.house import (
    NOW,
    PASSWORD,
    PIN_DESK_TOKEN,
    STATION_TOKEN,
    Hands,
    settings_for,
)
from tests.support.postgres import FAST, _prepare

STATION = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K01"}


@pytest.fixture
def server(tmp_path):
    """A server of this test alone, so that it can be taken away."""
    server = PostgresServer(folder=tmp_path / "postgres", options=FAST)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def away_client(server, tmp_path, clock):
    """Somebody is signed in; then the server stops."""
    await _prepare(server.admin)
    access = server.admin.to(ISSUANCE.database).as_role(ISSUANCE.app, "only-in-tests")
    async with asyncpg.create_pool(access.dsn, min_size=0) as pool:
        await add_staff(pool, "K05", PASSWORD, [Role.SUPERVISOR])
    app = create_app(settings_for(access.dsn, tmp_path), clock=clock)
    async with AsyncTestClient(app) as client:
        await Hands(client).sign_in("K05")
        server.stop()
        yield client


async def test_pages_say_so_and_recover_by_themselves(away_client, server):
    page = await away_client.get("/boxes")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "5"
    assert "データベースにつながりません" in page.text
    assert "Traceback" not in page.text
    event = {"at": NOW.isoformat(), "kind": "arrived"}
    told = await away_client.post(
        f"/api/station/visits/{uuid4()}/events",
        json=event,
        headers=STATION | {"idempotency-key": str(uuid4())},
    )
    assert (told.status_code, told.json()["code"]) == (503, "unavailable")
    asked = await away_client.get(
        "/api/pin-desk/next?serial=123", headers={"authorization": f"Bearer {PIN_DESK_TOKEN}"}
    )
    assert asked.status_code == 503
    assert (await away_client.get("/health")).status_code == 200
    assert (await away_client.get("/ready")).status_code == 503
    assert (await away_client.get("/sign-in")).status_code == 200
    server.start()
    assert (await away_client.get("/ready")).status_code == 200
    assert (await away_client.get("/boxes")).status_code == 200


async def test_it_starts_while_the_database_is_away(tmp_path, clock):
    settings = settings_for("postgresql://nobody@127.0.0.1:1/none", tmp_path)
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        assert (await client.get("/sign-in")).status_code == 200
        assert (await client.get("/ready")).status_code == 503
        answer = await client.get("/api/station/queue?day=2026-11-24", headers=STATION)
        assert answer.status_code == 503
