"""The site answers to its own names, and to no other that somebody leads to its address."""

from typing import Any, cast

import httpx
import pytest

from booking_web.hosts import HostDoor, names_of

NAMES = names_of("https://Yoyaku.edogawa.example/", ("inner.example",))


async def _site(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def asked(*headers: tuple[str, str]) -> int:
    transport = httpx.ASGITransport(cast("Any", HostDoor(_site, NAMES)))
    async with httpx.AsyncClient(transport=transport) as client:
        request = httpx.Request("GET", "http://yoyaku.edogawa.example", headers=list(headers))
        return (await client.send(request)).status_code


@pytest.mark.parametrize(
    "host",
    [
        "yoyaku.edogawa.example", "YOYAKU.Edogawa.example:443", "inner.example:8700",
        "127.0.0.1:8700", "localhost", "[::1]:8700", "[::1]",
    ],
)  # fmt: skip
async def test_its_own_names_are_let_in(host):
    assert await asked(("host", host)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "yoyaku.edogawa.example.evil.example", "evil.example:127.0.0.1",
        "yoyaku.edogawa.example:", "", "::1", "127.0.0.1.evil.example",
    ],
)  # fmt: skip
async def test_any_other_is_refused(host):
    assert await asked(("host", host)) == 421


async def test_who_sends_another_name_along_is_not_believed():
    assert await asked(("host", "evil.example"), ("x-forwarded-host", "inner.example")) == 421
