"""Who gets in: signing in, sessions, forms of our own only, headers on everything."""

import httpx
import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import Clerk, shown
from tests.counter_station.screens.station_process import STAFF_PIN


@pytest.fixture
def stranger(station):
    clerk = Clerk(station.url)
    yield clerk
    clerk.close()


def test_nothing_is_shown_before_signing_in(stranger, office, adult):
    answer = stranger.look("/")
    assert answer.url.path == "/sign-in"
    assert office.parties[adult].reference not in answer.text
    stranger.send(f"/visits/{adult}/call")
    assert office.kinds() == []
    assert stranger.look("/live").json() == {"version": "signed-out"}


def test_a_wrong_pin_and_an_unknown_clerk_look_alike(stranger):
    wrong = stranger.sign_in(pin="000000")
    unknown = stranger.sign_in(staff_id="K99")
    assert wrong.status_code == unknown.status_code == 422
    assert "職員番号か暗証番号が違います" in wrong.text
    assert "000000" not in shown(wrong.text)


def test_a_session_planted_before_signing_in_is_never_used(station, stranger):
    planted = {"station_session": "chosen-by-somebody-else"}
    stranger.http.cookies.update(planted)
    assert stranger.sign_in().status_code == 200
    thief = httpx.get(station.url, cookies=planted, trust_env=False, follow_redirects=True)
    assert thief.url.path == "/sign-in"


def test_signing_out_ends_the_session_everywhere(station, clerk):
    kept = dict(clerk.http.cookies)
    clerk.look("/")
    clerk.send("/sign-out")
    thief = httpx.get(station.url, cookies=kept, trust_env=False, follow_redirects=True)
    assert thief.url.path == "/sign-in"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/resident/pair", "/resident/pin"])
def test_a_form_of_another_site_is_refused(clerk, path):
    clerk.look("/")
    without_token = clerk.http.post(path, data={"pin": STAFF_PIN})
    assert without_token.status_code == 403
    assert STAFF_PIN not in shown(without_token.text)
    foreign = clerk.http.post(path, data={}, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403


def test_a_token_that_is_no_token_is_refused_politely(clerk):
    for token in ("x", "ア.イ", "." * 500, ""):
        answer = clerk.http.post("/sign-out", data={"_csrf_token": token})
        assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/sign-in", "/resident", "/nowhere", "/blank", "/health"])
def test_every_answer_is_guarded_and_kept_by_nobody(stranger, path):
    headers = stranger.look(path).headers
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_files_may_be_kept(stranger):
    for path in ("/look/madoguchi.css", "/static/station.css", "/static/station.js"):
        answer = stranger.look(path)
        assert answer.status_code == 200
        assert "max-age" in answer.headers["cache-control"]
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/look/../settings.py", "/static/%2e%2e/clerk.py"])
def test_only_the_files_meant_are_served(stranger, path):
    assert stranger.look(path).status_code == 404


def test_five_wrong_pins_lock_whoever_they_were_for(office, station, stranger):
    for _ in range(5):
        stranger.sign_in(pin="000000", staff_id="S01")
    assert stranger.sign_in(staff_id="S01").status_code == 422
    station.kill()  # the tries are counted on the disk
    station.start()
    assert stranger.sign_in(staff_id="S01").status_code == 422
    assert stranger.sign_in(staff_id="K02").status_code == 200
    until(lambda: "SignInLocked" in [type(each.fact).__name__ for each in office.of_station("A1")])


def test_who_left_the_office_is_out_at_the_next_look(office, clerk):
    office.employ("K01", active=False)
    try:
        until(lambda: clerk.look("/").url.path == "/sign-in")
        assert clerk.sign_in().status_code == 422
    finally:
        office.employ("K01", active=True)
    until(lambda: clerk.sign_in().status_code == 200)
