"""パスキー in a real Chromium, with the authenticator that its own protocol offers to tests."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from playwright.sync_api import Browser, CDPSession, Page

from infra.postgres.server import PostgresServer
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.pins.sheets import numbered
from tests.browser.conftest import aside
from tests.browser.office.conftest import database, sign_in
from tests.browser.office.house import add_people, running
from tests.issuance.office.house import PASSWORD, settings_for

_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def office(postgres_aside: PostgresServer, tmp_path_factory: Any) -> Iterator[str]:
    """An office that asks for a passkey after each password."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    dsn = aside(lambda: asyncio.run(database(postgres_aside, "office_passkeys")))

    async def people() -> None:
        async with asyncpg.create_pool(dsn, min_size=0) as pool:
            await add_people(pool)
            await add_staff(pool, "K07", PASSWORD, [Role.PIN_OFFICER])

    aside(lambda: asyncio.run(people()))
    url = f"http://localhost:{port}"
    folder = tmp_path_factory.mktemp("passkeys")
    settings = settings_for(dsn, folder, public_url=url, require_passkey=True)
    with running(settings, port):
        yield url


@pytest.fixture
def keyed(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    yield page
    context.close()


def test_a_passkey_is_registered_then_follows_the_password_then_replaces_it(
    keyed: Page, office: str, check_axe: Callable[[Page], None], shots: Path
) -> None:
    keyed.goto(f"{office}/sign-in")
    keyed.fill("#staff_id", "K05")
    keyed.fill("#password", PASSWORD)
    keyed.keyboard.press("Enter")
    keyed.wait_for_url(f"{office}/account")
    check_axe(keyed)
    keyed.screenshot(path=str(shots / "account-first-passkey.png"), full_page=True)
    keyed.fill("#name", "職員証")
    keyed.click("text=パスキーを登録する")
    keyed.wait_for_selector("text=パスキーを登録しました")
    check_axe(keyed)
    keyed.screenshot(path=str(shots / "account-passkey.png"), full_page=True)
    keyed.goto(f"{office}/boxes")
    assert keyed.url == f"{office}/boxes"

    keyed.click("text=サインアウト")
    keyed.wait_for_url(f"{office}/sign-in")
    keyed.fill("#staff_id", "K05")
    keyed.fill("#password", PASSWORD)
    keyed.click(".button:text-is('サインイン')")
    keyed.wait_for_selector("text=続けて、パスキーを使ってください")
    keyed.screenshot(path=str(shots / "sign-in-second.png"))
    keyed.click("text=パスキーを使う")
    keyed.wait_for_url(f"{office}/exceptions")

    keyed.click("text=サインアウト")
    keyed.wait_for_url(f"{office}/sign-in")
    check_axe(keyed)
    keyed.screenshot(path=str(shots / "sign-in-passkey.png"))
    keyed.click("text=パスキーでサインイン")
    keyed.wait_for_url(f"{office}/exceptions")
    assert keyed.locator(".who strong").inner_text() == "K05"


def test_without_a_key_the_page_says_so_and_the_password_stays_offered(
    browser: Browser, office: str
) -> None:
    context = browser.new_context(locale="ja-JP")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto(f"{office}/sign-in")
    page.click("text=パスキーでサインイン")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    page.wait_for_selector("text=パスキーを使えませんでした")
    assert page.is_visible("#password")
    context.close()


def test_the_end_of_a_session_is_announced_and_put_off(browser: Browser, empty_house: str) -> None:
    context = browser.new_context(locale="ja-JP", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.clock.install()
    sign_in(page, empty_house)
    warning = page.locator("#session-warning")
    assert warning.is_hidden()
    page.clock.fast_forward("25:01")
    warning.wait_for(state="visible")
    page.screenshot(path="/tmp/shots/office/session-warning.png")
    page.click("text=続ける")
    warning.wait_for(state="hidden")
    context.close()


def _registered(page: Page, office: str, staff_id: str) -> tuple[CDPSession, str]:
    """Somebody at their own PC, with a key of theirs; its protocol and the authenticator."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    page.goto(f"{office}/sign-in")
    page.fill("#staff_id", staff_id)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office}/account")
    page.fill("#name", "鍵")
    page.click("text=パスキーを登録する")
    page.wait_for_selector("text=パスキーを登録しました")
    return devtools, made["authenticatorId"]


def test_the_second_persons_key_goes_along_with_the_form(
    browser: Browser, office: str, check_axe: Callable[[Page], None]
) -> None:
    second, first = (browser.new_context(locale="ja-JP").new_page() for _ in range(2))
    theirs, key = _registered(second, office, "K07")
    (credential,) = theirs.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    ours, key = _registered(first, office, "K02")
    # The second person brings their key to the first one's PC.
    ours.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    ours.send("WebAuthn.addCredential", {"authenticatorId": key, "credential": credential})
    first.goto(f"{office}/pin-sheets")
    check_axe(first)
    form = first.locator("form[action='/pin-sheets/destroy']")
    form.locator("[name=sheet]").fill(numbered(1))
    form.get_by_role("button", name="2人目がパスキーを使う").click()
    # Both were taken for who they are; only the sheet is one that nobody knows.
    first.wait_for_selector("text=その番号のものは見つかりません")
    for page in (first, second):
        page.context.close()
