"""受付時間: rules are looked at with their consequences, and set only as they were seen."""

import re
from datetime import timedelta
from html import unescape

import pytest

from infra.demo.opening import RULES, VENUE

PAGE = f"/venues/{VENUE.code}/rules"
GOOD = {
    "0-weekday": ["0", "1", "2", "3", "4"],
    "0-opens": "09:00",
    "0-closes": "12:00",
    "0-minutes": "15",
    "0-counters": "3",
    "0-service": ["collect"],
    "0-overbooking": "100",
    "0-cut_off": "120",
    "0-phone": "0",
    "0-phone_hours": "24",
    "0-holidays": "closed",
}
IN_A_MONTH = timedelta(days=28)  # Tuesday, 22 December, at ten


@pytest.fixture
async def manager(hands):
    await hands.sign_in("K06")
    return hands


async def look(hands, step="look", status=200, **fields):
    answer = await hands.post(PAGE, PAGE, **{**fields, "step": step})
    assert answer.status_code == status, answer.text[:500]
    return answer.text


async def save(hands, **fields):
    """Look, then confirm what was shown."""
    seen = await look(hands, **fields)
    seal = re.search(r'name="seal" value="([0-9a-f]+)"', seen)
    assert seal is not None
    return await hands.send(PAGE, PAGE, **{**fields, "step": "save", "seal": seal[1]})


async def rules_of(ward):
    return (await ward.issuance.venues.venue(VENUE.code)).rules


async def test_looking_shows_the_week_and_sets_nothing(manager, ward):
    seen = await look(manager, **GOOD, week="2026-12-21")
    assert "12月21日(月)" in seen or "12月21日（月）" in seen
    assert "09:00–12:00" in seen
    assert "すべて枠の中に残ります" in seen
    assert await rules_of(ward) == RULES


async def test_saving_what_was_seen_sets_it(manager, ward):
    said = await save(manager, **GOOD)
    assert "受付時間の決まりを変えました" in said
    (rule,) = (await rules_of(ward)).rules
    assert (rule.terms.places, f"{rule.hours.closes:%H:%M}") == (3, "12:00")
    shown = await manager.see(PAGE)
    assert 'value="09:00"' in shown


async def test_saving_without_having_looked_looks_first(manager, ward):
    seen = await look(manager, step="save", **GOOD)
    assert "この決まりにする" in seen
    assert await rules_of(ward) == RULES


async def test_saving_something_else_than_was_seen_looks_again(manager, ward):
    seen = await look(manager, **GOOD)
    seal = re.search(r'name="seal" value="([0-9a-f]+)"', seen)
    assert seal is not None
    other = {**GOOD, "0-closes": "17:00", "seal": seal[1]}
    assert "09:00–17:00" in await look(manager, step="save", week="2026-12-21", **other)
    assert await rules_of(ward) == RULES


async def test_bookings_that_would_be_stranded_are_listed_before(manager, ward):
    await save(manager, **GOOD)
    person = ward.grown_up()
    await ward.booked(person, after=IN_A_MONTH)
    await ward.refreshed()
    assert "すべて枠の中に残ります" in await look(manager, **GOOD)
    seen = await look(manager, **{**GOOD, "0-weekday": ["0"]})
    assert "1件の予約の時刻が" in seen
    assert f"/cases/{person.case_id}" in seen
    number = ward.issuance.notices.number(person.case_id, 1)
    assert number[-4:] in seen
    assert number not in seen


async def test_a_booking_made_meanwhile_is_shown_before_saving(manager, ward):
    await save(manager, **GOOD)
    closed = {**GOOD, "closed_on": "2026-12-22"}
    seen = await look(manager, **closed)
    seal = re.search(r'name="seal" value="([0-9a-f]+)"', seen)
    assert seal is not None
    await ward.booked(ward.grown_up(), after=IN_A_MONTH)
    await ward.refreshed()
    assert "1件の予約の時刻が" in await look(manager, step="save", **closed, seal=seal[1])
    assert not (await rules_of(ward)).closed_on


