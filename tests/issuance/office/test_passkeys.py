"""パスキー: registered by their owner, good for one answer each, dead with the account."""

import pytest
from litestar.testing import AsyncTestClient

from issuance.office.app import create_app
from issuance.office.staff.register import StaffRegister
from issuance.office.wiring import build_issuance
from tests.issuance.office.house import PASSWORD, Hands, settings_for, token_in
from tests.issuance.office.test_staff_pages import by, facts_of
from tests.support.authenticator import Authenticator

URL = "https://office.test"


class Keyed(Hands):
    """A browser with a security key in it."""

    key = Authenticator(origin=URL, host="office.test")

    async def register(self, name="職員証", **changed):
        page = await self.see("/account")
        token = {"_csrf_token": token_in(page)}
        asked = (await self.client.post("/account/passkeys/ask", data=token)).json()
        form = {"step": asked["step"], "name": name}
        form["credential"] = self.key.create(asked["options"]["challenge"])
        data = form | token | changed
        answer = await self.client.post("/account/passkeys", data=data, follow_redirects=False)
        return await self.see(answer.headers["location"])

    async def ask(self):
        token = token_in(await self.see("/sign-in"))
        asked = await self.client.post("/sign-in/passkey/ask", data={"_csrf_token": token})
        return asked.json() | {"token": token}

    async def answer(self, asked, credential=None, **changed):
        challenge = asked["options"]["challenge"] if "options" in asked else ""
        data = {
            "_csrf_token": asked["token"],
            "step": asked["step"],
            "credential": credential if credential is not None else self.key.get(challenge),
        }
        return await self.client.post(
            "/sign-in/passkey", data=data | changed, follow_redirects=False
        )


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path, public_url=URL)


@pytest.fixture
async def keyed(client):
    hands = Keyed(client)
    hands.key = Authenticator(origin=URL, host="office.test")
    await hands.sign_in("K01")
    assert "パスキーを登録しました" in await hands.register()
    return hands


async def test_a_key_signs_in_instead_of_a_password(keyed, issuance_db, settings):
    keyed.client.cookies.clear()
    answer = await keyed.answer(await keyed.ask())
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "K01" in await keyed.see("/cases")
    assert "職員証" in await keyed.see("/account")
    register = StaffRegister(build_issuance(issuance_db, settings).work)
    assert [kind for kind, _ in await facts_of(register, "K01")] == ["passkey-registered"]


async def test_an_answer_is_good_once_and_for_minutes(keyed, clock):
    asked = await keyed.ask()
    credential = keyed.key.get(asked["options"]["challenge"])
    assert (await keyed.answer(asked, credential)).status_code == 303
    again = await keyed.ask()
    for each in (asked, again):
        answer = await keyed.answer(each | {"token": again["token"]}, credential)
        assert answer.status_code == 422
        assert "このパスキーではサインインできません" in answer.text
    late = await keyed.ask()
    clock.now = clock.now.replace(minute=clock.now.minute + 6)
    assert (await keyed.answer(late)).status_code == 422


@pytest.mark.parametrize(
    "bent", ["origin", "host", "count", "verified", "key", "id", "step", "nonsense", "empty"]
)
async def test_what_is_no_answer_to_our_question_is_refused(keyed, bent):
    assert (await keyed.answer(await keyed.ask())).status_code == 303
    asked, key, credential, changed = await keyed.ask(), keyed.key, None, {}
    match bent:
        case "origin":
            key.origin = "https://office.example"
        case "host":
            key.host = "office.example"
        case "count":
            key.count = 0  # an older copy of the key
        case "verified":
            key.verified = False
        case "key" | "id":
            stranger = Authenticator(origin=URL, host="office.test", count=5)
            setattr(key, bent, getattr(stranger, bent))
        case "step":
            changed = {"step": "x" * 43}
        case "nonsense":
            credential = '{"id":1,"rawId":[],"response":{"é":"あ"}}'
        case _:
            credential = ""
    assert (await keyed.answer(asked, credential, **changed)).status_code == 422


async def test_nobody_registers_a_key_on_a_question_to_somebody_else(keyed):
    page = await keyed.see("/account")
    token = {"_csrf_token": token_in(page)}
    asked = (await keyed.client.post("/account/passkeys/ask", data=token)).json()
    await keyed.sign_in("K02")
    credential = keyed.key.create(asked["options"]["challenge"])
    said = await keyed.register(step=asked["step"], credential=credential)
    assert "このパスキーではサインインできません" in said


async def test_a_removed_key_and_a_closed_account_open_nothing(keyed, issuance_db, settings):
    page = await keyed.see("/account")
    path = page.split('action="/account/passkeys/')[1].split('"')[0]
    register = StaffRegister(build_issuance(issuance_db, settings).work)
    await register.disable(by("K13"), "K01")
    assert (await keyed.answer(await keyed.ask())).status_code == 422
    await register.enable(by("K13"), "K01")
    assert (await keyed.answer(await keyed.ask())).status_code == 303
    removed = await keyed.send("/account", f"/account/passkeys/{path}")
    assert "パスキーを消しました" in removed
    assert (await keyed.answer(await keyed.ask())).status_code == 422


class TestWhereAPasswordIsNotEnough:
    @pytest.fixture
    def settings(self, issuance_access, tmp_path):
        return settings_for(issuance_access.dsn, tmp_path, public_url=URL, require_passkey=True)

    async def test_who_has_no_key_comes_in_to_register_one(self, client):
        hands = Keyed(client)
        hands.key = Authenticator(origin=URL, host="office.test")
        await hands.sign_in("K01")
        turned = await client.get("/cases", follow_redirects=False)
        assert turned.headers["location"] == "/account"
        assert "はじめに、パスキーを登録してください" in await hands.see("/account")
        await hands.register()
        assert await hands.see("/cases")

    async def test_the_key_follows_the_password_and_must_be_the_same_persons(self, keyed):
        after = await keyed.sign_in("K01")
        assert after.status_code == 200
        assert "続けて、パスキーを使ってください" in after.text
        asked = second_step(after.text)
        assert (await keyed.answer(asked, keyed.key.get(asked["challenge"]))).status_code == 303
        assert await keyed.see("/cases")

    async def test_a_strangers_key_does_not_follow_somebody_elses_password(
        self, keyed, clock, settings
    ):
        async with AsyncTestClient(create_app(settings, clock=clock)) as client:
            other = Keyed(client)
            other.key = Authenticator(origin=URL, host="office.test")
            await other.sign_in("K02")
            await other.register()
            asked = second_step((await other.sign_in("K02", PASSWORD)).text)
        asked["token"] = (await keyed.ask())["token"]
        refused = await keyed.answer(asked, keyed.key.get(asked["challenge"]))
        assert refused.status_code == 422


def second_step(page):
    from html import unescape  # noqa: PLC0415
    from json import loads  # noqa: PLC0415

    options = loads(unescape(page.split('data-options="')[1].split('"')[0]))
    step = page.split('name="step" value="')[1].split('"')[0]
    return {"step": step, "challenge": options["challenge"], "token": token_in(page)}


async def test_without_an_address_of_ones_own_passkeys_are_not_offered(
    issuance_access, tmp_path, clock
):
    settings = settings_for(issuance_access.dsn, tmp_path)
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        hands = Hands(client)
        page = await hands.see("/sign-in")
        assert "パスキー" not in page
        data = {"_csrf_token": token_in(page)}
        assert (await client.post("/sign-in/passkey/ask", data=data)).status_code == 404
    with pytest.raises(ValueError, match="public_url"):
        settings_for("postgresql://x/y", tmp_path, require_passkey=True)
