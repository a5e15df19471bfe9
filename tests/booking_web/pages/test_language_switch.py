"""The language switch keeps what was typed wherever a form stands, and tries nothing."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC

import httpx
import pytest
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from infra.postgres.access import Access
from issuance.calendar import office_time
from tests.booking_web.pages.conftest import TUESDAY, Clock, Resident
from tests.booking_web.pages.office import Holder, Office, settings_for

MEMO = "耳が遠いです"
ADDRESS = "hanako.canary@example.jp"
MY_NUMBER = "123456789018"


@dataclass
class Letters:
    """A site that sends letters, with a browser and somebody's notice."""

    resident: Resident
    holder: Holder


@pytest.fixture
async def letters(
    booking_access: Access, clock: Clock, office: Office, holder: Holder
) -> AsyncIterator[Letters]:
    site = settings_for(booking_access.dsn, contacts_key=bytes([7] * 32))
    async with AsyncTestClient(
        create_app(site, clock=clock), base_url="http://127.0.0.1:8700"
    ) as client:
        office.publish_documents()
        await office.send_async(client)
        yield Letters(resident=Resident(client), holder=holder)


async def switched(
    resident: Resident, path: str, to: str = "en", **typed: object
) -> httpx.Response:
    assert f'formaction="{path}?lang={to}"' in resident.page
    answer = await resident.send(f"{path}?lang={to}", {"switch": "1", **typed})
    assert (answer.status_code, answer.url.path) == (200, path)
    assert f'<html lang="{to}"' in resident.page
    assert 'class="errors"' not in resident.page
    return answer


async def test_help_and_e_mail(letters: Letters):
    resident = letters.resident
    await resident.identify(letters.holder)
    await resident.look("/book/help")
    await switched(
        resident, "/book/help", needs=["wheelchair"], spoken="ne", memo=MEMO, email="nobody"
    )
    assert MEMO in resident.page
    assert 'value="nobody"' in resident.page
    assert 'value="wheelchair" id="needs" checked' in resident.page.replace("  ", " ")
    assert '<option value="ne" lang="ne" selected>' in resident.page
    await resident.look("/book/help")
    assert MEMO not in resident.page


async def test_a_my_number_is_not_kept(letters: Letters):
    resident = letters.resident
    await resident.identify(letters.holder)
    await resident.look("/book/help")
    await switched(resident, "/book/help", spoken="ja", memo=MY_NUMBER, email=ADDRESS)
    assert MY_NUMBER not in resident.page
    assert f'value="{ADDRESS}"' in resident.page


async def test_the_address_of_a_booking(letters: Letters):
    resident = letters.resident
    await resident.book(letters.holder)
    await resident.look("/mine/mail")
    await switched(resident, "/mine/mail", email=ADDRESS)
    assert f'value="{ADDRESS}"' in resident.page
    await resident.look("/mine")
    assert ADDRESS not in resident.page
    await resident.look("/mine/mail")
    answer = await resident.send("/mine/mail", email=f"{MY_NUMBER}@example.jp")
    assert answer.status_code == 422
    assert MY_NUMBER not in resident.page


async def test_the_checklist(letters: Letters):
    resident = letters.resident
    await resident.look("/bring")
    await switched(resident, "/bring", who="proxy")
    assert 'value="proxy" checked' in resident.page
    await resident.send("/bring", who="self")
    await switched(resident, "/bring/notice", "ko", notice="no")
    assert 'value="no" checked' in resident.page
    await resident.send("/bring/notice", notice="yes")
    await switched(resident, "/bring/documents", "vi", kind=["passport", "bank-book"])
    assert resident.page.count(" checked") == 2


async def test_how_late_somebody_will_be(letters: Letters, clock: Clock):
    resident = letters.resident
    await resident.book(letters.holder)
    clock.now = office_time(TUESDAY, 8, 30).astimezone(UTC)
    await resident.identify(letters.holder, "/mine/in")
    assert '<html lang="ja"' in resident.page
    assert 'formaction="/mine/late?lang=en"' in resident.page
    answer = await resident.send("/mine/late?lang=en", switch="1", minutes="10")
    assert answer.status_code == 200
    assert '<html lang="en"' in resident.page
    assert '<option value="10" selected>' in resident.page
    assert "10" not in re.findall(r"<strong>[^<]*</strong>", resident.page)
