"""Whatever stands in a form of the phone desk: plain words, no fault of ours, nothing changed."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.booking_web.pages.test_hostile_inputs import BODIES

NASTY = st.one_of(
    st.sampled_from(
        ["", "\0", "'; DROP TABLE", "<script>alert(1)</script>", "あ" * 500, "%00", "٣ ٤٥٠"]
    ),
    st.sampled_from(
        ["123456789018", "１２３４５６７８９０１８", "00000000-0000-0000-0000-000000000000"]
    ),
    st.sampled_from(
        ["9 9999", "1 2460", "-1 900", "0 900", "2026-13-45", "KASAI 2026-99-99", "x,y"]
    ),
    st.text(max_size=40),
)
NAMES = st.sampled_from(
    [
        *("number", "birthday", "slot", "held", "spoken", "needs", "email", "person", "key"),
        *("venue", "dates", "look", "code", "password"),
    ]
)
FORMS = st.dictionaries(NAMES, NASTY | st.lists(NASTY, max_size=3), max_size=8)
PATHS = ["/book", "/look", "/people", "/people/remove", "/other", "/move"]
COUNT = "SELECT count(*) FROM ledger.stored_events"


@pytest.fixture
async def at_a_call(staff, holder):
    await staff.answer(holder)
    return staff


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.sampled_from(PATHS), fields=FORMS, time=NASTY)
async def test_forms_of_a_call(at_a_call, booking_owner_db, path, fields, time):
    staff = at_a_call
    before = await booking_owner_db.fetchval(COUNT)
    await staff.look(staff.call)
    answer = await staff.send(f"{staff.call}{path}", {"time": time, **fields}, follow=False)
    assert answer.status_code in {200, 303, 409, 413, 422, 429}, (path, fields)
    assert "<script>alert" not in answer.text
    assert await booking_owner_db.fetchval(COUNT) == before


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(fields=FORMS, text=NASTY)
async def test_the_forms_before_a_call(staff, fields, text):
    await staff.look("/phone-desk")
    answer = await staff.send("/phone-desk/call", {"number": text, **fields}, follow=False)
    assert answer.status_code in {422, 429}


async def test_bodies_from_nowhere(staff, holder):
    await staff.answer(holder)
    for path in ("/phone-desk/sign-in", "/phone-desk/call", f"{staff.call}/book"):
        for what, (content, kind) in BODIES.items():
            headers = {"content-type": kind} if kind else {}
            answer = await staff.client.post(path, content=content, headers=headers)
            assert answer.status_code in {400, 403, 415}, what
            assert "電話予約窓口" in answer.text


async def test_a_huge_body(staff):
    body = b"number=" + b"1" * 1_000_000
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await staff.client.post("/phone-desk/call", content=body, headers=headers)
    assert answer.status_code == 413


async def test_addresses(staff, holder):
    await staff.answer(holder)
    for path in (
        "/phone-desk?said=%00&lang=%ff",
        f"/phone-desk/call/{uuid4()}",
        "/phone-desk/call/not-a-uuid",
        f"{staff.call}/move",
        f"{staff.call}/move?to=%00",
        f"{staff.call}/move?to={uuid4()}",
        f"{staff.call}/cancel",
        f"{staff.call}?said=<script>",
        f"{staff.call}/nowhere",
    ):
        answer = await staff.client.get(path, follow_redirects=True)
        assert answer.status_code in {200, 404}, path


async def test_methods_not_meant(staff, holder):
    await staff.answer(holder)
    answer = await staff.client.delete(staff.call)
    assert answer.status_code == 405
