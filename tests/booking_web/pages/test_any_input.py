"""Whatever is sent to any form or address of the site: words, never a fault, and no fact written.

Forms and their fields are read from the pages, and addresses from the application, so a new one
is tried without being named here.
"""

from urllib.parse import quote_from_bytes

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booking_web.pages.forms import Form
from booking_web.texts import LANGUAGES, TAGS
from infra.postgres.access import Access
from issuance.ledger.guard import holds_individual_number
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder
from tests.booking_web.pages.walk import TYPED, Forms, FormSeen, forms_of, routes

URLENCODED = "application/x-www-form-urlencoded"
BOUNDED = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MY_NUMBERS = [
    "123456789018",
    "1234-5678-9018",
    "１２３４ ５６７８ ９０１８",
    "私は123456789018です",
]
DIGITS = "1234567890"
STRANGE = [
    b"",
    b"\0",
    b"\x93\xfa\x96\x7b",  # 日本 in CP932
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xc0\xaf\xe0\x80\xaf",  # a slash in more bytes than it needs
    b"\xff\xfe\x00",
    b"a" * 20_000,
    "あ".encode() * 6_000,
    "\u202e\u200b\ufeff\ue000《》".encode(),
    b"'; DROP TABLE stored_events; --",
    b'"><script>alert(1)</script>',
    b"{{ 7 * 7 }}%s%n$(id)",
    b"-1",
    b"999999999999999999999999",
    b"00000000-0000-0000-0000-000000000000",
    b"\r\nSet-Cookie: a=b",
]
VALUES = st.one_of(
    st.sampled_from(STRANGE), st.text(max_size=40).map(str.encode), st.binary(max_size=40)
)
BAGS = st.dictionaries(st.integers(0, 30), VALUES, max_size=12)
"""Values for the fields of a form by their number; a field without one is left out."""


@pytest.fixture
async def head(booking_admin: Access):
    """How far the log has got."""
    connection = await asyncpg.connect(booking_admin.dsn)

    async def ask() -> int:
        newest = "SELECT coalesce(max(notification_id), 0) FROM ledger.stored_events"
        found: int = await connection.fetchval(newest)
        return found

    yield ask
    await connection.close()


_ALIKE = {"/mine/people": "/book/people/add"}
"""Who has an appointment is asked by the same form."""
_SEEN: dict[bool, dict[str, FormSeen]] = {}
"""Forms seen before, by whether somebody had signed in."""


def encoded(fields: list[tuple[str, bytes]]) -> bytes:
    pairs = (f"{quote_from_bytes(k.encode())}={quote_from_bytes(v)}" for k, v in fields)
    return "&".join(pairs).encode()


def filled(form: FormSeen, values: dict[int, bytes]) -> list[tuple[str, bytes]]:
    names = [each for each in form.fields if each not in {"_csrf_token", "key"}]
    return [(name, values[n]) for n, name in enumerate(names) if n in values]


def own_fields(form: FormSeen) -> list[str]:
    return [each for each in form.fields if each not in {"_csrf_token", "key"}]


async def all_forms(resident: Resident) -> dict[str, FormSeen]:
    """Every address that takes a form; one that no page shows now gets all fields there are."""
    state = "draft" in resident.client.cookies
    seen = _SEEN[state] = _SEEN.get(state) or await forms_of(resident)
    everything = {name: kind for each in seen.values() for name, kind in each.fields.items()}
    paths = [each for each in routes(resident.client, "POST") if not each.startswith("/exchange")]
    alike = {path: seen.get(_ALIKE.get(path, path)) for path in paths}
    return {path: form or FormSeen(path, dict(everything)) for path, form in alike.items()}


class Sender:
    """Sends from the same browser again and again, as it was when it began."""

    def __init__(self, resident: Resident) -> None:
        self.client = resident.client
        self.cookies = httpx.Cookies(resident.client.cookies)
        self.token = self.cookies["form"].encode()
        self.sent = 0

    async def send(
        self, path: str, fields: list[tuple[str, bytes]], language: str = "ja"
    ) -> httpx.Response:
        self.client.cookies = httpx.Cookies(self.cookies)
        self.client.cookies.set("lang", language, domain="127.0.0.1")
        body = encoded([("_csrf_token", self.token), *fields])
        self.sent += 1
        return await self.client.post(path, content=body, headers={"content-type": URLENCODED})


def assert_plain(answer: httpx.Response, language: str, what: object) -> None:
    assert answer.status_code < 500, what
    if answer.status_code == 303:
        assert answer.headers["location"].startswith("/"), what
    else:
        assert f'<html lang="{TAGS[language]}"' in answer.text, what
        assert "<h1>" in answer.text, what
        assert "<script" not in answer.text, what


async def ready(resident: Resident, holder: Holder, *, signed_in: bool) -> Sender:
    resident.client.cookies.clear()
    await resident.look("/book/who")
    if signed_in:
        await resident.identify(holder)
        await resident.look("/book/who")
    return Sender(resident)


