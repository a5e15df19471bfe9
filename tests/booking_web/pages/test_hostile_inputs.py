"""Whatever a client sends, it is answered in plain words and never with a fault of ours."""

import re

import httpx
import pytest

from tests.booking_web.pages.conftest import TUESDAY, Resident, identity
from tests.booking_web.pages.office import Holder

NUL = "\0"
LONG = "あ" * 10_000
PATHS = [
    "/book/who",
    "/book/people/add",
    "/book/people/remove",
    "/book/help",
    "/book/time",
    "/book/check",
    "/book/longer",
    "/mine/in",
    "/mine/time",
    "/mine/move",
    "/mine/cancel",
    "/leave",
]
BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "no type": (b"a=b", ""),
    "json": (b'{"number": 1}', "application/json"),
    "broken json": (b"{", "application/json"),
    "multipart without boundary": (b"--x", "multipart/form-data"),
    "multipart": (
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    "broken percent signs": (
        b"number=%&birthday-year=%zz&%=%",
        "application/x-www-form-urlencoded",
    ),
    "bytes that are no UTF-8": (b"number=%ff%fe\xff\xfe", "application/x-www-form-urlencoded"),
    "lone surrogates": (b"number=%ed%a0%80", "application/x-www-form-urlencoded"),
    "NUL": (b"number=%00&slot=%00&person=%00&memo=%00", "application/x-www-form-urlencoded"),
    "repeated": (
        b"number=a&number=b&slot=1&slot=2&key=1&key=2",
        "application/x-www-form-urlencoded",
    ),
    "too many fields": (
        b"&".join(b"a%d=1" % n for n in range(500)),
        "application/x-www-form-urlencoded",
    ),
    "a token that is not ASCII": (
        "_csrf_token=ありがとう".encode(),
        "application/x-www-form-urlencoded",
    ),
    "another charset": (b"number=\x93\xfa", "application/x-www-form-urlencoded; charset=shift_jis"),
}


@pytest.mark.parametrize("path", PATHS)
async def test_bodies_from_nowhere(resident: Resident, path: str):
    for what, (content, kind) in BODIES.items():
        headers = {"content-type": kind} if kind else {}
        answer = await resident.client.post(path, content=content, headers=headers)
        assert answer.status_code in {400, 403, 415}, what
        assert "<h1>" in answer.text, what


FIELDS: list[dict[str, object]] = [
    {"number": NUL, "birthday-year": NUL, "birthday-month": NUL, "birthday-day": NUL},
    {"number": LONG, "birthday-year": LONG, "birthday-month": LONG, "birthday-day": LONG},
    {"number": "'; DROP TABLE", "birthday-year": "-1", "birthday-month": "13", "birthday-day": "0"},
    {
        "birthday-era": "nonsense",
        "birthday-year": "9999",
        "birthday-month": "2",
        "birthday-day": "30",
    },
    {
        "birthday-era": "reiwa",
        "birthday-year": "９９９",
        "birthday-month": "①",
        "birthday-day": "Ⅷ",
    },
    {"birthday-year": "٣٤٥", "birthday-month": "²", "birthday-day": "1e1"},
    {"slot": "not-a-uuid", "person": "1", "key": "x", "spoken": "xx", "needs": "nothing"},
    {"slot": "00000000-0000-0000-0000-000000000000", "memo": "\ud7ff\ue000\uffff" + NUL},
    {"memo": "<script>alert(1)</script>", "spoken": NUL, "needs": [NUL, LONG]},
    {},
]


@pytest.mark.parametrize("path", PATHS)
async def test_fields_of_a_signed_in_visitor(resident: Resident, holder: Holder, path: str):
    for fields in FIELDS:
        await resident.identify(holder)
        await resident.look("/book/people")
        answer = await resident.send(path, fields)
        assert answer.status_code < 500, fields
        assert "<script>" not in answer.text


