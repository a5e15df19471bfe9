"""The office's pages: what is allowed is recorded, what is refused is said beside the form."""

from datetime import timedelta
from html import unescape

import pytest

from issuance.cases.facts import DeliveryMode
from issuance.cases.state import Stage
from issuance.notices.numbers import notice_id, parse_notice_number
from tests.issuance.office.house import PASSWORD, token_in

SECOND = {"second_password": PASSWORD}


class TestNotices:
    async def test_a_first_notice_is_sent_and_printed(self, boss, ward):
        stored = [c for c in ward.cases if c.box == ward.cases[0].box]
        due = [c for c in stored if (await ward.state(c.case_id)).stage is Stage.STORED]
        said = await boss.send("/notices", "/notices/send", case=[str(due[0].case_id)])
        assert "1件の通知を送った" in said
        assert (await ward.state(due[0].case_id)).stage is Stage.NOTIFIED
        letter = await boss.see(f"/cases/{due[0].case_id}/notice")
        assert due[0].notice_number in letter
        assert "data:image/svg+xml" in letter
        assert "https://yoyaku.city.example.jp" in letter
        assert due[0].notice_number in await boss.see("/notices/print?day=2026-11-24")

    async def test_the_second_waits_for_the_first_deadline(self, boss, ward, clock):
        person = ward.grown_up()
        second = (await boss.see("/notices")).split("2回目の通知を")[1].split("</table>")[0]
        assert str(person.case_id) not in second
        clock.now += timedelta(days=91)
        await boss.sign_in("K05")
        said = await boss.send("/notices", "/notices/send", case=[str(person.case_id)])
        assert "1件の通知を送った" in said
        assert (await ward.state(person.case_id)).notice_round == 2
        number = ward.issuance.notices.number(person.case_id, 2)
        letter = await boss.see(f"/cases/{person.case_id}/notice")
        assert "2回目" in letter
        assert number[:4] in letter

    async def test_a_day_that_is_past_is_refused(self, boss, ward):
        stored = [c for c in ward.cases if c.box == ward.cases[0].box]
        due = [c for c in stored if (await ward.state(c.case_id)).stage is Stage.STORED]
        said = await boss.send(
            "/notices", "/notices/send", case=[str(due[0].case_id)], pickup_deadline="2026-11-01"
        )
        assert "できなかったもの" in said
        assert "2026年11月1日" in said


class TestVenues:
    async def test_days_are_offered_without_holidays(self, boss):
        said = await boss.send(
            "/venues",
            "/venues/offer",
            code="EDO-HONCHO",
            first="2027-01-01",
            last="2027-01-12",
            opens="09:00",
            closes="12:00",
            minutes="20",
            places="2",
        )
        assert "6日分の受入枠" in said  # 4, 5, 6, 7, 8, 12; the 11th is a holiday
        assert "1月11日" not in said

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"first": "2026-11-01"}, "受入枠は出せません"),
            ({"last": "2027-12-31"}, "92日分まで"),
            ({"opens": "12:00", "closes": "09:00"}, "受入枠は出せません"),
            ({"opens": "25:00"}, "形が違います"),
            ({"minutes": "0"}, "形が違います"),
            ({"places": "１０００"}, "形が違います"),
            ({"first": "tomorrow"}, "形が違います"),
            ({"code": "NOWHERE"}, "その会場は登録されていません"),
        ],
    )
    async def test_what_cannot_be_offered_is_said_and_kept(self, boss, changed, words):
        asked = {"first": "2026-12-01", "last": "2026-12-02", "opens": "09:00", "closes": "12:00"}
        asked |= {"minutes": "15", "places": "7", "code": "EDO-HONCHO"} | changed
        said = await boss.send("/venues", "/venues/offer", **asked)
        assert words in said
        name, value = next(iter(changed.items()))
        assert name == "code" or f'value="{value}"' in said

    async def test_a_venue_is_announced(self, boss):
        said = await boss.send(
            "/venues",
            "/venues/announce",
            code="kasai",
            name_ja="葛西区民館",
            name_en="Kasai Hall",
            address_ja="東京都江戸川区",
            address_en="Edogawa",
            phone="03-0000-0001",
        )
        assert "会場を登録しました" in said
        assert "葛西区民館" in said


class TestAppointments:
    async def test_the_day_list_shows_parties_without_names(self, boss, ward):
        people = [ward.grown_up(), ward.grown_up(1)]
        await ward.booked(*people)
        await ward.refreshed()
        page = await boss.see("/appointments")
        assert "7H2K-9QXM" in page
        for person in people:
            assert person.notice_number[-4:] in page
        assert "この日の予約はありません" in await boss.see("/appointments?day=2026-12-25")

    @pytest.mark.parametrize("day", ["", "x", "9999-12-31", "%00"])
    async def test_a_day_that_is_none_shows_today(self, boss, day):
        assert "11月24日" in await boss.see(f"/appointments?day={day}")


