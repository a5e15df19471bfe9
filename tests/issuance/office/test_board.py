"""The board's pages: figures with their lists, past moments, files, and what officers note."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest

from issuance.read_models.overview import office_projector
from tests.issuance.office.house import NOW
from tests.support.office_day import OPENS, office_day

HALF_PAST_ELEVEN = OPENS + timedelta(minutes=150)
MADE = office_day(24)


@pytest.fixture
async def morning(hands, clock, ward):
    """A morning of many parties, at half past eleven."""
    clock.now = HALF_PAST_ELEVEN
    log = ward.issuance.work.log
    async with log.transaction() as tx:
        await tx.append(each for each in MADE.facts if each.at <= HALF_PAST_ELEVEN)
    await office_projector(log).catch_up()
    return hands


@pytest.fixture
async def manager(morning):
    await morning.sign_in("K06")
    return morning


def value(page: str, label: str) -> str:
    """What the tile with this label shows."""
    found = re.search(
        re.escape(label)
        + r"(?: <span[^>]*>[^<]*</span>)?</span><span class=\"tile__value\">([^<]*)<",
        page,
    )
    assert found is not None, label
    return found[1]


async def test_every_number_of_the_day_adds_up_and_leads_to_its_list(morning):
    await morning.sign_in("K05")
    page = await morning.see("/board")
    booked, came, missed, rest = (
        int(value(page, each)) for each in ("予約（組）", ">来庁", "来庁なし", "これから")
    )
    assert booked == came + missed + rest > 0
    lists = set(re.findall(r'href="(/cases[^"]*|/appointments)"', page))
    assert len(lists) >= 5
    for path in lists:
        await morning.see(path.replace("&amp;", "&"))
    assert page.count('class="counter counter--') == 2
    assert "</svg>" in page
    assert 'style="' not in page


async def test_a_manager_is_led_to_no_list_that_stays_closed(manager):
    page = await manager.see("/board")
    assert not re.findall(r'href="/cases\?[^"]*"', page)
    assert value(page, "予約（組）") != "0"


async def test_a_past_moment_is_counted_again_from_the_log(manager):
    early = await manager.see("/board?at=2026-11-24T09:20")
    now = await manager.see("/board")
    assert "過去の時点を表示しています" in early
    assert int(value(early, ">来庁")) < int(value(now, ">来庁"))
    assert "board.js" not in early
    late = await manager.see("/board?at=2026-11-24T11:29:59")
    assert value(late, ">来庁") == value(now, ">来庁")


async def test_a_moment_that_names_none_shows_now_and_says_so(manager):
    for asked in ("yesterday", "2026-13-01T00:00", "0001-01-01T00:00", "%00"):
        page = await manager.see(f"/board?at={asked}")
        assert "日時が読めません" in page
        assert 'id="live" data-events=' in page


async def test_each_table_comes_as_a_file(manager):
    for name in ("throughput", "steps", "rooms", "counters"):
        answer = await manager.client.get(f"/board/csv/{name}")
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
    await manager.see("/board/csv/staff", 404)


async def test_who_asks_for_no_stream_gets_the_live_part_once(manager):
    part = await manager.see("/board/events")
    assert part.lstrip().startswith("<div data-at=")
    assert "<html" not in part


async def test_a_system_that_is_down_is_said_until_it_answers(manager):
    page = await manager.send("/board", "/board/systems", system="j-lis", answers="0")
    assert "J-LIS（カード管理システム） が" in page
    page = await manager.send("/board", "/board/systems", system="j-lis", answers="1")
    assert "から停止しています" not in page


async def test_the_base_of_the_time_saved_is_the_wards_own(manager):
    before = value(await manager.see("/board"), "職員の時間（時間）")
    page = await manager.send("/board", "/board/base", minutes="30")
    assert float(value(page, "職員の時間（時間）")) > float(before)
    page = await manager.send("/board", "/board/base", minutes="０")
    assert "この欄を確かめてください" in page
    assert 'value="０"' in page


async def test_the_board_names_nobody(manager):
    """No staff code of who sat at a counter, none who came."""
    page = await manager.see("/board")
    body = page[page.index("<main") :]
    assert "K01" not in body
    assert "clerk" not in body


async def test_a_clerk_has_no_board(hands):
    await hands.sign_in("K01")
    await hands.see("/board", 403)
    assert "/board" not in await hands.see("/")


async def test_history_by_day_week_and_month_and_as_files(manager):
    for span in ("day", "week", "month", "nonsense"):
        page = await manager.see(f"/board/figures?span={span}&last=2026-11-24")
        assert page.count('<section class="widget') == 13
    answer = await manager.client.get("/board/figures/csv/national?span=month&last=2026-11-24")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[-1][0] == "2026-11"
    arrived, total = int(rows[-1][2]), int(rows[-1][6])
    assert total == arrived > 0
    elsewhere = await manager.client.get("/board/figures/csv/visits?venue=EDO-HONCHO")
    booked = [row[1] for row in csv.reader(StringIO(elsewhere.content.decode("utf-8-sig")))]
    assert set(booked[1:]) == {"0"}
    await manager.see("/board/figures/csv/people", 404)
    await manager.see("/board/figures?last=9999-99-99&span=%00&venue=%00")


async def test_a_case_as_it_stood_and_what_its_holder_saw(manager, ward, clock):
    """A complaint is answered from the log, whatever happened since."""
    clock.now = NOW + timedelta(minutes=30)
    person = ward.grown_up()
    await ward.booked(person, reference="7H2K9QXM", after=timedelta(hours=2))
    clock.now = NOW + timedelta(hours=1, minutes=20)
    await ward.issuance.endings.moved_out(ward.order(), person.case_id)
    await ward.refreshed()
    await manager.sign_in("K05")
    past = f"/cases/{person.case_id}/past"
    now = await manager.see(past)
    assert "手続きが止まっています" in now or "予約サイトに出るものはありません" in now
    then = await manager.see(f"{past}?at=2026-11-24T10:45")
    assert "予約があります" in then
    assert "7H2K9QXM" in then
    assert "転出" not in then[then.index("それまでの経過") :]
    before = await manager.see(f"{past}?at=2026-11-24T10:15")
    assert "予約できます" in before
    assert "この時点では、まだ記録がありません" in await manager.see(f"{past}?at=2020-01-01T00:00")
    await manager.see(f"{past}?at=soon")


async def test_slots_as_they_stood(manager):
    def free(page: str) -> list[int]:
        return [int(n) for n in re.findall(r'<td class="number">(\d+)</td></tr>', page)]

    address = "/board/slots?venue=tower&day=2026-11-24&at="
    early = await manager.see(f"{address}2026-11-01T00:00")
    assert free(early) == []
    now = await manager.see(f"{address}2026-11-24T11:00")
    assert sum(free(now)) < 32 * 6
    assert sum(free(await manager.see("/board/slots?venue=%00&day=x&at=y"))) >= 0
