"""サインイン at the phone desk: whose session it is, how long it lasts, and who guesses."""

import re

import httpx
import pytest

from booking_web.phone_desk.staff import StaffFile
from tests.booking_web.pages.conftest import Resident, slots_on
from tests.booking_web.phone_desk.conftest import PASSWORD, Staff, named, until_shown

COOKIE = "phone-desk"
HOST = "127.0.0.1"


def plant(client, value: str, name: str = COOKIE) -> None:
    client.cookies.delete(name)
    client.cookies.set(name, value, domain=HOST)


async def is_in(client: httpx.AsyncClient) -> bool:
    return (await client.get("/phone-desk", follow_redirects=False)).status_code == 200


async def test_an_id_that_was_planted_opens_nothing_after_the_sign_in(client, at_the_door):
    plant(client, "chosen-by-an-attacker")
    await at_the_door.sign_in()
    own = client.cookies[COOKIE]
    assert await is_in(client)
    plant(client, "chosen-by-an-attacker")
    assert not await is_in(client)
    assert own != "chosen-by-an-attacker"
    assert len(own) >= 43


async def test_a_session_of_the_attackers_own_ends_when_it_was_planted(client, at_the_door):
    await at_the_door.sign_in("P02")
    attackers = client.cookies[COOKIE]
    await at_the_door.sign_in("P01")
    assert client.cookies[COOKIE] != attackers
    assert "P01" in (await client.get("/phone-desk")).text
    plant(client, attackers)
    assert not await is_in(client)


async def test_the_table_opens_no_session(client, staff, booking_owner_db):
    row = await booking_owner_db.fetchrow("SELECT * FROM booking.phone_desk_sessions")
    assert client.cookies[COOKIE].encode() not in row["session_hash"]
    plant(client, row["session_hash"].hex())
    assert not await is_in(client)


async def test_a_residents_session_opens_no_door_here(client, at_the_door, holder):
    resident = Resident(client)
    await resident.identify(holder)
    assert not await is_in(client)
    plant(client, client.cookies["draft"])
    assert not await is_in(client)


async def test_a_session_of_the_phone_desk_shows_no_residents_page(client, staff, holder):
    await staff.answer(holder)
    await staff.book_at()
    assert (await client.get("/mine")).status_code == 403
    plant(client, client.cookies[COOKIE], "draft")
    assert (await client.get("/mine")).status_code == 403
    assert staff.call not in (await client.get("/")).text


async def test_another_session_does_not_see_the_call(client, staff, holder):
    await staff.answer(holder)
    await staff.sign_in("P02")
    answer = await staff.look(staff.call)
    assert answer.url.path == "/phone-desk"
    assert "前の電話の画面は終わりました" in staff.page


@pytest.mark.parametrize("minutes", [16, 13 * 60])
async def test_it_ends_when_nobody_touches_the_keys(client, staff, clock, minutes):
    clock.advance(minutes=14)
    assert await is_in(client)
    clock.advance(minutes=minutes)
    assert not await is_in(client)


async def test_it_ends_with_the_shift_even_if_it_is_used(client, staff, clock):
    for _ in range(12 * 6):
        assert await is_in(client)
        clock.advance(minutes=10)
    assert not await is_in(client)


async def test_signing_out_ends_it_on_the_server(client, staff):
    cookie = client.cookies[COOKIE]
    await staff.look("/phone-desk")
    await staff.send("/phone-desk/sign-out")
    plant(client, cookie)
    assert not await is_in(client)


async def test_a_new_password_or_leaving_ends_it(worker, office, tmp_path):
    file = StaffFile(tmp_path / "staff.toml")
    for code in ("P07", "P08"):
        file.save(code, PASSWORD)
    async with worker(phone_staff_file=file.path) as client:
        for code, end in (
            ("P07", file.remove),
            ("P08", lambda code: file.save(code, "another one")),
        ):
            await Staff(client).sign_in(code)
            assert await is_in(client)
            end(code)
            assert not await is_in(client)


