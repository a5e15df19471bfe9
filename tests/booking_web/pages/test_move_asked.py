"""My booking when the office's rules no longer offer its time: asked to move, one tap away."""

import asyncio
from dataclasses import replace
from datetime import date, time

import msgspec
import pytest

from issuance.calendar.opening_rules import Days, Hours, OpeningRule, OpeningRules, Terms
from tests.booking_web.pages.conftest import TUESDAY, Resident, slots_on
from tests.booking_web.pages.office import HALL, Office

ASKED = "お願い: 予約の日時を変えてください"
FRIDAY = date(2026, 12, 4)
RULE = OpeningRule(
    days=Days(weekdays=(0, 1, 2, 3, 4), first_on=TUESDAY),
    hours=Hours(opens=time(9), closes=time(12)),
    terms=Terms(minutes=30, counters=2),
)


@pytest.fixture
def office():
    """A venue that opens by rules, and offers nothing else."""
    office = Office()
    office.announce()
    opens_by(office, RULE)
    return office


def opens_by(office: Office, *rules: OpeningRule) -> None:
    by = OpeningRules(rules=rules)
    office.says("rules.set", HALL, rules=msgspec.to_builtins(by))


async def book(resident: Resident, holder) -> None:
    await resident.identify(holder)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja")
    await resident.choose(FRIDAY, nth=0)
    assert "予約ができました" in (await resident.send("/book/check")).text


async def look_until(resident: Resident, words: str) -> None:
    """What is free is shown at most a second late."""
    async with asyncio.timeout(5):
        while words not in (await resident.look("/mine")).text:
            await asyncio.sleep(0.1)


async def test_slots_of_rules_are_booked_like_any(resident, holder):
    await book(resident, holder)
    await resident.look("/mine")
    assert ASKED not in resident.page
    assert "9:00" in resident.page


async def test_a_closed_time_is_moved_by_one_tap(resident, holder, office, client):
    await book(resident, holder)
    opens_by(office, replace(RULE, hours=Hours(opens=time(13), closes=time(16))))
    await office.send_async(client)
    await look_until(resident, "午後1:00")
    assert ASKED in resident.page
    assert "9:00" in resident.page  # the booking stands
    times = slots_on(resident.page)
    assert len(times) == 3
    moved = await resident.send("/mine/now", slot=str(times[0]))
    assert "予約の日時を変更しました" in moved.text
    assert ASKED not in moved.text
    assert "午後1:00" in moved.text


async def test_a_tap_on_a_time_that_is_gone_offers_others(resident, holder, office, client):
    await book(resident, holder)
    opens_by(office, replace(RULE, hours=Hours(opens=time(13), closes=time(16))))
    await office.send_async(client)
    await look_until(resident, "午後1:00")
    gone = slots_on(resident.page)[0]
    opens_by(office, replace(RULE, hours=Hours(opens=time(14), closes=time(16))))
    await office.send_async(client)
    answer = await resident.send("/mine/now", slot=str(gone))
    assert answer.status_code == 200
    assert "別の時間を選んでください" in answer.text
    await resident.look("/mine")
    assert ASKED in resident.page


@pytest.mark.parametrize("slot", ["", "no id", "ffffffff-ffff-4fff-8fff-ffffffffffff"])
async def test_a_tap_on_nothing_changes_nothing(resident, holder, slot):
    await book(resident, holder)
    await resident.look("/mine")
    answer = await resident.send("/mine/now", slot=slot)
    assert answer.status_code == 200
    await resident.look("/mine")
    assert "9:00" in resident.page


async def test_offered_again_nobody_is_asked(resident, holder, office, client):
    await book(resident, holder)
    opens_by(office)
    await office.send_async(client)
    assert ASKED in (await resident.look("/mine")).text
    opens_by(office, RULE)
    await office.send_async(client)
    assert ASKED not in (await resident.look("/mine")).text
