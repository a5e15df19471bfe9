"""The public page, JSON and CSV: what they say, how they may be kept, and how old they are."""

import csv
import io
from dataclasses import replace
from gzip import decompress

import httpx
import msgspec
import pytest
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from booking_web.availability.documents import CSV_HEADINGS, FreeTimes, csv_writer, json_writer
from booking_web.availability.page import page_writer
from booking_web.availability.press import Press
from booking_web.pages.rendering import Renderer
from booking_web.texts import LANGUAGES, TAGS
from infra.postgres.access import Access
from tests.booking_web.availability.faults import closed
from tests.booking_web.availability.made_up import AS_OF, snapshot, venue
from tests.booking_web.pages.conftest import Clock, Resident
from tests.booking_web.pages.office import LOOK, Holder, settings_for

FILES = ("/free", "/free.json", "/free.csv")


async def test_json_and_csv_say_the_same(resident: Resident, holder: Holder):
    await resident.identify(holder)
    await resident.choose()
    answer = await resident.client.get("/free.json")
    free = msgspec.json.decode(answer.content, type=FreeTimes)
    assert [each.code for each in free.venues] == ["KASAI"]
    assert len(free.times) == 12
    assert (free.times[0].free, free.times[1].free) == (3, 4)
    assert free.times[0].starts_at.isoformat() == "2026-12-01T09:00:00+09:00"
    table = (await resident.client.get("/free.csv")).content
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == CSV_HEADINGS
    assert [
        (each["venue_code"], each["starts_at"], each["minutes"], each["free"]) for each in rows
    ] == [
        (each.venue, each.starts_at.isoformat(), str(each.minutes), str(each.free))
        for each in free.times
    ]


@pytest.mark.parametrize("path", FILES)
async def test_may_be_kept_by_everybody_for_one_second(client: httpx.AsyncClient, path: str):
    answer = await client.get(path)
    assert answer.headers["cache-control"] == "public, max-age=1"
    assert "set-cookie" not in answer.headers
    assert answer.headers["as-of"] == "2026-11-22T10:00:00+09:00"
    assert answer.headers["last-modified"] == "Sun, 22 Nov 2026 01:00:00 GMT"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", FILES)
async def test_is_not_sent_again_while_nothing_happens(
    resident: Resident, holder: Holder, clock: Clock, path: str
):
    etag = (await resident.client.get(path)).headers["etag"]
    for known in (etag, f'"other", {etag}', "*"):
        answer = await resident.client.get(path, headers={"if-none-match": known})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
    await resident.identify(holder)
    for nth in range(6):  # so that one whole day has gone
        await resident.choose(nth=nth)
    answer = await resident.client.get(path, headers={"if-none-match": etag})
    if path != "/free":
        assert answer.status_code == 200
        assert answer.headers["etag"] != etag


@pytest.mark.parametrize("path", FILES)
async def test_is_packed_only_for_those_who_can_unpack(client: httpx.AsyncClient, path: str):
    async def raw(accepted: str) -> tuple[httpx.Response, bytes]:
        headers = {"accept-encoding": accepted}
        async with client.stream("GET", path, headers=headers) as answer:
            return answer, b"".join([each async for each in answer.aiter_raw()])

    plain, body = await raw("identity")
    packed, smaller = await raw("br, gzip")
    refused, same = await raw("gzip;q=0, identity")
    assert decompress(smaller) == body == same
    assert packed.headers["content-encoding"] == "gzip"
    assert not {"content-encoding"} & (plain.headers.keys() | refused.headers.keys())
    for answer, sent in ((plain, body), (packed, smaller)):
        assert int(answer.headers["content-length"]) == len(sent)
        assert "Accept-Encoding" in answer.headers["vary"]


async def test_the_page_is_in_the_language_asked_for(client: httpx.AsyncClient):
    for code in LANGUAGES:
        answer = await client.get(f"/free?lang={code}")
        assert f'<html lang="{TAGS[code]}"' in answer.text
        assert answer.headers["vary"] == "Accept-Encoding"
    answer = await client.get("/free", headers={"cookie": "lang=ko"})
    assert '<html lang="ko"' in answer.text
    assert "Cookie" in answer.headers["vary"]
    for strange in ("/free?lang=xx", "/free?lang=%ff%00&lang", "/free?" + "&" * 2_000):
        answer = await client.get(strange, headers=[(b"cookie", b"lang=%%%; lang=\xff")])
        assert '<html lang="ja"' in answer.text


async def test_when_it_was_true_is_said(client: httpx.AsyncClient, clock: Clock):
    assert "10:00:00 の空き状況です。" in (await client.get("/free")).text
    assert (await client.get("/free.json")).json()["cut_off"] is False


async def test_before_anything_is_known_nothing_is_claimed(clock: Clock):
    app = create_app(settings_for("postgresql://booking_app@127.0.0.1:1/nowhere"), clock=clock)
    async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
        for path in FILES:
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert answer.headers["cache-control"] == "no-store"


async def test_a_site_that_is_cut_off_says_so(
    resident: Resident, clock: Clock, booking_admin: Access
):
    """The numbers are still shown, with their time; never as if they were new."""
    async with closed(booking_admin):
        clock.advance(seconds=30)
        page = (await resident.client.get("/free")).text
        assert "今、空き状況を新しくできません" in page
        assert "10:00:00 のときの数です" in page
        answer = await resident.client.get("/free.json")
        assert answer.json()["cut_off"] is True
        assert answer.json()["as_of"] == "2026-11-22T10:00:00+09:00"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_stays_small_however_many_venues(code: str):
    for venues, days in ((1, 300), (8, 90), (40, 30)):
        page = page_writer(Renderer(LOOK), code)(snapshot(venues, days))
        assert len(page) <= 30_000
        assert b"10:32:05" in page


def test_a_spreadsheet_computes_nothing_from_a_name():
    named = replace(snapshot(), venues=[venue(1, "=HYPERLINK(1)")])
    assert ",'=HYPERLINK(1)," in csv_writer()(named).decode()


def test_a_renamed_venue_is_renamed_everywhere():
    as_json, as_csv = json_writer(), csv_writer()
    first = snapshot()
    renamed = replace(first, venues=[venue(1, "小岩区民館")])
    for write in (as_json, as_csv):
        assert "小岩" not in write(first).decode()
        assert "葛西区民館" not in write(renamed).decode()


def test_what_only_grew_older_keeps_its_mark():
    press = Press("application/json", "Accept-Encoding", json_writer())
    first = snapshot()
    older = press.of(first)
    newer = press.of(replace(first, as_of=AS_OF.replace(second=59)))
    assert older.body != newer.body
    assert older.etag == newer.etag
    assert press.of(snapshot(free=3)).etag != older.etag
