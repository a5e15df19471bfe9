"""共通の認証 against a provider in a process of its own, and against tokens that lie."""

import hmac
import json
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from litestar.testing import AsyncTestClient

from issuance.office.app import create_app
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.register import StaffRegister
from issuance.office.staff.roles import Role
from issuance.office.staff.sign_on import SignOnRefusedError, verified
from issuance.office.wiring import build_issuance
from tests.issuance.office.house import PASSWORD, Hands, settings_for
from tests.issuance.office.test_staff_pages import by, facts_of

URL = "http://office.test"
PEOPLE = (
    {"sub": "u-31", "preferred_username": "K31", "groups": ["card-clerks", "everybody"]},
    {"sub": "u-01", "preferred_username": "K01", "groups": ["card-clerks"]},
    {"sub": "u-32", "preferred_username": "K32", "groups": ["gardeners"]},
    {"sub": "u-33", "preferred_username": "Hanako", "groups": ["card-clerks"]},
    {"sub": "u-34", "preferred_username": "K34", "groups": ["card-clerks", "card-audit"]},
)
GROUPS = ("card-clerks=clerk", "card-seal=sealer", "card-audit=auditor")


@pytest.fixture(scope="module")
def provider():
    """A real OpenID provider, as a ward's would be: another process, spoken to over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    people = [part for each in PEOPLE for part in ("--user-claims", json.dumps(each))]
    command = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "-n", "true", *people]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        known = f"{url}/.well-known/openid-configuration"
        for _ in range(600):
            try:
                httpx.get(known, verify=False).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield url
        process.terminate()


@pytest.fixture
def told():
    """What the ward decided; a test may change it."""
    return {"sign_on_makes_accounts": True, "sign_on_roles": GROUPS}


@pytest.fixture
def settings(issuance_access, tmp_path, provider, told):
    return settings_for(
        issuance_access.dsn, tmp_path, public_url=URL, sign_on_issuer=provider,
        sign_on_client_id="madoguchi", sign_on_client_secret="x" * 20, **told,
    )  # fmt: skip


@pytest.fixture
async def browser(settings):
    """Of the real time: the provider's tokens are of now."""
    async with AsyncTestClient(create_app(settings), base_url=URL) as client:
        yield Browser(client)


class Browser(Hands):
    async def leave(self):
        answer = await self.client.get("/sign-on", follow_redirects=False)
        assert answer.status_code == 303, answer.text[:500]
        return answer.headers["location"]

    async def at_provider(self, address, sub):
        """What the person does there: says who they are; the way back it sends them."""
        async with httpx.AsyncClient() as outside:
            answer = await outside.post(address, data={"sub": sub})
        back = urlsplit(answer.headers["location"])
        assert f"{back.scheme}://{back.netloc}" == URL
        return f"{back.path}?{back.query}"

    async def sign_on(self, sub):
        way_back = await self.at_provider(await self.leave(), sub)
        return await self.client.get(way_back, follow_redirects=False)


@pytest.fixture
async def register(issuance_db, settings):
    return StaffRegister(build_issuance(issuance_db, settings).work, sign_on=True)


async def test_the_first_sign_on_makes_the_account_with_the_directorys_roles(browser, register):
    assert "共通の認証でサインイン" in await browser.see("/sign-in")
    done = await browser.sign_on("u-31")
    assert done.status_code == 200
    assert 'content="0;url=/"' in done.text
    assert await browser.see("/cases")
    await browser.see("/sealing", status=403)
    assert (await browser.sign_on("u-31")).status_code == 200
    assert await facts_of(register, "K31") == [("account-made", "sign-on")]


