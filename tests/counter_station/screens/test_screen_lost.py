"""The resident's screen lost in the middle: a clear state, nothing kept, a visit that goes on."""

import asyncio
from datetime import timedelta

import pytest

from issuance.pins.keys import OpeningKey
from issuance.pins.kinds import PinKind
from tests.counter_station.screens.station_inside import CASE, VISIT, StationInside


@pytest.fixture
async def inside(tmp_path):
    """Somebody who has proved who they are stands at the counter; the office is away."""
    inside = StationInside(tmp_path)
    await inside.serve()
    yield inside
    inside.station.desk.journal.close()


@pytest.fixture
async def screen(inside):
    begin(inside.station.entries)
    return await inside.screen_in_the_middle()


def begin(entries):
    entries.begin(visit_id=VISIT, case_id=CASE, kinds=tuple(PinKind), born_on=None, by="staff:K01")


async def test_another_tablet_with_a_new_code_goes_on_where_the_first_one_was(inside, screen):
    another = inside.screen()
    await another.pair()
    assert "署名用パスワード" in another.text
    assert "8306" not in another.text


async def test_another_language_in_the_middle_keeps_what_was_typed(inside, screen):
    assert "हस्ताक्षर पासवर्ड" in await screen.look("/resident?lang=ne")
    assert inside.held() == b"8306"
    await screen.send("/resident/again")
    assert screen.language == "ne"


async def test_left_alone_it_is_wiped_and_says_so_and_the_waiting_screen_notices(inside, screen):
    before, value = await screen.now(), inside.held()
    inside.clock.now += timedelta(minutes=6)
    assert await screen.now() != before
    assert value == bytes(4)
    assert "時間がたったので" in await screen.look()
    await screen.send("/resident/begin", numbers="one")
    assert "時間がたったので" not in screen.text


async def test_an_answer_that_comes_after_the_time_begins_anew(inside, screen):
    inside.clock.now += timedelta(minutes=6)
    late = await screen.type_second()
    assert "時間がたったので" in late
    assert "KAEDE8306X" not in late


async def test_the_next_visit_does_not_find_the_language_of_the_one_before(inside, screen):
    await screen.look("/resident?lang=ne")
    inside.station.entries.stop()
    await inside.station.desk.call_off(VISIT, by="staff:K01")
    assert "しばらくお待ちください" in await screen.look()


async def test_a_silent_screen_is_noticed(inside, screen):
    assert not inside.station.entries.screen_is_silent
    inside.clock.now += timedelta(seconds=20)
    assert inside.station.entries.screen_is_silent
    await screen.now()
    assert not inside.station.entries.screen_is_silent


async def test_pinless_chosen_meanwhile_wins_and_leaves_nothing(inside, screen):
    value = inside.held()
    await inside.station.desk.choose_pinless(VISIT, CASE, by="staff:K01")
    await screen.type_second()
    assert value == bytes(4)
    assert inside.station.entries.current() is None
    visit = await inside.station.desk.visit(VISIT)
    assert visit.people[CASE].pinless
    assert visit.people[CASE].sealed is None
    await asyncio.sleep(0)


async def test_a_lost_screen_that_was_stopped_finds_nothing_when_it_comes_back(inside, screen):
    inside.station.desk.office.key = OpeningKey.generate().sealing_key
    value, entries = inside.held(), inside.station.entries
    entries.stop()
    assert value == bytes(4)
    begin(entries)
    another = inside.screen()
    await another.pair()
    assert "暗証番号を決めてください" in another.text
    late = await screen.send("/resident/pin", question="1", first="TABLET8306", again="TABLET8306")
    assert "暗証番号を決めてください" in late
    await another.type_first()
    await another.type_second()
    visit = await inside.station.desk.visit(VISIT)
    assert visit.people[CASE].sealed is not None
    assert entries.current() is None
