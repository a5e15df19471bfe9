"""The optional e-mail field: before the time, checked, shown, stored with the booking alone."""

from collections.abc import AsyncIterator

import httpx
import pytest
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from booking_web.letters.contacts import ContactSeal
from infra.postgres.access import Access
from issuance.ledger.postgres import PostgresLog
from tests.booking_web.pages.conftest import Clock, Resident
from tests.booking_web.pages.office import Holder, settings_for

KEY = bytes([7] * 32)
ADDRESS = "hanako.canary@example.jp"


class TestWithoutLetters:
    async def test_no_address_is_asked_for_and_none_is_kept(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        await resident.identify(holder)
        await resident.look("/book/help")
        assert 'name="email"' not in resident.page
        await resident.send("/book/help", spoken="ja", email=ADDRESS)
        await resident.choose()
        assert "メールアドレス" not in resident.page
        await resident.send("/book/check")
        assert "確認のメールは届きません" in resident.page
        assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.contacts") == 0

    async def test_there_is_no_page_for_it(self, resident: Resident, holder: Holder):
        await resident.book(holder)
        assert (await resident.look("/mine/mail")).status_code == 404
        await resident.look("/mine")
        assert "/mine/mail" not in resident.page


class TestWithLetters:
    @pytest.fixture
    async def client(
        self, booking_access: Access, clock: Clock
    ) -> AsyncIterator[httpx.AsyncClient]:
        app = create_app(settings_for(booking_access.dsn, contacts_key=KEY), clock=clock)
        async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
            yield client

    async def test_it_is_shown_to_be_checked_and_stored_with_the_booking(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        contacts = "SELECT count(*) FROM booking.contacts"
        await resident.identify(holder)
        await resident.look("/book/help")
        assert 'name="email"' in resident.page
        await resident.send("/book/help", spoken="ja", email=f" {ADDRESS} ")
        await resident.choose()
        assert ADDRESS in resident.page
        assert await booking_log.pool.fetchval(contacts) == 0
        await resident.send("/book/check")
        assert f"確認のメールを {ADDRESS} に送ります" in resident.page
        [row] = await booking_log.pool.fetch("SELECT * FROM booking.contacts")
        assert row["language"] == "ja"
        opened = ContactSeal(KEY).open(row["sealed"], notice_id=holder.notice_id)
        assert opened == ADDRESS

    async def test_it_is_optional(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        answer = await resident.book(holder)
        assert answer.url.path == "/book/done"
        assert "確認のメール" not in resident.page
        assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.contacts") == 0

    async def test_the_language_is_that_of_the_pages(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        await resident.look("/?lang=en")
        await resident.identify(holder)
        await resident.look("/book/help")
        await resident.send("/book/help", spoken="ne", email=ADDRESS)
        await resident.choose()
        await resident.send("/book/check")
        assert "A confirmation will be sent by e-mail" in resident.page
        assert await booking_log.pool.fetchval("SELECT language FROM booking.contacts") == "en"

    @pytest.mark.parametrize("typed", ["hanako", "a@b", "a@example.jp, b@example.jp", "<a@b.jp>"])
    async def test_what_is_no_address_is_said_and_stays_typed(
        self, resident: Resident, holder: Holder, typed: str
    ):
        await resident.identify(holder)
        await resident.look("/book/help")
        answer = await resident.send("/book/help", spoken="ja", email=typed)
        assert answer.status_code == 422
        assert "メールアドレスの形がちがうようです" in resident.page
        assert typed.partition("<")[0] in resident.page

    async def test_line_breaks_cannot_smuggle_a_header_in(self, resident: Resident, holder: Holder):
        await resident.identify(holder)
        await resident.look("/book/help")
        hostile = f"{ADDRESS}\r\nBcc: other@example.jp"
        answer = await resident.send("/book/help", spoken="ja", email=hostile)
        assert answer.status_code == 422

    async def test_an_individual_number_is_thrown_away(self, resident: Resident, holder: Holder):
        await resident.identify(holder)
        await resident.look("/book/help")
        answer = await resident.send("/book/help", spoken="ja", email="123456789018")
        assert answer.status_code == 422
        assert "123456789018" not in resident.page

    async def test_given_later_it_is_kept_and_shown_masked(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        await resident.book(holder)
        assert "予約の内容をメールで受け取る" in resident.page
        await resident.look("/mine/mail")
        answer = await resident.send("/mine/mail", email="ｈanako.canary@example.jp")
        assert answer.url.path == "/mine"
        assert "メールアドレスを保存しました" in resident.page
        assert "h…@example.jp" in resident.page
        assert ADDRESS not in resident.page
        assert "メールは、これから送ります。" in resident.page
        [row] = await booking_log.pool.fetch("SELECT * FROM booking.contacts")
        assert ContactSeal(KEY).open(row["sealed"], notice_id=holder.notice_id) == ADDRESS

    async def test_taken_away_it_is_gone(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog
    ):
        await resident.book(holder)
        await resident.look("/mine/mail")
        await resident.send("/mine/mail", email=ADDRESS)
        await resident.look("/mine/mail")
        await resident.send("/mine/mail/remove")
        assert "メールアドレスを消しました" in resident.page
        assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.contacts") == 0

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "メールアドレスを入れてください。"),
            ("hanako", "メールアドレスの形がちがうようです"),
            ("123456789018", "マイナンバー（12けたの番号）は書かないでください"),
        ],
    )
    async def test_what_is_wrong_is_said_and_changes_nothing(
        self, resident: Resident, holder: Holder, booking_log: PostgresLog, typed: str, said: str
    ):
        await resident.book(holder)
        await resident.look("/mine/mail")
        answer = await resident.send("/mine/mail", email=typed)
        assert answer.status_code == 422
        assert said in resident.page
        assert await booking_log.pool.fetchval("SELECT count(*) FROM booking.contacts") == 0

    async def test_without_a_booking_there_is_no_address_to_give(
        self, resident: Resident, holder: Holder
    ):
        await resident.identify(holder)
        assert (await resident.look("/mine/mail")).status_code == 409
        assert (await resident.send("/mine/mail", email=ADDRESS)).status_code == 409
