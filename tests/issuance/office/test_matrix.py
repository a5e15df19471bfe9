"""Every route of the office × whoever may ask: each role, nobody, and people of another ward.

The walk takes the routes from the application itself. What a route's door lets in is answered by
a hook instead of the page, so that a walk of all of them takes seconds.
"""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
import pytest
from litestar import Response

from infra.demo.opening import VENUE
from infra.postgres.zones import ISSUANCE
from issuance.capacity.venues import venue_id_of
from issuance.office.app import create_app
from issuance.office.hall_devices import HallUse, hall_form_token
from issuance.office.staff.accounts import Staff
from issuance.office.staff.roles import Role
from tests.issuance.office.house import NOW, PIN_DESK_TOKEN, STATION_TOKEN, settings_for
from tests.issuance.office.test_doors import routes
from tests.support.postgres import PASSWORD as DATABASE_PASSWORD
from tests.support.postgres import fresh_database, pool

LET_IN = 299
URL = "http://office.test"
OWN_ACCOUNT = ("/", "/sign-out", "/account", "/session")
PEOPLE_AND_CASES = (
    "/cases", "/appointments", "/reception", "/notices", "/sealing", "/posting", "/returns",
    "/pin-setting", "/pin-sheets", "/boxes", "/setup", "/invitations", "/staff", "/record",
    "/papers",
)  # fmt: skip


@dataclass
class Asking:
    """Somebody at the door: what their browser or machine sends along."""

    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    form_token: str = ""


class Ward:
    """One ward's office, and its people."""

    def __init__(self, app, client):
        self.app, self.client = app, client
        self.office = app.state.office

    async def person(self, staff_id, role):
        sessions = self.office.sessions
        staff = Staff(staff_id=staff_id, roles=frozenset({role}))
        cookie = await sessions.begin(staff, NOW, replaced=None)
        session = await sessions.open(cookie, NOW)
        return Asking(cookies={"office": cookie}, form_token=session.form_token)

    async def device(self, use):
        devices = self.office.hall_devices
        code = await devices.offer(venue_id_of(VENUE.code), use, name="x", by="K05", at=NOW)
        token, _ = await devices.pair(code, NOW)
        device = await devices.of_token(token, NOW)
        secret = self.office.settings.csrf_secret
        return Asking(cookies={"office-hall": token}, form_token=hall_form_token(secret, device))

    def visitor(self):
        token = self.office.form_tokens.fresh()
        return Asking(cookies={"office-form": token}, form_token=token)

    async def ask(self, method, path, asking):
        self.client.cookies.clear()
        for name, value in asking.cookies.items():
            self.client.cookies.set(name, value)
        form = {"data": {"_csrf_token": asking.form_token}} if method == "POST" else {}
        answer = await self.client.request(
            method, path, headers=asking.headers, follow_redirects=False, **form
        )
        return answer.status_code, answer.headers.get("location", "")

    async def walk(self, asking, door):
        """What each route behind a door of this kind answers."""
        for method, path, opt in routes(self.app):
            if opt["door"] == door:
                yield method, path, opt, await self.ask(method, path, asking)


def machine(token, station="A1"):
    return Asking(headers={"authorization": f"Bearer {token}", "x-station": station})


_STAFF = "INSERT INTO office.staff (staff_id, password_hash, roles) VALUES ($1, '', $2)"


async def _let_in(_request):
    return Response("", status_code=LET_IN)


@asynccontextmanager
async def _open(settings, clock):
    app = create_app(settings, clock=clock)
    app.before_request = _let_in
    transport = httpx.ASGITransport(cast("Any", app))
    ready, done = asyncio.Event(), asyncio.Event()

    async def live():
        # Enters and leaves in one task, as its scopes demand; a fixture does not.
        async with app.lifespan():
            ready.set()
            await done.wait()

    living = asyncio.create_task(live())
    await ready.wait()
    async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
        yield Ward(app, client)
    done.set()
    await living


@pytest.fixture
async def ward(settings, clock):
    async with _open(settings, clock) as opened:
        yield opened


@pytest.fixture
async def other_ward(postgres, clock, tmp_path):
    """A ward of its own: another database, other keys, the same codes of staff."""
    folder = tmp_path / "other"
    folder.mkdir()
    async with fresh_database(postgres, ISSUANCE) as database:
        access = database.access.as_role(ISSUANCE.app, DATABASE_PASSWORD)
        async with pool(access) as connections:
            for number, role in enumerate(Role):
                await connections.execute(_STAFF, f"K{number + 50}", [role.value])
        settings = settings_for(
            access.dsn, folder, tenant="131229", session_secret=b"S" * 32, csrf_secret=b"C" * 32,
            station_tokens=("o" * 40,), pin_desk_token="q" * 40,
        )  # fmt: skip
        async with _open(settings, clock) as opened:
            yield opened


SINGLE = {
    Role.CLERK: "K01", Role.STOCK: "K02", Role.PIN_OFFICER: "K03", Role.SEALER: "K04",
    Role.SUPERVISOR: "K05", Role.MANAGER: "K06", Role.RECEPTION: "K10", Role.CALL_CENTRE: "K11",
    Role.AUDITOR: "K12", Role.TENANT_ADMIN: "K13",
}  # fmt: skip