class TestCases:
    async def test_a_case_is_found_by_each_of_its_numbers(self, hands, ward):
        person = ward.grown_up()
        await ward.booked(person)
        await ward.refreshed()
        await hands.sign_in("K01")
        numbers = (person.card_serial, person.notice_number, person.notice_number[-4:], "7h2k-9qxm")
        for number in numbers:
            answer = await hands.post("/cases", "/cases/find", number=number)
            assert answer.headers["location"] == f"/cases/{person.case_id}", number

    @pytest.mark.parametrize("number", ["", "zzzz", "'; --", "あいう", "\x00", "9" * 300])
    async def test_what_is_not_found_is_said(self, hands, number):
        await hands.sign_in("K01")
        answer = await hands.post("/cases", "/cases/find", number=number)
        assert answer.status_code == 200
        assert "見つかりません" in answer.text

    async def test_the_course_is_told_in_the_offices_words(self, hands, ward):
        person = ward.grown_up()
        await ward.posted(person)
        await ward.refreshed()
        await hands.sign_in("K01")
        page = await hands.see(f"/cases/{person.case_id}")
        for words in (
            "交付通知書を送った",
            "本人確認が済んだ",
            "封入した",
            "2026-11-24 10:00:00",
            "K80",
        ):
            assert words in page

    async def test_names_are_shown_to_those_who_need_them(self, hands, ward):
        person = ward.grown_up()
        async with ward.issuance.work.log.transaction() as tx:
            known = await ward.issuance.work.registry.load(tx.connection, person.case_id)
        name = known.person.name
        await hands.sign_in("K01")
        assert name in unescape(await hands.see(f"/cases/{person.case_id}"))
        for other in ("K02", "K11", "K12"):
            await hands.sign_in(other)
            assert name not in unescape(await hands.see(f"/cases/{person.case_id}"))

    async def test_missing_found_and_lost(self, boss, ward):
        person = ward.grown_up()
        page = f"/cases/{person.case_id}"
        assert "所在不明を記録しました" in await boss.send(page, f"{page}/missing")
        assert "所在不明のカード" in await boss.see("/")
        assert person.card_serial in await boss.see("/cases?list=missing")
        assert "見つかったことを記録" in await boss.send(page, f"{page}/found", place="intake")
        await boss.send(page, f"{page}/missing")
        assert "紛失を記録しました" in await boss.send(page, f"{page}/lost")
        assert (await ward.state(person.case_id)).stage is Stage.LOST

    async def test_a_void_card_is_destroyed_by_two(self, boss, ward):
        person = ward.grown_up()
        page = f"/cases/{person.case_id}"
        assert "案件は失効しました" in await boss.send(page, f"{page}/died")
        said = await boss.send(page, f"{page}/destroy", second_id="K05", **SECOND)
        assert "別の職員が必要です" in said
        said = await boss.send(page, f"{page}/destroy", second_id="K02", **SECOND)
        assert "廃棄を記録しました" in said
        assert (await ward.state(person.case_id)).stage is Stage.DESTROYED

    async def test_an_unclaimed_card_waits_for_its_time(self, boss, ward):
        person = ward.grown_up()
        page = f"/cases/{person.case_id}"
        said = await boss.send(page, f"{page}/propose")
        assert "この操作はできません" in said

    async def test_a_card_is_handed_over_at_the_counter(self, boss, ward):
        person = ward.grown_up()
        await ward.pins_set(person)
        await ward.refreshed()
        page = f"/cases/{person.case_id}"
        asked = {"card_serial_read": person.card_serial, "rule": "SELF_N/A1"}
        said = await boss.send(page, f"{page}/hand-over", **(asked | {"card_serial_read": "1"}))
        assert "この案件のカードではありません" in said
        assert "窓口で渡したことを記録" in await boss.send(page, f"{page}/hand-over", **asked)
        assert (await ward.state(person.case_id)).stage is Stage.HANDED_OVER

    async def test_posting_is_stopped_before_it_left(self, boss, ward):
        person = ward.grown_up()
        await ward.sealed(person)
        await ward.refreshed()
        page = f"/cases/{person.case_id}"
        assert "この欄を確かめて" in await boss.send(page, f"{page}/stop", reason="")
        assert "差出しを止めました" in await boss.send(page, f"{page}/stop", reason="宛先の確認")


