"""Signing in: a session is ours, new each time, and ends."""

from datetime import timedelta

import pytest

from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from tests.issuance.office.house import PASSWORD, Hands, token_in


async def test_a_planted_session_id_is_never_accepted(client):
    """Session fixation: what the attacker put into the browser must open nothing, ever."""
    client.cookies.set("office", "chosen-by-an-attacker")
    signed_in = await Hands(client).sign_in("K05")
    assert signed_in.status_code == 303
    given = signed_in.cookies["office"]
    assert given != "chosen-by-an-attacker"
    client.cookies.clear()
    client.cookies.set("office", "chosen-by-an-attacker")
    assert (await client.get("/boxes", follow_redirects=False)).headers["location"] == "/sign-in"
    client.cookies.clear()
    client.cookies.set("office", given)
    assert (await client.get("/boxes")).status_code == 200


async def test_signing_in_again_ends_the_session_before(client):
    first = (await Hands(client).sign_in("K05")).cookies["office"]
    second = (await Hands(client).sign_in("K05")).cookies["office"]
    assert first != second
    client.cookies.clear()
    client.cookies.set("office", first)
    assert (await client.get("/boxes", follow_redirects=False)).status_code == 303


async def test_signing_out_ends_it_on_the_server(hands, client):
    cookie = (await hands.sign_in("K05")).cookies["office"]
    page = await hands.see("/")
    await client.post("/sign-out", data={"_csrf_token": token_in(page)})
    client.cookies.clear()
    client.cookies.set("office", cookie)
    assert (await client.get("/", follow_redirects=False)).status_code == 303


async def test_an_idle_session_is_over(hands, client, clock):
    await hands.sign_in("K05")
    clock.now += timedelta(minutes=29)
    await hands.see("/boxes")
    clock.now += timedelta(minutes=29)
    await hands.see("/boxes")
    clock.now += timedelta(minutes=31)
    await hands.see("/boxes", status=303)


async def test_no_session_lives_longer_than_the_day(hands, clock):
    await hands.sign_in("K05")
    for _ in range(25):
        clock.now += timedelta(minutes=24)
        page = await hands.client.get("/boxes", follow_redirects=False)
    assert page.status_code == 303


async def test_the_database_knows_no_cookie(hands, issuance_owner_db):
    cookie = (await hands.sign_in("K05")).cookies["office"]
    rows = await issuance_owner_db.fetch("SELECT s::text AS row FROM office.staff_sessions AS s")
    assert rows
    assert not any(cookie in row["row"] or cookie.encode().hex() in row["row"] for row in rows)


async def test_wrong_password_and_unknown_code_get_the_same_answer(hands):
    wrong = await hands.sign_in("K05", "not the password")
    unknown = await hands.sign_in("K999", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    answers = [page.text.replace("K05", "").replace("K999", "") for page in (wrong, unknown)]
    assert answers[0] == answers[1]
    assert "not the password" not in wrong.text


async def test_repeated_failures_lock_the_code_even_for_the_right_password(hands, clock):
    for _ in range(5):
        assert (await hands.sign_in("K05", "guess number n")).status_code == 422
    locked = await hands.sign_in("K05")
    assert locked.status_code == 422
    assert "まで使えません" in locked.text
    clock.now += timedelta(minutes=16)
    assert (await hands.sign_in("K05")).status_code == 303


async def test_an_unknown_code_locks_in_the_same_way(hands):
    pages = [await hands.sign_in("K777", "guess number n") for _ in range(6)]
    assert "まで使えません" in pages[-1].text


async def test_a_success_forgets_earlier_failures(hands):
    for _ in range(4):
        await hands.sign_in("K05", "guess number n")
    assert (await hands.sign_in("K05")).status_code == 303
    for _ in range(4):
        await hands.sign_in("K05", "guess number n")
    assert (await hands.sign_in("K05")).status_code == 303


async def test_a_form_without_its_token_changes_nothing(hands, client):
    answer = await client.post("/sign-in", data={"staff_id": "K05", "password": PASSWORD})
    assert answer.status_code == 403
    assert "office" not in answer.cookies
    await hands.sign_in("K05")
    for token in ("", "abc", "é", "あ" * 10):
        answer = await client.post("/sign-out", data={"_csrf_token": token})
        assert answer.status_code == 403
    await hands.see("/boxes")


async def test_a_new_password_ends_the_sessions_of_the_old(hands, issuance_db):
    await hands.sign_in("K05")
    await add_staff(issuance_db, "k05 ", "another password", [Role.SUPERVISOR])
    await hands.see("/boxes", status=303)
    assert (await hands.sign_in("K05")).status_code == 422
    assert (await hands.sign_in("Ｋ０５", "another password")).status_code == 303


@pytest.mark.parametrize(("code", "password"), [("", "long enough"), ("K01", "short"), ("x", "")])
async def test_an_account_needs_a_code_and_a_password(issuance_db, code, password):
    with pytest.raises(ValueError, match="needed"):
        await add_staff(issuance_db, code, password, [Role.CLERK])


async def test_somebody_who_left_is_out_at_once(hands, issuance_db):
    await hands.sign_in("K05")
    await issuance_db.execute("UPDATE office.staff SET active = false WHERE staff_id = 'K05'")
    await hands.see("/boxes", status=303)
    assert (await hands.sign_in("K05")).status_code == 422
