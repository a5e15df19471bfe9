"""Who asks too often is told so, in words and by a header; others notice nothing."""

from datetime import date

from booking_web.buckets import COMMANDS, SIGN_IN
from tests.booking_web.pages.conftest import (
    Clock,
    Resident,
    client,
    clock,
    holder,
    identity,
    office,
    resident,
)
from tests.booking_web.pages.office import Holder, Office

__all__ = ["client", "clock", "holder", "office", "resident"]


async def test_a_browser_that_tries_again_and_again(resident: Resident, office: Office):
    strangers = [office.release(date(2015, 4, 8)) for _ in range(40)]
    await resident.look("/book/who")
    page, answers = resident.page, []
    for each in strangers:
        resident.page = page
        answers.append(await resident.send("/book/who", identity(each), follow=False))
    refused = [each for each in answers if each.status_code == 429]
    assert len(refused) == len(strangers) - SIGN_IN.alone - SIGN_IN.burst
    assert 0 < int(refused[0].headers["retry-after"]) <= SIGN_IN.each.total_seconds()
    assert "しばらくお待ちください" in refused[0].text


async def test_another_browser_is_not_kept_waiting(resident: Resident, holder: Holder):
    await resident.look("/book/who")
    for _ in range(SIGN_IN.alone + SIGN_IN.burst + 1):
        answer = await resident.send("/book/who", number="2345-6789-ABCD")
    assert answer.status_code == 429
    resident.client.cookies.clear()
    assert (await resident.identify(holder)).url.path == "/book/people"


async def test_one_number_cannot_hold_times_without_end(
    resident: Resident, holder: Holder, clock: Clock
):
    most = COMMANDS.alone + COMMANDS.burst
    await resident.identify(holder)
    await resident.look("/book/time/2026-12-01")
    page = resident.page
    answers = []
    for _ in range(most + 2):
        resident.page = page
        answers.append(await resident.send("/book/longer", follow=False))
    assert [each.status_code for each in answers[-3:]] == [303, 429, 429]
    await resident.identify(holder)  # a new session is no new bucket
    resident.page = page
    assert (await resident.send("/book/longer", follow=False)).status_code == 429
    clock.advance(minutes=1)
    resident.page = page
    assert (await resident.send("/book/longer", follow=False)).status_code == 303
