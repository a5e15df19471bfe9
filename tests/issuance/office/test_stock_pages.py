"""Stocktakes, the pick list, and the alarm for what is not found."""

import re
from datetime import timedelta

import pytest

from infra.demo.opening import SampleCase
from issuance.application.work import card_id_of
from issuance.custody.facts import CardMoved
from tests.issuance.office.house import PASSWORD, TRACKING

SECOND = {"second_id": "K02", "second_password": PASSWORD}


@pytest.fixture
async def boss(hands):
    await hands.sign_in("K05")
    return hands


async def shelves(ward):
    """The cards of the first box by the label of their shelf."""
    found: dict[str, list[SampleCase]] = {}
    for case in ward.cases:
        if case.box == ward.cases[0].box:
            place = (await ward.history(card_id_of(case.card_serial)))[-1].fact.to_place
            found.setdefault(place.removeprefix("shelf:"), []).append(case)
    return found


async def open_count(boss, **fields):
    said = await boss.send("/stocktakes", "/stocktakes", **fields)
    path = re.search(r'action="(/stocktakes/[0-9a-f-]+)/count"', said)
    assert path, said
    return path[1]


async def test_a_stocktake_finds_what_is_missing_misplaced_and_unexpected(boss, ward):
    by_shelf = await shelves(ward)
    label, other = sorted(by_shelf)[:2]
    cards, stray = by_shelf[label], by_shelf[other][0]
    page = await open_count(boss, place=[f"shelf:{label}"])

    async def count(serial, place=label):
        return await boss.send(page, f"{page}/count", card_serial=serial, place=place)

    assert "この棚卸しは、その場所を数えません" in await count(stray.card_serial, other)
    for card in cards[1:]:
        assert "result--ok" in await count(card.card_serial)
    assert "もう数えたカードです" in await count(cards[1].card_serial)
    assert "別の場所にあるはず" in await count(stray.card_serial)
    assert "ここにないはず" in await count("999999999999999")
    assert "所在不明として記録されます" in await boss.see(page)
    report = await boss.send(page, f"{page}/close")
    lost = cards[0]
    assert lost.card_serial in report.split("<h3>見つからないカード")[1]
    assert (await ward.state(lost.case_id)).missing
    alarm = await boss.see("/missing")
    assert lost.card_serial in alarm
    assert f"棚 {label}" in alarm
    assert "/missing" in await boss.see("/")
    alone = {"second_id": "K05", "second_password": PASSWORD}
    assert "別の職員が必要です" in await boss.send(page, f"{page}/correct", **alone)
    assert "2人で直したこと" in await boss.send(page, f"{page}/correct", **SECOND)
    moved = (await ward.history(card_id_of(stray.card_serial)))[-1].fact
    assert moved == CardMoved(from_place=f"shelf:{other}", to_place=f"shelf:{label}")
    assert "999999999999999" in await boss.see("/custody/places/quarantine")
    assert "直すところがありません" not in await boss.see(page)
    places = await boss.see("/custody")
    assert f"{len(cards) + 1} 枚" in places


async def test_a_card_scanned_anywhere_is_found_and_off_the_alarm(boss, ward, clock):
    card = ward.grown_up()
    await ward.issuance.endings.report_missing(ward.order(), card.case_id)
    await ward.refreshed()
    clock.now += timedelta(hours=8)
    await boss.sign_in("K05")
    assert ">8時間<" in await boss.see("/missing")
    said = await boss.send(
        "/custody/moves", "/custody/moves", to_place="quarantine", card_serial=card.card_serial
    )
    assert "さがしていたカードです" in said
    assert card.card_serial not in await boss.see("/missing")
    assert not (await ward.state(card.case_id)).missing


async def test_envelopes_are_counted_by_their_label(boss, ward):
    await ward.sealed(ward.grown_up())
    await ward.refreshed()
    page = await open_count(boss, all="yes")
    said = await boss.send(page, f"{page}/count", card_serial=TRACKING, place="post-tray")
    assert "result--ok" in said
    assert said.count(" autofocus") == 1
    assert 'class="code" autofocus' in said


async def test_the_pick_list_is_ticked_off_by_scanning(boss, ward, clock):
    one, two, other = (ward.grown_up(n) for n in range(3))
    await ward.booked(one, after=timedelta(days=1))
    await ward.booked(two, after=timedelta(days=1), reference="7H2K9QXN")
    await ward.refreshed()
    page = "/custody/picking/2026-11-25"
    assert "0</strong> / 2" in await boss.see("/custody/picking")

    async def pick(serial):
        return await boss.send(page, page, card_serial=serial)

    assert "取り出しました。" in await pick(one.card_serial)
    assert "この日の一覧にない" in await pick(other.card_serial)
    assert "もう取り出した" in await pick(one.card_serial)
    said = await boss.send(page, f"{page}/missing", card_serial=two.card_serial)
    assert "所在不明を記録しました" in said
    assert two.card_serial in await boss.see("/missing")
    printed = await boss.see(f"{page}/print")
    assert "☑" in printed
    assert two.card_serial in printed
    await boss.see("/custody/picking/tomorrow", status=404)
    clock.now += timedelta(days=2)
    await boss.sign_in("K05")
    back = await boss.see("/custody/picking")
    assert one.card_serial in back.split("棚に戻すカード")[1]