async def test_all_fields_come_back_as_they_were_set(manager, ward):
    everything = {
        "0-nth": ["2", "-1"],
        "0-holidays": "always",
        "0-year_end": "1",
        "0-first_on": "2026-12-01",
        "0-last_on": "2027-03-31",
        "0-break_from": "10:00",
        "0-break_until": "10:30",
        "0-service": ["collect", "reset-pin"],
        "0-overbooking": "105",
        "0-public_days": "35",
        "0-public_time": "08:30",
        "0-public_on": "2026-12-01",
        "0-public_at": "09:00",
        "0-phone": "20",
        "0-phone_hours": "48",
        "0-other_days": "２０２６-12-24 13:00〜15:00\n2026/12/25 休",
        "0-series": "quick",
        "closed_on": "2026-12-28\n2026-12-29",
    }
    await save(manager, **(GOOD | everything))
    before = await rules_of(ward)
    shown = unescape(await manager.see(PAGE))
    assert "2026-12-24 13:00-15:00\n2026-12-25 休" in shown
    fields = _fields_in(shown)
    await save(manager, **fields)
    assert await rules_of(ward) == before


def _fields_in(page: str) -> dict[str, list[str]]:
    """What a browser would send of the first rule, unchanged."""
    found: dict[str, list[str]] = {}
    typed = r'<input id="(0-[a-z_]+)" name="[^"]+" type="[a-z]+" value="([^"]*)"'
    ticked = r'name="(0-[a-z_]+)" value="([^"]*)" checked'
    for name, value in (*re.findall(typed, page), *re.findall(ticked, page)):
        found.setdefault(name, []).append(value)
    lines = r'name="(0-other_days|closed_on)"[^>]*>([^<]*)</textarea>'
    found |= {name: [value] for name, value in re.findall(lines, page)}
    chosen = re.search(r'name="0-holidays">.*?<option value="([a-z-]+)" selected', page)
    assert chosen is not None
    return {**found, "0-holidays": [chosen[1]]}


IMPOSSIBLE: list[tuple[dict[str, object], str]] = [
    ({"0-opens": "25:00"}, "形の違う欄"),
    ({"0-closes": "08:00"}, "時刻の順番"),
    ({"0-weekday": []}, "開ける曜日"),
    ({"0-weekday": ["９９"]}, "形の違う欄"),
    ({"0-minutes": "0"}, "形の違う欄"),
    ({"0-minutes": "200"}, "1枠も入りません"),
    ({"0-counters": "９９９９９９９"}, "形の違う欄"),
    ({"0-service": []}, "用件を1つ以上"),
    ({"0-service": ["haircut"]}, "形の違う欄"),
    ({"0-overbooking": "99"}, "形の違う欄"),
    ({"0-public_days": "-1"}, "形の違う欄"),
    ({"0-holidays": "sometimes"}, "形の違う欄"),
    ({"0-series": "<b>"}, "系列は"),
    ({"0-other_days": "someday"}, "形の違う欄"),
    ({"0-other_days": "2026-12-24 99:99-15:00"}, "形の違う欄"),
    ({"closed_on": "2026-02-30"}, "形の違う欄"),
    ({"closed_on": "2026-12-01\n" * 300}, "形の違う欄"),
    ({"0-first_on": "2026-12-02", "0-last_on": "2026-12-01"}, "期間の終わり"),
]


async def test_what_cannot_be_is_said_and_kept(manager, ward):
    for changed, words in IMPOSSIBLE:
        seen = await look(manager, status=422, **(GOOD | changed))
        assert words in seen, changed
        assert 'value="15"' in seen or "0-minutes" in changed
    assert await rules_of(ward) == RULES


async def test_an_individual_number_is_not_shown_again(manager):
    seen = await look(manager, status=422, **(GOOD | {"closed_on": "123456789018"}))
    assert "123456789018" not in seen


async def test_a_venue_nobody_knows_is_not_found(manager):
    await manager.see("/venues/NOWHERE/rules", status=404)


async def test_it_is_the_managers_page(hands):
    await hands.sign_in("K01")
    await hands.see(PAGE, status=403)


async def test_a_venue_has_a_kind(manager, ward):
    said = await manager.send(
        "/venues",
        "/venues/announce",
        code="VAN-1",
        name_ja="巡回車",
        name_en="Van",
        address_ja="区内",
        address_en="In the ward",
        phone="03-0000-0000",
        kind="mobile",
    )
    assert "移動窓口" in said
