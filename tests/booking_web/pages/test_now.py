"""今の混雑: for everybody, of today only, with its age; silence of the office is said."""

from datetime import timedelta

import pytest

from booking_web.texts import ALL
from tests.booking_web.pages.office import HALL, NOW, WORKER


@pytest.fixture
async def told(client, office):
    """The office tells how its hall stands, and is heard."""

    async def tell(**other):
        right = {"waiting": 12, "longest_since": NOW - timedelta(minutes=25), "usual_minutes": 14}
        office.says("venue.congestion", HALL, **{**right, "as_of": NOW, **other})
        answer = await client.post("/exchange/inbox", content=office.batch(), headers=WORKER)
        assert answer.status_code < 300, answer.text

    return tell


async def test_everybody_sees_who_waits_and_how_long(resident, told):
    await told()
    page = (await resident.look("/now")).text
    for shown in ("12組", "25分", "14分", "次に空いている時間"):
        assert shown in page
    assert "新しい知らせが届いていません" not in page


async def test_before_the_first_word_of_the_day_nothing_is_claimed(resident, told, clock):
    assert "今日のようすは、まだありません。" in (await resident.look("/now")).text
    await told()
    clock.advance(days=1)
    assert "今日のようすは、まだありません。" in (await resident.look("/now")).text
    (venue,) = (await resident.look("/now.json")).json()["venues"]
    assert venue["waiting"] is None


async def test_an_office_that_fell_silent_is_said_and_the_wait_grows_no_more(resident, told, clock):
    await told()
    clock.advance(minutes=30)
    assert "新しい知らせが届いていません" in (await resident.look("/now")).text
    (venue,) = (await resident.look("/now.json")).json()["venues"]
    assert venue["stale"] is True
    assert venue["longest_wait_minutes"] == 25


async def test_programs_get_the_same(resident, told):
    await told(longest_since=None, usual_minutes=None, waiting=0)
    answer = await resident.look("/now.json")
    (venue,) = answer.json()["venues"]
    assert len(venue.pop("next_free")) == 3
    assert venue == {
        "venue": "KASAI",
        "waiting": 0,
        "longest_wait_minutes": None,
        "usual_wait_minutes": None,
        "as_of": "2026-11-22T10:00:00+09:00",
        "stale": False,
    }
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_it_looks_again_only_for_who_asked(resident):
    assert "refresh" not in (await resident.look("/now")).headers
    assert (await resident.look("/now?again=on")).headers["refresh"] == "30"


async def test_in_every_language(resident, told):
    await told()
    for code in ALL:
        page = (await resident.look(f"/now?lang={code}")).text
        assert ("待っている組" in page) is (code == "ja")