async def test_the_question_has_pkce_state_and_nonce_of_its_own(browser):
    asked = [parse_qs(urlsplit(await browser.leave()).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({each[name][0] for each in asked}) == 2
        assert all(len(each[name][0]) >= 43 for each in asked)
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["redirect_uri"] == [f"{URL}/sign-on/back"]


async def test_a_code_is_good_once_and_in_the_browser_that_asked(browser, settings):
    way_back = await browser.at_provider(await browser.leave(), "u-31")
    async with AsyncTestClient(create_app(settings), base_url=URL) as stranger:
        assert (await stranger.get(way_back)).status_code == 422
    assert (await browser.client.get(way_back)).status_code == 422  # the stranger used it up
    way_back = await browser.at_provider(await browser.leave(), "u-31")
    assert (await browser.client.get(way_back, follow_redirects=False)).status_code == 200
    again = await browser.client.get(way_back)
    assert again.status_code == 422
    assert "確かめられませんでした" in again.text


async def test_a_code_replayed_under_a_fresh_question_is_refused_by_the_provider(browser):
    used = await browser.at_provider(await browser.leave(), "u-31")
    assert (await browser.client.get(used, follow_redirects=False)).status_code == 200
    code = parse_qs(urlsplit(used).query)["code"][0]
    state = parse_qs(urlsplit(await browser.leave()).query)["state"][0]
    answer = await browser.client.get("/sign-on/back", params={"code": code, "state": state})
    assert answer.status_code == 422


async def test_somebody_elses_code_does_not_answer_my_question(browser, settings):
    """The nonce inside the token is that of the other's question."""
    async with AsyncTestClient(create_app(settings), base_url=URL) as other:
        theirs = Browser(other)
        code = await theirs.at_provider(await theirs.leave(), "u-31")
    state = parse_qs(urlsplit(await browser.leave()).query)["state"][0]
    taken = parse_qs(urlsplit(code).query)["code"][0]
    answer = await browser.client.get("/sign-on/back", params={"code": taken, "state": state})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query", ["", "code=x", "state=x", "error=access_denied&state=x", "code=é"]
)
async def test_a_way_back_that_nobody_was_sent_is_refused(browser, query):
    answer = await browser.client.get(f"/sign-on/back?{query}")
    assert answer.status_code == 422
    assert 'name="password"' in answer.text


async def test_an_account_with_a_password_is_not_taken_over(browser):
    refused = await browser.sign_on("u-01")
    assert refused.status_code == 422
    assert "アカウントがありません" in refused.text
    assert (await browser.sign_in("K01")).status_code == 303


@pytest.mark.parametrize(
    ("sub", "words"),
    [("u-32", "職務がありません"), ("u-33", "アカウントがありません"), ("u-34", "兼ねられ")],
)
async def test_who_has_no_role_no_code_or_roles_that_clash_is_not_let_in(browser, sub, words):
    refused = await browser.sign_on(sub)
    assert refused.status_code == 422
    assert words in refused.text
    await browser.see("/", status=303)


async def at_directory(provider, claims):
    async with httpx.AsyncClient() as outside:
        (await outside.put(f"{provider}/users/u-31", json=claims)).raise_for_status()


async def test_the_directory_is_asked_anew_each_time(browser, register, provider):
    await browser.sign_on("u-31")
    moved = {"preferred_username": "K31", "groups": ["card-seal"]}
    await at_directory(provider, moved)
    await browser.sign_on("u-31")
    assert await browser.see("/sealing")
    await browser.see("/reception", status=403)
    assert (await facts_of(register, "K31"))[-1] == ("roles-changed", "sign-on")
    await register.disable(by("K13"), "K31")
    assert (await browser.sign_on("u-31")).status_code == 422
    back = {"preferred_username": "K31", "groups": ["card-clerks"]}
    await at_directory(provider, back)


class TestWhereAccountsAreNotMadeByThemselves:
    @pytest.fixture
    def told(self):
        return {}

    async def test_one_that_waits_is_linked_and_keeps_its_roles(self, browser, register):
        assert (await browser.sign_on("u-31")).status_code == 422
        await register.make(by("K13"), "K31", "", [Role.SEALER])
        assert (await browser.sign_in("K31", "")).status_code == 422
        assert (await browser.sign_on("u-31")).status_code == 200
        assert await browser.see("/sealing")
        assert [kind for kind, _ in await facts_of(register, "K31")] == [
            "account-made", "sign-on-linked",
        ]  # fmt: skip

    async def test_signing_out_leads_past_the_provider(self, browser, register, provider):
        await register.make(by("K13"), "K31", "", [Role.SEALER])
        await browser.sign_on("u-31")
        out = await browser.post("/", "/sign-out")
        assert out.headers["location"] == "/signed-out"
        assert f"{provider}/" in await browser.see("/signed-out")
        await browser.see("/", status=303)


async def test_while_the_provider_is_away_the_local_way_in_is_offered(
    issuance_access, issuance_db, tmp_path
):
    settings = settings_for(
        issuance_access.dsn, tmp_path, public_url=URL, sign_on_issuer="http://127.0.0.1:9",
        sign_on_client_id="madoguchi",
    )  # fmt: skip
    await add_staff(issuance_db, "K05", PASSWORD, [Role.SUPERVISOR])
    async with AsyncTestClient(create_app(settings), base_url=URL) as client:
        away = await client.get("/sign-on")
        assert away.status_code == 503
        assert "共通の認証につながりません" in away.text
        assert (await Hands(client).sign_in("K05")).status_code == 303


NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, parameters={"kid": "a"})
KEYS = KeySet([KEY])
IAT = int(NOW.timestamp())
GOOD: dict[str, object] = {
    "iss": "https://id.example.jp", "aud": "madoguchi", "sub": "u-31", "nonce": "n-1",
    "iat": IAT, "exp": IAT + 300,
}  # fmt: skip


