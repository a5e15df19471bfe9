"""The visit goes on while the office is away or the station is killed; everything arrives once."""

import time

import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import WHOLE_VISIT, Clerk, whole_visit
from tests.counter_station.screens.station_process import StationProcess

pytestmark = pytest.mark.timeout(300)
"""A test starts a station again and waits for it, on a busy machine as well."""


def test_the_office_is_away_for_the_whole_visit(office, clerk, resident, adult):
    known_before_it_went(office, clerk, adult)
    office.fail = True
    whole_visit(clerk, resident, adult)
    page = clerk.look("/").text
    assert "未送信 6件" in page  # five steps, and how long they took
    assert office.kinds() == ["arrived"]
    office.fail = False
    until(lambda: office.kinds() == WHOLE_VISIT)
    until(lambda: "未送信 0件" in clerk.look("/").text)


def test_a_station_killed_with_unsent_facts_sends_each_once(
    office, station, clerk, resident, adult
):
    known_before_it_went(office, clerk, adult)
    office.fail = True
    whole_visit(clerk, resident, adult)
    station.kill()
    station.start()
    assert office.kinds() == ["arrived"]
    office.fail = False
    until(lambda: office.kinds() == WHOLE_VISIT)
    time.sleep(0.5)
    assert office.kinds() == WHOLE_VISIT


def test_killed_after_the_office_heard_and_before_it_could_note_the_answer(
    office, station, clerk, adult
):
    office.slow_seconds = 8.0
    clerk.of_visit(adult, "call")
    until(lambda: office.kinds()[:1] == ["arrived"])
    station.kill()
    office.slow_seconds = 0.0
    station.start()
    until(lambda: office.kinds() == ["arrived", "called"])
    again = Clerk(station.url)
    again.sign_in()
    assert "本人確認を確定" in again.look("/").text
    again.close()
    time.sleep(0.5)
    assert office.kinds() == ["arrived", "called"]


def test_a_station_started_without_the_office_knows_the_day_from_before(
    office, station, clerk, adult
):
    known_before_it_went(office, clerk, adult)
    office.fail = True
    station.kill()
    station.start()
    again = Clerk(station.url)
    again.sign_in()
    assert office.parties[adult].reference in again.look("/").text
    assert again.of_visit(adult, "call").status_code == 200
    page = again.look("/").text
    assert "氏名などは表示できません" in page
    assert "試験 太郎" not in page
    again.identify(adult, "drivers-licence", "passport")
    assert "住民用の画面で入力をはじめる" in again.look("/").text
    again.close()


def test_a_step_waits_a_moment_only_for_an_office_that_hangs(office, clerk, adult):
    """On a busy machine one step may take long for another reason, but not each of three."""
    for _ in range(3):
        office.slow_seconds = 20.0
        began = time.monotonic()
        clerk.of_visit(adult, "call")
        took = time.monotonic() - began
        assert "本人確認を確定" in clerk.look("/").text
        office.slow_seconds = 0.0
        if took < 5:
            return
        clerk.of_visit(adult, "call-off")
        until(lambda: "未送信 0件" in clerk.look("/").text)
    raise AssertionError("each step waited for the office")


def test_an_office_that_moves_back_is_found(tmp_path, office, adult):
    """Nothing is listening at first."""
    office.fail = True
    station = StationProcess(tmp_path, office_port=office.port).start()
    try:
        clerk = Clerk(station.url)
        refused = clerk.sign_in(wait=False)
        assert "今日の職員名簿がまだ届いていません" in refused.text
        office.fail = False
        clerk.sign_in()
        until(lambda: office.parties[adult].reference in clerk.look("/").text)
    finally:
        clerk.close()
        station.stop()


def known_before_it_went(office, clerk, adult):
    """The office told of the party while it was there: arrived is noted, its needs are known."""
    clerk.of_visit(adult, "arrived")
    until(lambda: "受付済み" in clerk.look("/").text)
    # A step waits for the office only a moment: its answer may still be under way.
    until(lambda: office.kinds() == ["arrived"])
    until(lambda: "未送信 0件" in clerk.look("/").text)
