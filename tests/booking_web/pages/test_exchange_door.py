"""The door for the office's worker."""

import httpx
import pytest

from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import WORKER, Holder, Office


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", "Bearer \xff", "Basic x"])
async def test_is_shut_without_the_token(client: httpx.AsyncClient, token: str):
    headers = [(b"authorization", token.encode("latin-1"))]
    for method, path in (("GET", "/outbox"), ("GET", "/inbox"), ("POST", "/inbox")):
        answer = await client.request(method, f"/exchange{path}", headers=headers)
        assert answer.status_code == 401


async def test_gives_the_next_batch_or_nothing(resident: Resident, holder: Holder):
    empty = await resident.client.get("/exchange/outbox?after=0", headers=WORKER)
    assert empty.status_code == 204
    await resident.book(holder)
    first = await resident.client.get("/exchange/outbox?after=0", headers=WORKER)
    assert first.status_code == 200
    assert b"payload" in first.content
    again = await resident.client.get("/exchange/outbox?after=0", headers=WORKER)
    assert again.content == first.content


@pytest.mark.parametrize("after", ["", "-1", "x", "1e3", "９", "9" * 30, "1.5"])
async def test_a_number_that_is_none(client: httpx.AsyncClient, after: str):
    answer = await client.get("/exchange/outbox", params={"after": after}, headers=WORKER)
    assert answer.status_code == 400


async def test_takes_each_batch_once(client: httpx.AsyncClient, office: Office):
    batch = office.batch()
    first = await client.post("/exchange/inbox", content=batch, headers=WORKER)
    assert (first.status_code, first.json()) == (200, {"last": 1})
    again = await client.post("/exchange/inbox", content=batch, headers=WORKER)
    assert (again.status_code, again.json()["code"]) == (409, "batch-refused")
    last = await client.get("/exchange/inbox", headers=WORKER)
    assert last.json() == {"last": 1}


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 100, b"[" * 5_000])
async def test_what_is_no_batch_is_refused(client: httpx.AsyncClient, content: bytes):
    answer = await client.post("/exchange/inbox", content=content, headers=WORKER)
    assert answer.status_code == 409