class TestToday:
    async def test_the_board_counts_and_leads_to_the_lists(self, boss, ward):
        await ward.posted(ward.grown_up())
        await ward.finished(ward.grown_up(1))
        await ward.refreshed()
        page = await boss.see("/")
        assert "最新" in page
        for path in ("/cases?list=posted", "/cases?list=awaiting-pins", "/appointments"):
            assert f'href="{path}"' in page
            await boss.see(path)
        assert "100%" in page

    async def test_it_says_how_old_the_numbers_are(self, boss, ward):
        await ward.issuance.endings.report_missing(ward.order(), ward.grown_up().case_id)
        page = await boss.see("/")
        assert "まだ反映されていません" in page

    async def test_old_sealed_pins_are_an_exception(self, boss, ward, clock):
        await ward.finished(ward.grown_up())
        await ward.refreshed()
        clock.now += timedelta(days=4)
        await boss.sign_in("K05")
        assert "長く残っている封印済み暗証番号" in await boss.see("/")
        assert ward.grown_up().card_serial in await boss.see("/cases?list=old-pins")

    async def test_a_booking_whose_mail_does_not_arrive_is_an_exception(self, boss, ward):
        person = ward.grown_up()
        await ward.booked(person, after=timedelta(days=1))
        notice = notice_id(ward.issuance.notices.number(person.case_id, 1))
        async with ward.issuance.work.log.transaction() as tx:
            await ward.issuance.bookings.letters(tx, ward.order(), notice, reach=False)
        await ward.refreshed()
        assert "メールが届かない予約" in await boss.see("/")
        assert person.card_serial in await boss.see("/cases?list=unreached")
        assert "電話か郵便で知らせてください" in await boss.see(f"/cases/{person.case_id}")


class TestLanguage:
    async def test_english_is_kept_until_switched_back(self, boss):
        assert 'lang="en"' in await boss.see("/?lang=en")
        assert "Boxes" in await boss.see("/boxes")
        assert 'lang="ja"' in await boss.see("/boxes?lang=ja")


async def test_hostile_forms_are_never_a_fault(boss, ward):
    page = await boss.see("/setup")
    token = token_in(page)
    bodies = [
        f"_csrf_token={token}&shelf=%00%ff%fe&card_serial=%F0%28",
        f"_csrf_token={token}&" + "&".join(f"case={n}" for n in range(400)),
        f"_csrf_token={token}&shelf={'あ' * 5_000}",
        f"_csrf_token={token}&shelf=%3Cscript%3E&case=x",
    ]
    for body in bodies:
        answer = await boss.client.post(
            "/setup/store",
            content=body.encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
            follow_redirects=False,
        )
        assert answer.status_code == 303, body[:60]
        assert "<script>" not in await boss.see("/setup")
    many = f"_csrf_token={token}&" + "&".join("case=1" for _ in range(900))
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert (await boss.client.post("/setup/store", content=many, headers=form)).status_code == 400
    big = "x" * 100_000
    assert (await boss.client.post("/setup/store", content=big, headers=form)).status_code == 413
    assert (await boss.client.post("/setup/store", json={})).status_code == 415


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "%00"])
async def test_a_day_out_of_all_reason_is_never_a_fault(boss, ward, day):
    await boss.see(f"/notices/print?day={day}")
    await boss.see(f"/appointments?day={day}")
    case = str(ward.grown_up().case_id)
    shown = await boss.send("/notices", "/notices/send", pickup_deadline=day, case=case)
    assert 'class="error' in shown or "error" in shown


async def test_no_personal_value_stands_in_an_address_or_title(boss, ward):
    person = ward.grown_up()
    assert parse_notice_number(person.notice_number)
    page = await boss.see(f"/cases/{person.case_id}")
    title = page.split("<title>")[1].split("</title>")[0]
    assert title == "案件 – 窓口 事務所"


async def test_a_card_for_the_counter_is_not_offered_for_the_post(boss, ward):
    person = ward.grown_up()
    await ward.finished(person, mode=DeliveryMode.COUNTER)
    await ward.refreshed()
    assert "今は封入できません" in await boss.see(f"/sealing/{person.case_id}")


class TestForgottenVisits:
    async def test_a_visit_nobody_closed_is_recorded_as_a_no_show(self, boss, ward, clock):
        person = ward.grown_up()
        await ward.booked(person, after=timedelta(hours=1))
        await ward.refreshed()
        page = f"/cases/{person.case_id}"
        assert "来庁なしを記録しました" not in await boss.send(page, f"{page}/no-show")
        assert (await ward.state(person.case_id)).stage is Stage.BOOKED
        clock.now += timedelta(days=40)
        await boss.sign_in("K05")
        said = await boss.send(page, f"{page}/no-show")
        assert "来庁なしを記録しました" in said
        assert (await ward.state(person.case_id)).stage is Stage.NOTIFIED
