"""職員証・パスキーでサインイン: made at one station, good at another, also offline."""

import pytest

from tests.browser.office.test_passkeys import _KEY
from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.station_process import STAFF_PIN, station_process


@pytest.fixture
def keyed(open_screen, station):
    """A clerk's PC with a security key in it, at the address that passkeys are made for."""
    clerk = open_screen("about:blank", 1280, 800)
    devtools = clerk.page.context.new_cdp_session(clerk.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _KEY})
    clerk.page.goto(at(station))
    return clerk


def at(station, path="/sign-in"):
    return f"http://localhost:{station.port}{path}"


def by_key(clerk, station):
    clerk.page.goto(at(station))
    clerk.page.click("text=職員証・パスキーでサインイン")


def methods(office, station):
    facts = [each.fact for each in office.of_station(station)]
    return [each.method for each in facts if type(each).__name__ == "ClerkSignedIn"]


def register(clerk, check_axe):
    """By hand, with the PIN again; a wrong one first."""
    clerk.page.click("header >> text=パスキー")
    clerk.sees("登録済み 0個")
    check_axe(clerk.page)
    clerk.shot("51-passkey")
    said = {"000000": "職員番号か暗証番号が違います", STAFF_PIN: "どの窓口端末でも"}
    for pin, answer in said.items():
        clerk.page.fill("#pin", pin)
        clerk.page.click("button >> text=パスキーを登録する")
        clerk.sees(answer)
    clerk.sees("登録済み 1個")
    check_axe(clerk.page)
    clerk.shot("52-registered")


def test_a_key_made_at_one_station_opens_another_while_the_office_is_away(
    keyed, station, office, tmp_path, check_axe
):
    keyed.sees("この端末の暗証番号")
    check_axe(keyed.page)
    keyed.shot("50-sign-in")
    keyed.type("K01", STAFF_PIN)
    register(keyed, check_axe)
    by_key(keyed, station)
    keyed.sees("今日の予約")
    until(lambda: methods(office, "A1")[-1:] == ["passkey"])
    with station_process(tmp_path, office_port=office.port, station_id="A2") as second:
        until(lambda: is_in(keyed, second))
        office.fail = True
        for each in (station, second):
            by_key(keyed, each)
            keyed.sees("手続きは続けられます")
            assert "職員 K01" in keyed.page.locator("header").inner_text()
        office.fail = False
        until(lambda: methods(office, "A2") == ["passkey"] * 2)
    assert keyed.errors == []


def is_in(clerk, station):
    """Whether the key opens it: a station that has just started waits for the list of the day."""
    by_key(clerk, station)
    clerk.page.locator(".queue, .errors").first.wait_for()
    return clerk.page.locator(".queue").count() > 0


def test_at_a_bare_number_the_page_leads_to_where_passkeys_work(open_screen, station):
    clerk = open_screen(station.url, 1280, 800)
    clerk.page.click(f"text=http://localhost:{station.port}")
    clerk.sees("職員証・パスキーでサインイン")
    clerk.page.goto(f"{at(station)}?lang=en")
    clerk.sees("Sign in with staff card or passkey")
    clerk.shot("54-english")


def test_without_scripts_the_pin_is_the_way_in(open_screen, station):
    clerk = open_screen(at(station), 1280, 800, java_script_enabled=False)
    assert clerk.page.get_by_text("職員証・パスキーでサインイン").is_hidden()
    clerk.type("K01", STAFF_PIN)
    clerk.sees("今日の予約")
    clerk.page.goto(at(station, "/passkey"))
    assert "暗証番号でサインインできます" in clerk.page.locator("main").inner_text()