async def test_without_a_staff_file_there_is_no_such_room(worker):
    async with worker(phone_staff_file=None) as client:
        for path in ("", "/sign-in", "/call/00000000-0000-0000-0000-000000000000"):
            answer = await client.get(f"/phone-desk{path}")
            assert answer.status_code == 404
            assert "電話予約窓口" not in answer.text
        assert (await client.post("/phone-desk/sign-in")).status_code == 404


async def test_guessing_locks_the_code_for_all_workers(worker, office):
    async with worker() as one, worker() as other:
        for client in (one, other, one, other, one):
            assert (await Staff(client).sign_in("P01", "wrong")).status_code == 422
        answer = await Staff(other).sign_in("P01", PASSWORD)
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 1_800
        assert (await Staff(other).sign_in("P02", PASSWORD)).status_code == 200


async def test_the_lock_ends_and_a_success_forgets_the_failures(client, at_the_door, clock):
    for _ in range(5):
        await at_the_door.sign_in("P01", "wrong")
    clock.advance(minutes=31)
    for _ in range(2):
        for _ in range(4):
            await at_the_door.sign_in("P01", "wrong")
        await at_the_door.sign_in("P01", PASSWORD)
        assert await is_in(client)
        await at_the_door.look("/phone-desk")
        await at_the_door.send("/phone-desk/sign-out")


async def test_unknown_and_wrong_sound_alike(at_the_door):
    answers = []
    for code in ("P01", "P99", "not a code", ""):
        answer = await at_the_door.sign_in(code, "wrong")
        text = re.sub(r'value="[^"]*"|<title>.*?</title>', "", answer.text)
        answers.append((answer.status_code, text))
    assert len(set(answers)) == 1


async def test_many_codes_from_one_place_are_stopped(worker, office):
    async with worker(origin_failures_before_lock=4) as client:
        for number in range(4):
            await Staff(client).sign_in(f"P1{number}", "wrong")
        assert (await Staff(client).sign_in("P01", PASSWORD)).status_code == 429


async def test_a_form_of_another_session_is_refused(client, staff, holder):
    await staff.look("/phone-desk")
    foreign = staff.hidden("_csrf_token")
    await staff.sign_in("P02")
    for token in (foreign, "", "あ"):
        data = {**named(holder), "_csrf_token": token}
        answer = await client.post("/phone-desk/call", data=data)
        assert answer.status_code == 403, token


async def test_wrong_birthdays_lock_the_number_here_and_on_the_web(client, staff, holder, office):
    wrong = {**named(holder), "birthday": "19500409"}
    for _ in range(5):
        await staff.look("/phone-desk")
        answer = await staff.send("/phone-desk/call", wrong)
        assert answer.status_code == 422
        assert wrong["birthday"] in answer.text
    assert (await staff.answer(holder)).status_code == 429
    assert (await Resident(client).identify(holder)).status_code == 429


async def test_one_telephone_with_many_mistakes_stops_no_other(worker, office, holder):
    async with worker(phone_failures_before_lock=3) as client:
        await office.send_async(client)
        await until_shown(client)
        staff = Staff(client)
        await staff.sign_in()
        for _ in range(3):
            unknown = {**named(holder), "birthday": "19990101"}
            await staff.look("/phone-desk")
            await staff.send("/phone-desk/call", unknown)
        assert (await staff.answer(holder)).status_code == 429
        await staff.sign_in("P02")
        assert (await staff.answer(holder)).status_code == 200
        assert (await Resident(client).identify(holder)).url.path == "/book/people"


async def test_a_resident_beside_it_books_as_before(client, staff, holder):
    """Both in one browser: neither session disturbs the other."""
    resident = Resident(client)
    await resident.book(holder)
    assert "予約ができました" in resident.page
    await staff.answer(holder)
    assert "予約があります" in staff.page
    assert slots_on(staff.page)