def read(token, now=NOW):
    return verified(
        token, KEYS, issuer="https://id.example.jp", client_id="madoguchi", nonce="n-1", now=now
    )


def token(key=KEY, alg="RS256", **changed):
    claims = {name: value for name, value in (GOOD | changed).items() if value is not None}
    return jwt.encode({"alg": alg, "kid": "a"}, claims, key, algorithms=[alg])


def test_control_a_good_token_says_who():
    assert read(token()).subject == "u-31"
    assert read(token(aud=["madoguchi"])).subject == "u-31"
    assert read(token(aud=["madoguchi", "x"], azp="madoguchi")).subject == "u-31"
    assert read(token(), NOW + timedelta(seconds=330)).subject == "u-31"  # clocks differ a little


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://id.example.com"}, {"iss": None}, {"aud": "another"}, {"aud": None},
        {"aud": ["madoguchi", "x"]}, {"azp": "another"}, {"nonce": "n-2"}, {"nonce": None},
        {"exp": None}, {"exp": IAT - 61}, {"iat": IAT + 3600}, {"iat": None},
        {"nbf": IAT + 3600}, {"sub": None}, {"sub": 31}, {"exp": "tomorrow"},
    ],
)  # fmt: skip
def test_a_token_that_lies_is_refused(changed):
    with pytest.raises(SignOnRefusedError):
        read(token(**changed))


def test_a_token_of_yesterday_is_refused():
    with pytest.raises(SignOnRefusedError):
        read(token(), NOW + timedelta(days=1))


def test_a_token_that_nobody_or_somebody_else_signed_is_refused():
    head, body, _ = token().split(".")
    none = "eyJhbGciOiJub25lIn0"  # {"alg":"none"}
    hs256 = "eyJhbGciOiJIUzI1NiJ9"  # our public key, which all know, used as a shared secret
    secret = KEY.as_pem(private=False)
    seal = urlsafe_b64encode(hmac.digest(secret, f"{hs256}.{body}".encode(), "sha256")).decode()
    forged = [
        f"{none}.{body}.", f"{none}.{body}", f"{head}.{body}.", f"{head}.{body}.AAAA", "", "a.b.c",
        "é", token(RSAKey.generate_key(2048, parameters={"kid": "a"})),
        f"{hs256}.{body}.{seal.rstrip('=')}",
    ]  # fmt: skip
    for each in forged:
        with pytest.raises(SignOnRefusedError):
            read(each)
