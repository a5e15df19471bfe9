"""HEAD, OPTIONS and methods nobody meant, on every address there is."""

import httpx
import pytest
from litestar.routes import ASGIRoute, HTTPRoute

from booking_web.pages.other_methods import with_head
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import WORKER, Holder
from tests.booking_web.pages.walk import methods_of


def addresses(client: httpx.AsyncClient) -> dict[str, set[str]]:
    """Every address of the site, and its methods as the framework knows them."""
    found = {}
    for route in client.app.routes:  # type: ignore[attr-defined]
        assert isinstance(route, HTTPRoute | ASGIRoute)
        path = route.path_format.replace("{day}", "2026-12-01").replace("{name}", "favicon.svg")
        known = route.methods if isinstance(route, HTTPRoute) else methods_of(route).split(", ")
        found[path] = {str(each) for each in known}
    return found


async def test_head_is_get_without_its_body(resident: Resident, holder: Holder):
    await resident.identify(holder)
    for path, methods in addresses(resident.client).items():
        if "GET" not in methods:
            continue
        got = await resident.client.get(path, headers=WORKER)
        head = await resident.client.head(path, headers=WORKER)
        assert head.status_code == got.status_code, path
        assert head.content == b"", path
        assert {*head.headers} == {*got.headers}, path
        assert head.headers.get("content-type") == got.headers.get("content-type"), path


async def test_allow_names_every_method(resident: Resident):
    for path, methods in addresses(resident.client).items():
        allowed = with_head(", ".join(methods))
        answer = await resident.client.options(path, headers=WORKER)
        assert (answer.status_code, answer.headers["allow"]) == (204, allowed), path
        for method in {"DELETE", "PATCH", "PUT", "TRACE", "HEAD"} - set(allowed.split(", ")):
            answer = await resident.client.request(method, path, headers=WORKER)
            assert (answer.status_code, answer.headers["allow"]) == (405, allowed), (path, method)


@pytest.mark.parametrize("path", ["/nowhere", "/book/nowhere", "/free/"])
async def test_head_of_nothing_is_not_found(client: httpx.AsyncClient, path: str):
    got, head = await client.get(path), await client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
