"""用件: tiles, what each needs, and a booking for something else than collecting a card."""

from datetime import date, timedelta

import httpx
import pytest

from issuance.calendar.opening_rules import Service
from tests.booking_web.pages.conftest import TUESDAY, Resident, slots_on
from tests.booking_web.pages.office import HALL, Holder, Office
from tests.issuance.calendar.rules import on_terms

RULES = on_terms(services=(Service.RESET_PIN,), minutes=20)


@pytest.mark.parametrize("code", [each.value for each in Service])
async def test_each_has_a_page_with_what_to_bring(resident: Resident, code: str):
    await resident.look("/")
    assert f'href="/for/{code}"' in resident.page
    answer = await resident.look(f"/for/{code}")
    assert answer.status_code == 200
    assert "持ってくるもの" in resident.page


async def test_what_is_no_service_has_no_page(resident: Resident):
    assert (await resident.look("/for/marriage")).status_code == 404


@pytest.fixture
async def invited(resident: Resident, office: Office, client: httpx.AsyncClient) -> Holder:
    """Somebody whose letter is about resetting a PIN; the hall has times of its own for that."""
    office.says("rules.set", HALL, rules=RULES)
    somebody = office.release(date(1960, 1, 2), service=Service.RESET_PIN)
    await office.send_async(client)
    assert resident.page == ""
    return somebody


async def test_a_letter_about_a_pin_books_only_times_for_that(
    resident: Resident, invited: Holder, holder: Holder
):
    answer = await resident.identify(invited)
    assert answer.url.path == "/book/people"
    assert "暗証番号の再設定" in resident.page
    assert 'href="/book/help"' in resident.page
    await resident.look(f"/book/time/{TUESDAY}")
    mine = slots_on(resident.page)
    await resident.look("/book/help")
    await resident.send("/book/help", spoken="ja")
    await resident.look(f"/book/time/{TUESDAY + timedelta(days=2)}")
    await resident.send("/book/time", slot=slots_on(resident.page)[0])
    assert "20分くらい" in resident.page
    await resident.send("/book/check")
    assert "予約ができました" in resident.page
    assert "マイナンバーカードのほかに、顔写真のある本人確認の書類1つ" in resident.page
    calendar = await resident.client.get("/book/appointment.ics")
    assert "SUMMARY:暗証番号の再設定" in calendar.text
    await resident.send("/leave")
    await resident.identify(holder)
    await resident.look(f"/book/time/{TUESDAY}")
    assert not set(mine) & set(slots_on(resident.page))


async def test_evenings_weekdays_and_days_off_can_be_asked_for(
    resident: Resident, holder: Holder, office: Office, client: httpx.AsyncClient
):
    office.offer(TUESDAY + timedelta(days=9), [(17, 30)])
    await office.send_async(client)
    await resident.identify(holder)
    for _ in range(100):
        await resident.look("/book/day?days=evening")
        if "12月10日" in resident.page:
            break
    assert "12月10日" in resident.page
    assert "12月1日" not in resident.page
    await resident.look("/book/day?days=week")
    assert "12月1日" in resident.page
    await resident.look("/book/day?days=off")
    assert "選んだ曜日や時間には、空いている日がありません" in resident.page
    await resident.look("/book/day?days=nonsense")
    assert "12月1日" in resident.page


async def test_switching_the_language_keeps_what_was_typed_and_tries_nothing(
    resident: Resident, holder: Holder
):
    await resident.look("/book/who")
    assert 'formaction="/book/who?lang=en"' in resident.page
    for _ in range(8):
        answer = await resident.send(
            "/book/who?lang=en", {"number": "7h2k 9qxm", "birthday-year": "1950", "switch": "1"}
        )
        assert answer.status_code == 200
    assert 'lang="en"' in resident.page
    assert 'value="7h2k 9qxm"' in resident.page
    assert 'value="1950"' in resident.page
    assert (await resident.identify(holder)).url.path == "/book/people"


async def test_a_known_browser_comes_in_although_its_number_is_locked(
    resident: Resident, holder: Holder, client: httpx.AsyncClient
):
    await resident.identify(holder, "/mine/in")
    known = dict(client.cookies)
    assert "device" in known
    await resident.send("/leave")
    client.cookies.clear()
    wrong = {"number": holder.printed, "birthday-year": "1999", "birthday-month": "9"}
    for _ in range(6):
        await resident.look("/mine/in")
        answer = await resident.send("/mine/in", {**wrong, "birthday-day": "9"})
    assert answer.status_code == 429
    client.cookies.set("device", known["device"])
    assert (await resident.identify(holder, "/mine/in")).url.path == "/mine"
