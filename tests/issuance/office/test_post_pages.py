"""Pages from the PIN desk to the letter box: what is recorded, what is refused."""

import re
from html import unescape

import pytest

from issuance.cases.state import Stage
from tests.issuance.office.house import PASSWORD, TRACKING, certificates_of
from tests.support import printed

SECOND = {"second_password": PASSWORD}


class TestPinSetting:
    async def test_two_officers_open_a_batch(self, hands, ward):
        person = ward.grown_up()
        await ward.finished(person)
        await ward.refreshed()
        await hands.sign_in("K03")
        page = await hands.see("/pin-setting")
        assert "この版の書込みは模擬です" in page
        said = await hands.send(
            "/pin-setting",
            "/pin-setting/open",
            case=[str(person.case_id)],
            second_id="K07",
            **SECOND,
        )
        assert "1件の封印を開けました" in said
        assert "設定中" in said
        state = await ward.state(person.case_id)
        assert state.officers == ("K03", "K07")

    async def test_who_is_alone_is_refused_card_by_card(self, hands, ward):
        person = ward.grown_up()
        await ward.finished(person)
        await ward.refreshed()
        await hands.sign_in("K03")
        said = await hands.send(
            "/pin-setting",
            "/pin-setting/open",
            case=[str(person.case_id)],
            second_id="K03",
            **SECOND,
        )
        assert f"{person.card_serial}</span>: 別の職員が必要です" in said

    async def test_uncertain_cards_stand_apart(self, hands, ward):
        person = ward.grown_up()
        await ward.finished(person)
        await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K91", "K92"))
        state = await ward.state(person.case_id)
        await ward.issuance.pin_desk.record_uncertain(
            ward.order(), person.case_id, state.envelope.envelope_id
        )
        await ward.refreshed()
        await hands.sign_in("K03")
        assert "結果が分からないカード（別に置く）" in await hands.see("/pin-setting")