async def test_a_page_opens_to_the_roles_its_route_names_and_to_no_other(ward):
    assert set(SINGLE) == set(Role)
    opened: dict[Role, set[tuple[str, str]]] = {}
    for role, staff_id in SINGLE.items():
        asking, opened[role] = await ward.person(staff_id, role), set()
        async for method, path, opt, (status, _) in ward.walk(asking, "staff"):
            assert status == (LET_IN if role in opt["roles"] else 403), (role, method, path)
            if status == LET_IN:
                opened[role].add((method, path))
    _see_what_the_roles_are_for(opened)


def _see_what_the_roles_are_for(opened):
    """domain.md 11.7, said apart from the routes."""
    admin = {path for _, path in opened[Role.TENANT_ADMIN]}
    assert all(
        path in OWN_ACCOUNT or path.startswith(("/account/", "/staff", "/machines"))
        for path in admin
    )
    assert {("GET", "/staff"), ("POST", "/staff/make")} <= opened[Role.TENANT_ADMIN]
    assert not [path for _, path in opened[Role.MANAGER] if path.startswith(PEOPLE_AND_CASES)]
    changed = {path for method, path in opened[Role.AUDITOR] if method == "POST"}
    assert all(path.startswith(("/account/", "/sign-out", "/cases/find")) for path in changed)
    assert ("GET", "/record") in opened[Role.AUDITOR]
    assert ("POST", "/cases/find") in opened[Role.CALL_CENTRE]
    others = set(Role) - {Role.TENANT_ADMIN}
    kept = ("/staff", "/machines")
    assert not [path for role in others for _, path in opened[role] if path.startswith(kept)]


async def test_no_page_opens_without_a_session_or_with_one_of_another_ward(ward, other_ward):
    strangers = [Asking(), ward.visitor(), machine(STATION_TOKEN), machine(PIN_DESK_TOKEN)]
    strangers += [
        await other_ward.person(f"K{number + 50}", role)
        for number, role in enumerate(Role)
        if role in {Role.SUPERVISOR, Role.TENANT_ADMIN}
    ]
    for asking in strangers:
        async for method, path, _, answer in ward.walk(asking, "staff"):
            assert answer == (303, "/sign-in"), (method, path)


async def test_control_the_other_wards_session_opens_its_own_pages(other_ward):
    supervisor = await other_ward.person(f"K{list(Role).index(Role.SUPERVISOR) + 50}", Role.CLERK)
    assert await other_ward.ask("GET", "/boxes", supervisor) == (LET_IN, "")


async def test_the_stations_api_opens_to_this_wards_stations_each_with_its_own_name(
    ward, other_ward
):
    supervisor = await ward.person("K05", Role.SUPERVISOR)
    askings = [
        (machine(STATION_TOKEN), LET_IN),
        (machine("b" * 40, "B2"), LET_IN),
        (machine("b" * 40, "A1"), 403),
        (machine("b" * 40, ""), 403),
        (machine("o" * 40), 401),
        (machine(PIN_DESK_TOKEN), 401),
        (machine(""), 401),
        (supervisor, 401),
    ]
    for asking, expected in askings:
        async for method, path, _, (status, _) in ward.walk(asking, "station"):
            assert status == expected, (method, path, asking.headers)
    assert (await other_ward.ask("GET", "/api/station/queue", machine("o" * 40)))[0] == LET_IN


async def test_the_pin_desks_api_opens_to_this_wards_pin_desk(ward):
    askings = [(PIN_DESK_TOKEN, LET_IN), ("q" * 40, 401), (STATION_TOKEN, 401), ("", 401)]
    for token, expected in askings:
        async for method, path, _, (status, _) in ward.walk(machine(token), "pin-desk"):
            assert status == expected, (method, path)


@pytest.mark.parametrize("use", list(HallUse))
async def test_the_halls_pages_open_to_a_browser_paired_here_for_this_use(ward, other_ward, use):
    other_use = next(each for each in HallUse if each is not use)
    askings = [
        (await ward.device(use), True),
        (await ward.device(other_use), False),
        (await other_ward.device(use), False),
        (await ward.person("K05", Role.SUPERVISOR), False),
        (Asking(), False),
    ]
    for asking, may in askings:
        async for method, path, _, (status, _) in ward.walk(asking, use.value):
            assert status == LET_IN if may else status in {303, 401}, (method, path)


async def test_public_pages_open_to_all_and_their_forms_need_their_token(ward):
    async for method, path, _, (status, _) in ward.walk(ward.visitor(), "public"):
        assert status == LET_IN, (method, path)
    async for method, path, _, (status, _) in ward.walk(Asking(), "public"):
        assert status == (403 if method == "POST" else LET_IN), (method, path)


async def test_a_form_needs_the_token_of_its_own_session(ward):
    mine = await ward.person("K05", Role.SUPERVISOR)
    mine.form_token = (await ward.person("K01", Role.CLERK)).form_token
    async for method, path, opt, (status, _) in ward.walk(mine, "staff"):
        if method == "POST":
            assert status == 403, path
        elif Role.SUPERVISOR in opt["roles"]:
            assert status == LET_IN, path