GETS = [
    "/book/day?month=%00&venue=%ff&days=%00&lang=%00",
    "/book/day?month=9999-99&month=1&venue=a&venue=b",
    "/book/day?" + "a=" + "x" * 5_000,
    "/book/time/%00",
    "/book/time/2026-13-45",
    "/book/time/9999-12-31",
    "/book/time/0001-01-01",
    "/book/time/2026-W49-2",
    "/book/time/..%2f..%2fetc",
    "/?lang=en&lang=ja",
    "/?lang=%F0%9F%92%A5",
    "/look/..%2f..%2fpyproject.toml",
    "/look/macros.html",
    "/%ff%fe",
    "/exchange/outbox?after=-1",
]


async def test_addresses(resident: Resident, holder: Holder):
    await resident.identify(holder)
    for path in GETS:
        answer = await resident.look(path)
        assert answer.status_code < 500, path


@pytest.mark.parametrize(
    "path", ["//elsewhere.example/", "/%2f%2felsewhere.example", "/%5celsewhere.example"]
)
async def test_no_page_links_to_another_host(client: httpx.AsyncClient, path: str):
    answer = await client.get(f"{str(client.base_url).rstrip('/')}{path}")
    assert answer.status_code == 404
    assert 'href="/elsewhere.example' in answer.text
    assert not re.search(r'href="/[/\\\\]', answer.text)


COOKIES = [
    "draft=attacker-chosen",
    "draft=" + "A" * 8_000,
    "draft=%00; form=%00; lang=%00",
    'draft="; form=\\"; lang==',
    "form=abc.def; lang=xx",
    "=;=;=",
    ";" * 500,
]


async def test_cookies(client: httpx.AsyncClient):
    for cookie in COOKIES:
        for path in ("/", "/mine", "/book/check"):
            answer = await client.get(path, headers={"cookie": cookie}, follow_redirects=True)
            assert answer.status_code in {200, 403}, cookie


@pytest.mark.parametrize("path", ["/book/who", "/book/help", "/leave"])
async def test_a_huge_body_is_too_large(resident: Resident, path: str):
    body = b"number=" + b"1" * 10_000_000
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await resident.client.post(path, content=body, headers=headers)
    assert answer.status_code == 413
    assert "大きすぎます" in answer.text


async def test_a_stale_token_of_a_form_heals(resident: Resident, holder: Holder):
    resident.client.cookies.set("form", "planted.by-somebody", domain="127.0.0.1")
    answer = await resident.identify(holder)
    assert answer.url.path == "/book/people"


async def test_what_was_typed_comes_back_as_text(resident: Resident):
    await resident.look("/book/who")
    await resident.send("/book/who", {"number": '"><b>x', "birthday-year": "１９"})
    assert "&#34;&gt;&lt;b&gt;x" in resident.page
    assert 'value="１９"' in resident.page
    assert "<title>エラー: " in resident.page


async def test_a_wrong_birthday_and_an_unknown_number_sound_alike(
    resident: Resident, holder: Holder
):
    wrong = identity(holder) | {"birthday-day": "9"}
    await resident.look("/book/who")
    await resident.send("/book/who", wrong)
    assert "組み合わせは見つかりません" in resident.page


async def test_guessing_locks_the_number_with_words_and_a_time(resident: Resident, holder: Holder):
    wrong = identity(holder) | {"birthday-day": "9"}
    await resident.look("/book/who")
    for _ in range(5):
        await resident.send("/book/who", wrong)
    await resident.look("/book/who")
    answer = await resident.send("/book/who", identity(holder))
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 1_800
    assert "午前10:30 まで" in resident.page


@pytest.mark.parametrize(
    "memo", ["1234 5678 9018", "１２３４−５６７８−９０１８", "番号:123456789018。"]
)
async def test_an_individual_number_is_refused_and_kept_nowhere(
    resident: Resident, holder: Holder, memo: str
):
    await resident.identify(holder)
    await resident.look("/book/help")
    answer = await resident.send("/book/help", memo=memo, spoken="ja")
    assert answer.status_code == 422
    assert "マイナンバー（12けたの番号）は書かないで" in resident.page
    assert memo not in resident.page
    await resident.look("/book/help")
    assert memo not in resident.page


async def test_methods_not_meant_are_refused_in_words(resident: Resident):
    answer = await resident.client.delete(f"/book/time/{TUESDAY}")
    assert answer.status_code == 405
    assert "<h1>" in answer.text
