"""The stockroom's pages: what a scan turns out to be, places, moves, defective cards."""

from uuid import uuid4

import pytest

from issuance.application.work import box_id_of, card_id_of
from issuance.cases.state import Stage
from issuance.custody.facts import CardLeft, CardMoved
from tests.issuance.office.house import PASSWORD, token_in

SECOND = {"second_id": "K02", "second_password": PASSWORD}


@pytest.fixture
async def boss(hands):
    await hands.sign_in("K05")
    return hands


@pytest.fixture
async def box(boss, ward):
    """An open box's page and cards; the first card of all cases lies on a shelf already."""
    name = next(case.box for case in ward.cases if case.box != ward.cases[0].box)
    page = f"/boxes/{box_id_of(name)}"
    await boss.send(page, f"{page}/open", **SECOND)
    return page, [case for case in ward.cases if case.box == name]


async def scan(boss, page, serial):
    return await boss.send(page, f"{page}/scan", card_serial=serial)


async def press(boss, said, to, **fields):
    """A button of the page that was just shown."""
    assert f'action="{to}"' in said
    hidden = {"_csrf_token": token_in(said), "key": str(uuid4())}
    answer = await boss.client.post(to, data=hidden | fields, follow_redirects=False)
    return await boss.see(answer.headers["location"])


async def lying(boss, place):
    return await boss.see(f"/custody/places/{place}")


async def test_each_outcome_of_a_scan_says_what_to_do(boss, box):
    page, cards = box
    assert "result--ok" in await scan(boss, page, cards[0].card_serial)
    assert "もう読み取ったカードです" in await scan(boss, page, cards[0].card_serial)
    said = await scan(boss, page, "999999999999999")
    assert "どの発送一覧にもないカードです" in said
    assert "999999999999999" in await lying(boss, "quarantine")
    assert "カードの製造番号（15けた）ではありません" in await scan(boss, page, "A-03")
    assert "1</strong> /" in await boss.see(page)


async def test_an_unlisted_card_is_settled_before_the_box_closes_and_is_thrown_away(
    boss, box, ward
):
    page, cards = box
    for card in cards:
        await scan(boss, page, card.card_serial)
    await scan(boss, page, "999999999999999")
    assert "箱は捨てずに" in await boss.send(page, f"{page}/close")
    settled = {"card_serial": "999999999999999", "settlement": "sent-back"}
    alone = {"second_id": "K05", "second_password": PASSWORD}
    assert "別の職員が必要です" in await boss.send(page, f"{page}/settle", **settled, **alone)
    assert "相違の解決を記録しました" in await boss.send(
        page, f"{page}/settle", **settled, **SECOND
    )
    left = (await ward.history(card_id_of("999999999999999")))[-1].fact
    assert left == CardLeft(from_place="quarantine", how="sent-back")
    assert "すべてのカードがそろっています" in await boss.send(page, f"{page}/close")
    assert "箱の廃棄を記録しました" in await boss.send(page, f"{page}/dispose", **SECOND)


async def test_a_card_that_is_not_in_the_box(boss, box):
    page, cards = box
    for card in cards[1:]:
        await scan(boss, page, card.card_serial)
    gone = cards[0].card_serial
    said = await boss.send(page, f"{page}/not-found", card_serial=gone)
    assert "箱は捨てないで" in said
    assert "箱は捨てずに" in await boss.send(page, f"{page}/close")
    corrected = {"card_serial": gone, "settlement": "list-corrected"}
    await boss.send(page, f"{page}/settle", **corrected, **SECOND)
    assert f"{len(cards) - 1}</strong> / {len(cards) - 1}" in await boss.see(page)
    assert "すべてのカードがそろっています" in await boss.send(page, f"{page}/close")


async def test_a_slip_is_undone(boss, box, ward):
    page, cards = box
    serial = cards[0].card_serial
    said = await scan(boss, page, serial)
    assert "読み取りを取り消しました" in await press(boss, said, f"{page}/undo", card_serial=serial)
    assert (await ward.state(cards[0].case_id)).stage is Stage.EXPECTED
    assert "0</strong> /" in await boss.see(page)
    assert "読み取りました" in await scan(boss, page, serial)


async def test_places_are_data_and_cards_move_between_them(boss, ward):
    card = ward.grown_up()
    await boss.send("/custody", "/custody/places", code="B-01", kind="shelf", positions="2")
    to = {"to_place": "b-01/1", "card_serial": card.card_serial}

    async def move(**fields):
        return await boss.send("/custody/moves", "/custody/moves", **fields)

    assert "その場所は登録されていません" in await move(**to | {"to_place": "Z-9"})
    said = await move(**to, from_place="quarantine")
    assert "記録上の場所は「棚 A-0" in said
    assert "移しました" in await move(**to)
    assert card.card_serial in await lying(boss, "shelf:B-01")
    neighbour = ward.grown_up(1).card_serial
    assert "別のカードがあります" in await move(**to | {"card_serial": neighbour})
    assert "もうこの場所にあるカード" in await move(**to)
    assert "先に移してください" in await boss.send(
        "/custody", "/custody/places/retire", code="B-01"
    )
    assert "棚 B-01/1" in await boss.see(f"/cases/{card.case_id}")


async def test_moving_back_is_a_movement_too(boss, ward):
    card = ward.grown_up()
    where = (await ward.history(card_id_of(card.card_serial)))[-1].fact.to_place
    said = await boss.send(
        "/custody/moves", "/custody/moves", to_place="quarantine", card_serial=card.card_serial
    )
    back = {
        "card_serial": card.card_serial,
        "undo_to": where.removeprefix("shelf:"),
        "to_place": "quarantine",
    }
    assert "元の場所に戻してください" in await press(boss, said, "/custody/moves/undo", **back)
    facts = [each.fact for each in await ward.history(card_id_of(card.card_serial))][-2:]
    assert facts == [
        CardMoved(from_place=where, to_place="quarantine"),
        CardMoved(from_place="quarantine", to_place=where),
    ]


async def test_a_defective_card_goes_back_and_the_next_one_takes_its_place(boss, ward, box):
    page, cards = box
    serial, case_id = cards[0].card_serial, cards[0].case_id
    await scan(boss, page, serial)
    said = await boss.send("/setup", "/setup/defect", card_serial=serial, defect="dead-chip")
    assert "不良を記録しました" in said
    assert serial in await lying(boss, "quarantine")
    said = await boss.send("/setup", "/setup/complete", card_serial=serial, terminal_id="T1")
    assert "不良があります" in said
    case = f"/cases/{case_id}"
    assert "作り直しの依頼を記録しました" in await boss.send(case, f"{case}/remake", **SECOND)
    assert (await ward.state(case_id)).stage is Stage.EXPECTED
