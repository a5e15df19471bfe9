"""Who may come in where: every route without sign-in, and with each role."""

import re
from uuid import uuid4

from litestar.handlers import HTTPRouteHandler
from litestar.testing import AsyncTestClient

from issuance.office.app import create_app
from issuance.office.staff.roles import Role
from tests.issuance.office.conftest import STAFF
from tests.issuance.office.house import Hands, settings_for

SINGLE = {roles[0]: staff_id for staff_id, roles in STAFF.items() if len(roles) == 1}


def routes(app):
    """Each path with its method and door, as the application has them."""
    for route in app.routes:
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)]):
            if isinstance(handler, HTTPRouteHandler):
                for method in handler.http_methods - {"OPTIONS", "HEAD"}:
                    yield method, filled(route.path), handler.opt


def filled(path):
    for name in ("case_id", "box_id", "visit_id", "device_id", "invitation_id"):
        path = path.replace(f"{{{name}:uuid}}", str(uuid4()))
    path = path.replace("{name:str}", "madoguchi.css").replace("{number:int}", "1")
    path = path.replace("{place:str}", "intake")
    return re.sub(r"\{\w+:uuid\}", str(uuid4()), re.sub(r"\{\w+:str\}", "K05", path))


def test_every_route_names_its_door(tmp_path):
    app = create_app(settings_for("postgresql://nowhere.invalid/x", tmp_path))
    unnamed = [path for _, path, opt in routes(app) if "door" not in opt]
    assert not unnamed
    assert {opt["door"] for *_, opt in routes(app)} == {
        "public", "staff", "station", "pin-desk", "pairing", "kiosk", "display",
    }  # fmt: skip


async def test_nobody_comes_in_without_signing_in(client):
    for method, path, opt in routes(client.app):
        answer = await client.request(method, path, follow_redirects=False)
        match opt["door"]:
            case "staff":
                assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path
            case "kiosk" | "display" if path.endswith("/events"):
                assert answer.status_code == 401, path
            case "kiosk" | "display":
                assert (answer.status_code, answer.headers["location"]) == (303, "/hall/pair"), path
            case "station" | "pin-desk":
                assert answer.status_code == 401, path
            case "pairing":
                assert answer.status_code == 400, path
            case _:
                expected = {403} if method == "POST" else {200, 303}
                assert answer.status_code in expected, path


async def test_every_page_that_is_opened_can_be_shown(client):
    """Who may open which is `test_matrix`; here each page is made, by whoever may."""
    seen: set[str] = set()
    for role in (Role.SUPERVISOR, Role.TENANT_ADMIN, Role.AUDITOR):
        await Hands(client).sign_in(SINGLE[role])
        for method, path, opt in routes(client.app):
            if opt["door"] != "staff" or method != "GET" or role not in opt["roles"]:
                continue
            if path not in seen:
                seen.add(path)
                answer = await client.get(path, follow_redirects=False)
                assert answer.status_code in {200, 404}, (path, answer.text[:400])


async def test_the_navigation_shows_only_what_opens(hands):
    await hands.sign_in("K03")
    page = await hands.see("/")
    assert 'href="/pin-setting"' in page
    assert 'href="/boxes"' not in page


async def test_every_answer_carries_the_headers(client):
    for path in ("/sign-in", "/nowhere", "/health", "/api/station/queue", "/"):
        headers = (await client.get(path, follow_redirects=False)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


async def test_cookies_are_strict_and_secure_outside_the_demo(issuance_access, tmp_path, clock):
    settings = settings_for(issuance_access.dsn, tmp_path, insecure_loopback=False)
    app = create_app(settings, clock=clock)
    async with AsyncTestClient(app, base_url="https://office.test") as client:
        signed_in = await Hands(client).sign_in("K05")
    cookie = next(c for c in signed_in.headers.get_list("set-cookie") if "__Host-office=" in c)
    for part in ("Secure", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part.lower() in cookie.lower()
    assert "Domain" not in cookie
