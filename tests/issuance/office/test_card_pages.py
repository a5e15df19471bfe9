"""Pages of boxes, setup and shelves: what is recorded, what is refused."""

from uuid import uuid4

import pytest

from issuance.application.work import box_id_of
from issuance.cases.state import Stage
from tests.issuance.office.house import PASSWORD, token_in

SECOND = {"second_password": PASSWORD}


@pytest.fixture
def closed_box(ward):
    """Name, page and cards of a box nobody opened yet."""
    name = next(case.box for case in ward.cases if case.box != ward.cases[0].box)
    return name, f"/boxes/{box_id_of(name)}", [c for c in ward.cases if c.box == name]


class TestBoxes:
    async def test_a_box_is_opened_scanned_and_closed(self, hands, ward, closed_box):
        _, page, cards = closed_box
        await hands.sign_in("K02")
        opened = await hands.send(page, f"{page}/open", second_id="K05", **SECOND)
        assert "箱を開けました" in opened
        for card in cards:
            scanned = await hands.send(page, f"{page}/scan", card_serial=card.card_serial)
            assert "読み取りました。" in scanned
            assert card.card_serial in scanned
        assert "すべてのカードがそろっています" in await hands.send(page, f"{page}/close")
        assert (await ward.state(cards[0].case_id)).stage is Stage.ARRIVED

    @pytest.mark.parametrize(
        ("second_id", "password", "words"),
        [
            ("K02", PASSWORD, "別の職員が必要です"),
            ("K05", "not the password", "組み合わせが違います"),
            ("K99", PASSWORD, "組み合わせが違います"),
            ("K01", PASSWORD, "この作業の権限がありません"),
            ("", "", "組み合わせが違います"),
        ],
    )
    async def test_it_takes_two(self, hands, closed_box, second_id, password, words):
        _, page, _ = closed_box
        await hands.sign_in("K02")
        said = await hands.send(page, f"{page}/open", second_id=second_id, second_password=password)
        assert words in said
        assert f'value="{second_id}"' in said
        assert password not in said or not password

    async def test_a_missing_card_keeps_the_box_open(self, boss, closed_box):
        _, page, cards = closed_box
        await boss.send(page, f"{page}/open", second_id="K02", **SECOND)
        for card in cards[1:]:
            await boss.send(page, f"{page}/scan", card_serial=card.card_serial)
        said = await boss.send(page, f"{page}/close")
        assert "箱は捨てずに" in said
        assert cards[0].card_serial in said

    async def test_a_foreign_card_is_put_aside(self, boss, ward, closed_box):
        _, page, _ = closed_box
        await boss.send(page, f"{page}/open", second_id="K02", **SECOND)
        said = await boss.send(page, f"{page}/scan", card_serial=ward.cases[0].card_serial)
        assert "別の箱のカードです" in said

    async def test_sending_the_same_form_twice_does_no_harm(self, boss, closed_box):
        _, page, cards = closed_box
        await boss.send(page, f"{page}/open", second_id="K02", **SECOND)
        form = await boss.see(page)
        data = {
            "_csrf_token": token_in(form),
            "key": str(uuid4()),
            "card_serial": cards[0].card_serial,
        }
        for _ in range(2):
            answer = await boss.client.post(f"{page}/scan", data=data, follow_redirects=False)
            assert answer.status_code == 303
            assert "読み取りました" in await boss.see(page)
        assert f"<strong>1</strong> / {len(cards)}" in await boss.see(page)


class TestSetupAndStorage:
    async def test_cards_are_set_up_and_stored(self, boss, ward, closed_box):
        _, page, cards = closed_box
        await boss.send(page, f"{page}/open", second_id="K02", **SECOND)
        for card in cards[:3]:
            await boss.send(page, f"{page}/scan", card_serial=card.card_serial)
        ids = [str(card.case_id) for card in cards[:2]]
        said = await boss.send("/setup", "/setup/complete", terminal_id="T1", case=ids)
        assert "2件の交付前設定" in said
        assert 'value="T1"' in said
        serial = cards[2].card_serial
        await boss.send("/setup", "/setup/complete", terminal_id="T1", card_serial=serial)
        said = await boss.send("/setup", "/setup/store", shelf="B-02", case=ids)
        assert "2件を棚に入れました" in said
        state = await ward.state(cards[0].case_id)
        assert state.stage is Stage.STORED
        assert (await ward.state(cards[2].case_id)).stage is Stage.SET_UP

    async def test_what_is_missing_is_said(self, boss):
        assert "案件が選ばれていません" in await boss.send("/setup", "/setup/store", shelf="A-1")
        said = await boss.send("/setup", "/setup/store", card_serial="1")
        assert "この欄を確かめてください" in said
        said = await boss.send("/setup", "/setup/store", shelf="A-1", card_serial="999")
        assert "見つかりません" in said

    async def test_an_individual_number_is_not_taken(self, boss, issuance_owner_db):
        number = "123456789018"  # passes the check digit
        said = await boss.send("/setup", "/setup/store", shelf=f"棚 {number}")
        assert "マイナンバー（12けたの番号）は書かないで" in said
        assert number not in said
        kept = await issuance_owner_db.fetchval(
            "SELECT count(*) FROM office.staff_sessions WHERE position($1 in flash) > 0",
            number.encode(),
        )
        assert kept == 0
