"""Every page, in every state of a visit: what it carries, loads, links to, and lets be kept."""

import re
from urllib.parse import urlsplit

import httpx

from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import WORKER, Holder
from tests.booking_web.pages.walk import Forms, routes, states

PUBLIC = ("/look/", "/free", "/openapi.json", "/now.json", "/waiting-room/draw", "/closed.ics")
"""The same for everybody: may be kept, and sets no cookie."""
MAPS = "www.google.com"
"""The one other host a page leads to, and only when somebody follows the link."""


def assert_guarded(answer: httpx.Response, path: str) -> None:
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy, path
    assert "frame-ancestors 'none'" in policy, path
    assert "unsafe" not in policy, path
    assert "//" not in policy, path
    assert headers["x-content-type-options"] == "nosniff", path
    assert headers["referrer-policy"] == "same-origin", path
    if path.startswith(PUBLIC):
        assert "set-cookie" not in headers, path
    else:
        assert headers["cache-control"] == "no-store", path


def assert_stays_here(page: Forms, path: str) -> None:
    for address in page.loads:
        assert not urlsplit(address).netloc, (path, address)
        assert urlsplit(address).scheme == "", (path, address)
    for address in page.links:
        assert urlsplit(address).netloc in {"", MAPS}, (path, address)
        assert urlsplit(address).scheme in {"", "https", "tel", "mailto"}, (path, address)
    for tag, attributes in page.tags:
        assert tag not in {"script", "style", "iframe", "object", "embed", "base"}, (path, tag)
        assert not {each for each in attributes if each.startswith("on") or each == "style"}, path


def assert_tells_nothing(answer: httpx.Response, page: Forms, secrets: set[str]) -> None:
    """Addresses end in histories, logs and other people's screens."""
    sent = [each.headers.get("location", "") for each in (*answer.history, answer)]
    for address in [str(answer.url), *sent, *page.links, *page.loads]:
        for secret in secrets:
            assert secret.lower() not in address.lower(), address
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", address), address


async def test_in_every_state(resident: Resident, holder: Holder):
    born_on = holder.birthday
    secrets = {holder.number, holder.printed, str(holder.notice_id), born_on.isoformat()}
    secrets |= {f"{born_on:%Y%m%d}", "玄関"}
    walked: set[str] = set()
    async for state in states(resident, holder):
        for path in routes(resident.client, "GET"):
            answer = await resident.client.get(path, headers=WORKER, follow_redirects=True)
            for each in (*answer.history, answer):
                assert_guarded(each, each.url.path)
                assert each.status_code < 500, (state, path)
            if answer.headers.get("content-type", "").startswith("text/html"):
                page = Forms(answer.text, answer.url.path)
                assert_stays_here(page, path)
                assert_tells_nothing(answer, page, secrets)
            walked.add(path)
    assert walked >= {
        "/",
        "/book/who",
        "/book/day",
        "/book/done",
        "/mine",
        "/free",
        "/openapi.json",
    }


async def test_forms_and_their_answers_too(resident: Resident, holder: Holder):
    await resident.identify(holder)
    for path in routes(resident.client, "POST"):
        for headers in ({}, {"content-type": "text/plain"}):
            answer = await resident.client.post(path, content=b"a=b", headers=headers)
            assert_guarded(answer, path)
            assert 400 <= answer.status_code < 500, path
