"""A station that takes PINs on paper: the number of the sealed envelope, scanned twice."""

import re

import pytest

from issuance.pins.sheets import numbered
from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import Clerk
from tests.counter_station.screens.station_process import StationProcess, journal_opened

NUMBER = numbered(31)


@pytest.fixture(scope="module")
def house(real_office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("station")
    station = StationProcess(
        folder, office_port=real_office.port, office_wait_seconds=1.0, pins="paper"
    )
    station.start()
    yield real_office, station
    station.stop()


@pytest.fixture
def at_pins(office, clerk, family):
    """The first of three stands before the envelope."""
    clerk.of_visit(family, "call")
    clerk.identify(family, "drivers-licence", "passport")
    return family


def hand_in(clerk: Clerk, visit_id, first, again=None):
    scans = {"sheet": first, "sheet_again": first if again is None else again}
    return clerk.of_visit(visit_id, "sheet", case_id=clerk.case_id, **scans)


def test_a_sheet_reaches_the_office_by_its_number_and_never_twice(office, clerk, at_pins):
    assert "もう一度読み取る" in clerk.look("/").text
    wrong = hand_in(clerk, at_pins, NUMBER, numbered(32))
    assert (wrong.status_code, "番号が違います" in wrong.text) == (422, True)
    assert f"{NUMBER} / {numbered(32)}" in wrong.text
    assert "正しくありません" in hand_in(clerk, at_pins, "0000000031").text
    assert hand_in(clerk, at_pins, NUMBER).status_code == 200
    assert office.kinds()[-1] == "pin-sheet-sealed"
    clerk.let_travel(at_pins)
    clerk.identify(at_pins, "drivers-licence", "passport")
    assert "前に受け取っています" in hand_in(clerk, at_pins, NUMBER).text


def test_it_is_taken_back_within_ten_seconds_and_another_is_sealed(office, clerk, at_pins):
    hand_in(clerk, at_pins, numbered(33))
    clerk.look("/")
    clerk.send("/undo")
    assert "もう一度読み取る" in clerk.page.text
    assert "前に受け取っています" in hand_in(clerk, at_pins, numbered(33)).text
    hand_in(clerk, at_pins, numbered(34))
    assert office.kinds()[-2:] == ["pin-sheet-sealed", "pin-sheet-sealed"]


def test_no_pin_can_be_typed_here(station, clerk, at_pins):
    assert clerk.of_visit(at_pins, "pins", case_id=clerk.case_id).status_code == 404
    assert b"station.pins-sealed" not in journal_opened(station.folder)


def test_a_number_another_counter_took_is_a_conflict_with_a_way_on(
    office, clerk, family, adult, tmp_path
):
    """Two counters without the network cannot know of each other's envelopes."""
    clerk.of_visit(family, "call")
    clerk.identify(family, "drivers-licence", "passport")
    hand_in(clerk, family, numbered(35))
    other = StationProcess(
        tmp_path, office_port=office.port, station_id="B2", office_wait_seconds=0.2, pins="paper"
    )
    other.start()
    try:
        there = Clerk(other.url)
        there.sign_in(staff_id="K02")
        there.of_visit(adult, "call")
        there.identify(adult, "drivers-licence", "passport")
        hand_in(there, adult, numbered(35))
        there.let_travel(adult)
        until(lambda: "前に受け取っています" in there.look("/").text)
        until(lambda: "未送信 0件" in there.look("/").text)
        assert "新しい封筒に入れ直して" in there.page.text
        for position in re.findall(r'action="/conflicts/(\d+)"', there.page.text):
            there.send(f"/conflicts/{position}")
        assert "もう一度読み取る" in there.look("/").text
        hand_in(there, adult, numbered(36))
        there.let_travel(adult)
        there.of_visit(adult, "finish")
        until(lambda: office.parties[adult].stage == "finished")
    finally:
        there.close()
        other.stop()