class TestSealing:
    async def seal(self, hands, ward, person, **changed):
        page = f"/sealing/{person.case_id}"
        on_card = certificates_of(await ward.state(person.case_id))
        fields = {
            **({"signature": "1"} if on_card.signature else {}),
            **({"authentication": "1"} if on_card.authentication else {}),
            "card_serial_read": person.card_serial,
            "tracking_number": TRACKING,
            "second_id": "K05",
            **SECOND,
        }
        return await hands.send(page, f"{page}/close", **(fields | changed))

    async def test_one_person_alone_where_four_eyes_are_switched_off(self, client, hands, ward):
        person = ward.grown_up()
        await ward.pins_set(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        alone = {"second_id": "", "second_password": ""}
        assert "封入しました" not in await self.seal(hands, ward, person, **alone)
        office = client.app.state.office
        for part in (office.settings, office.issuance.work.policy):
            object.__setattr__(part, "four_eyes", False)
        assert "四つの目の原則を停止しています" in await hands.see(f"/sealing/{person.case_id}")
        assert "封入しました" in await self.seal(hands, ward, person, **alone)
        sealed = (await ward.state(person.case_id)).shipment
        assert (sealed.sealers, sealed.four_eyes) == (("K04", "K04"), False)

    async def test_the_card_in_hand_goes_to_the_address_of_now(self, hands, ward):
        person = ward.grown_up()
        await ward.pins_set(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        found = await hands.send("/sealing", "/sealing/find", card_serial=person.card_serial)
        async with ward.issuance.work.log.transaction() as tx:
            known = await ward.issuance.work.registry.load(tx.connection, person.case_id)
        assert known.person.address in unescape(found)
        await ward.issuance.endings.correct_address(
            ward.order(), person.case_id, "1320001", "東京都江戸川区新しい町1-2-3"
        )
        assert "新しい町1-2-3" in await hands.see(f"/sealing/{person.case_id}")
        assert "封入しました" in await self.seal(hands, ward, person)
        assert (await ward.state(person.case_id)).stage is Stage.SEALED

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"card_serial_read": "000000000000000"}, "この案件のカードではありません"),
            ({"tracking_number": "12345678900"}, "引受番号が正しくありません"),
            ({"tracking_number": ""}, "引受番号が正しくありません"),
            ({"second_id": "K04"}, "別の職員が必要です"),
            ({"second_password": "wrong password"}, "組み合わせが違います"),
        ],
    )
    async def test_every_refusal_is_said_beside_the_form(self, hands, ward, changed, words):
        person = ward.grown_up()
        await ward.pins_set(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        said = await self.seal(hands, ward, person, **changed)
        assert words in said
        assert (await ward.state(person.case_id)).stage is Stage.READY_TO_GO

    async def test_a_returned_card_needs_its_address_checked(self, hands, ward):
        person = ward.grown_up()
        await ward.returned(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        other = "34567890136"  # 3456789013 modulo 7 is 6
        assert "住所が変わりました" in await self.seal(hands, ward, person, tracking_number=other)
        said = await self.seal(hands, ward, person, tracking_number=other, address_checked="1")
        assert "封入しました" in said

    async def test_an_unknown_card_is_said(self, hands):
        await hands.sign_in("K04")
        said = await hands.send("/sealing", "/sealing/find", card_serial="1' OR 1=1 --")
        assert "見つかりません" in said


class TestPostAndReturns:
    async def test_an_envelope_is_handed_to_the_post_and_delivered(self, hands, ward):
        person = ward.grown_up()
        await ward.sealed(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        tray = {"case": [str(person.case_id)], "number": "1"}
        said = await hands.send("/posting", "/posting/hand", **tray, counted="2")
        assert "差出票は1通、数えたのは2通です" in said
        assert (await ward.state(person.case_id)).stage is Stage.SEALED
        said = await hands.send("/posting", "/posting/hand", **tray, counted="1")
        assert "1通を差出票どおり" in said
        (posted,) = re.findall(r'href="(/posting/lists/[0-9a-f-]{36})"', said)
        assert "345-67-89012-5" in await hands.see(posted)
        sheet = await hands.client.get(f"{posted}/list.csv")
        assert sheet.content.startswith(b"\xef\xbb\xbf")
        assert "345-67-89012-5,簡易書留" in sheet.text
        paper = await hands.client.get(f"{posted}/list.pdf")
        listed = printed.words(paper.content)
        assert "345-67-89012-5" in listed
        assert "簡易書留" in listed
        said = await hands.send("/returns", "/returns/delivered", tracking_number="345-67-89012-5")
        assert "配達を記録しました" in said
        assert (await ward.state(person.case_id)).stage is Stage.DELIVERED

    async def test_an_address_that_changed_stops_the_post(self, hands, ward):
        person = ward.grown_up()
        await ward.sealed(person)
        await ward.issuance.endings.correct_address(
            ward.order(), person.case_id, "1320001", "新しい町1-2-3"
        )
        await ward.refreshed()
        await hands.sign_in("K04")
        tray = {"case": [str(person.case_id)], "number": "1", "counted": "1"}
        said = await hands.send("/posting", "/posting/hand", **tray)
        assert "住所が変わりました" in said
        assert (await ward.state(person.case_id)).stage is Stage.SEALED

    async def test_returned_mail_comes_with_its_reason(self, hands, ward):
        person = ward.grown_up()
        await ward.posted(person)
        await ward.refreshed()
        await hands.sign_in("K04")
        said = await hands.send(
            "/returns", "/returns/returned", tracking_number=TRACKING, reason="no-such"
        )
        assert "形が違います" in said
        said = await hands.send(
            "/returns", "/returns/returned", tracking_number=TRACKING, reason="moved"
        )
        assert "返戻を記録しました" in said
        assert "転居先不明" in said

    async def test_a_number_that_is_none_of_ours_is_said(self, hands):
        await hands.sign_in("K04")
        for number in ("12345678903", "abc", "", "1" * 200):
            said = await hands.send("/returns", "/returns/delivered", tracking_number=number)
            assert "見つかりません" in said or "引受番号が正しくありません" in said