@BOUNDED
@given(values=BAGS, signed_in=st.booleans(), language=st.sampled_from(list(LANGUAGES)))
async def test_fields_of_every_form(resident, holder, head, **how):
    """A repeated field, an array and a strange key are in it too."""
    values, language = how["values"], how["language"]
    sender = await ready(resident, holder, signed_in=how["signed_in"])
    forms, before = await all_forms(resident), await head()
    for path, form in forms.items():
        fields = filled(form, values)
        more = [(f"{name}[]", value) for name, value in fields[:1]]
        answer = await sender.send(path, [*fields, *fields[:2], *more, ("key", b"\xff")], language)
        assert_plain(answer, language, (path, fields))
    assert await head() == before
    assert sender.sent == len(forms) > 10


@BOUNDED
@given(values=BAGS, language=st.sampled_from(list(LANGUAGES)))
async def test_what_was_typed_is_there_again(resident, holder, values, language):
    """Where a form comes back with mistakes, every text field holds what it can hold of it."""
    sender = await ready(resident, holder, signed_in=True)
    again = 0
    for path, form in (await all_forms(resident)).items():
        fields = [each for each in filled(form, values) if form.fields[each[0]] in TYPED]
        answer = await sender.send(path, fields, language)
        if answer.status_code != 422:
            continue
        shown = {n: v for seen in Forms(answer.text, path).found for n, v in seen.values.items()}
        typed = Form([(name, value.decode("utf-8", "replace")) for name, value in fields])
        again += 1
        for name, _ in fields:
            kept = typed.text(name)
            if name in shown and not holds_individual_number(kept):
                assert shown[name] in {kept, kept.lower()}, (path, name)
    assert again


@pytest.mark.parametrize("number", MY_NUMBERS)
async def test_a_my_number_is_refused_in_every_field_and_kept_nowhere(
    resident: Resident, holder: Holder, booking_admin: Access, number: str
):
    sender = await ready(resident, holder, signed_in=True)
    tried = 0
    for path, form in (await all_forms(resident)).items():
        for name in (each for each in form.fields if form.fields[each] in TYPED | {"textarea"}):
            others = [(n, b"1") for n in own_fields(form) if n != name]
            answer = await sender.send(path, [(name, number.encode()), *others])
            what = (path, name)
            assert answer.status_code == 422, what
            assert "マイナンバー（12けたの番号）は書かないで" in answer.text, what
            shown = answer.text + str(answer.headers)
            assert DIGITS not in shown.replace(" ", "").replace("-", ""), what
            assert number not in shown, what
            draft = answer.cookies.get("draft")
            site = resident.client.app.state.site  # type: ignore[attr-defined]
            opened = site.seal.open(draft or sender.cookies["draft"], site.clock())
            assert number not in repr(opened), what
            tried += 1
    assert tried > 5
    assert not await stored(booking_admin, DIGITS)
    assert not await stored(booking_admin, number)


async def stored(admin: Access, text: str) -> list[str]:
    """The tables of the booking zone that hold the text anywhere."""
    connection = await asyncpg.connect(admin.dsn)
    try:
        names = await connection.fetch(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN ('booking', 'ledger', 'exchange')"
        )
        look = "SELECT count(*) FROM {} AS t WHERE t::text LIKE $1 OR t::text LIKE $2"
        patterns = f"%{text}%", f"%{text.encode().hex()}%"
        return [
            name for (name,) in names if await connection.fetchval(look.format(name), *patterns)
        ]
    finally:
        await connection.close()


@BOUNDED
@given(value=VALUES, other=VALUES)
async def test_every_address_with_any_query_cookie_and_header(resident, holder, head, value, other):
    sender = await ready(resident, holder, signed_in=True)
    before = await head()
    query = encoded(
        [(name, value) for name in ("lang", "venue", "month", "days", "service", "after", "")]
    )
    line = quote_from_bytes(other).encode() or b"x"
    sealed = sender.cookies["draft"].encode()
    for path in routes(sender.client, "GET"):
        headers = [
            (b"cookie", b"draft=" + sealed + b"; lang=" + line + b"; form=" + line + b"; " + line),
            (b"accept-language", line[:200]),
            (b"accept-encoding", line[:200]),
            (b"if-none-match", line[:200]),
        ]
        address = f"{path}?{query.decode()[:6_000]}"
        answer = await sender.client.get(address, headers=headers)
        assert answer.status_code < 500 or path == "/ready", (path, value, other)
        deeper = await sender.client.get(f"{path}/{quote_from_bytes(value)[:2_000]}")
        assert deeper.status_code < 500, (path, value)
    assert await head() == before


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json"])
async def test_files_and_json_are_no_forms(resident: Resident, holder: Holder, head, kind: str):
    sender = await ready(resident, holder, signed_in=True)
    before = await head()
    for path, form in (await all_forms(resident)).items():
        files = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"; filename="a"\r\n\r\n1\r\n'
            % name.encode()
            for name in form.fields
        )
        for body in (files + b"--x--\r\n", b"[" * 5_000, b'{"number": ["1"], "slot": {}}'):
            answer = await sender.client.post(path, content=body, headers={"content-type": kind})
            assert answer.status_code == 415, path
            assert "<h1>" in answer.text, path
    assert await head() == before
