"""Notices in releases that fit the free places; reminders, calls, visits, returned notices."""

from datetime import timedelta

import pytest
from litestar.testing import AsyncTestClient

from issuance.cases.state import Stage
from issuance.notices.contact import contact_id_of
from issuance.notices.contact_facts import Called, CallOutcome, NoticeReturned
from issuance.notices.releasing import NoticesReleasedBeyond, releases_id_of
from issuance.office.app import create_app
from tests.issuance.office.house import PASSWORD, Hands, settings_for

RETURNED = "/notices/returned"


@pytest.fixture
async def boss(hands):
    await hands.sign_in("K05")
    return hands


async def stored(ward):
    first = [case for case in ward.cases if case.box == ward.cases[0].box]
    return [c for c in first if (await ward.state(c.case_id)).stage is Stage.STORED]


async def test_the_page_proposes_as_many_as_there_is_room_for(boss, ward):
    waiting = len(await stored(ward))
    page = await boss.see("/notices")
    ahead = await ward.issuance.notices.ahead(ward.clock.now.date())
    assert ahead.room.fits > waiting
    assert f'value="{waiting}"' in page
    assert sum(week.places for week in ahead.weeks) == ahead.room.places
    assert "2件の通知を送った" in await boss.send("/notices", "/notices/send", number="2")
    assert len(await stored(ward)) == waiting - 2


@pytest.fixture
async def crowded(issuance_access, tmp_path, clock, ward):
    """The same office, but only one week ahead is counted and it is a short one: nobody fits."""
    settings = settings_for(issuance_access.dsn, tmp_path, release_weeks=1, release_lead_days=8)
    async with AsyncTestClient(create_app(settings, clock=clock)) as client:
        yield Hands(client)


async def test_more_than_fit_takes_a_supervisor_and_a_reason(crowded, ward):
    await crowded.sign_in("K01")
    before = len(await stored(ward))
    said = await crowded.send("/notices", "/notices/send", number="1")
    assert "あと 0 件" in said
    signed = {"second_id": "K02", "second_password": PASSWORD}
    beyond = {"number": "1", "override": "legal-deadline"}
    said = await crowded.send("/notices", "/notices/send", **beyond, **signed)
    assert "権限がありません" in said
    assert len(await stored(ward)) == before
    signed["second_id"] = "K05"
    said = await crowded.send("/notices", "/notices/send", **beyond, **signed)
    assert "1件の通知を送った" in said
    history = await ward.history(releases_id_of("131237", ward.clock.now.date()))
    (beyond_fact,) = [each.fact for each in history]
    assert isinstance(beyond_fact, NoticesReleasedBeyond)
    assert (beyond_fact.count, beyond_fact.fits, beyond_fact.supervisor) == (1, 0, "K05")


async def test_a_release_that_was_not_projected_yet_is_counted(ward):
    """Two clerks at once: the second sees the first's notices although no table does."""
    cases = await stored(ward)
    before = (await ward.issuance.notices.ahead(ward.clock.now.date())).room.awaited
    released = await ward.issuance.notices.release(ward.order(), [cases[0].case_id])
    assert (released.sent, released.refused) == (1, [])
    after = (await ward.issuance.notices.ahead(ward.clock.now.date())).room.awaited
    assert after == before + 1


async def test_reminders_calls_and_visits_come_due_one_after_another(boss, ward, clock):
    person = ward.grown_up()
    case = str(person.case_id)

    async def days_later(n):
        clock.now += timedelta(days=n)
        await boss.sign_in("K05")

    assert case not in await boss.see("/notices/reminders")
    await days_later(80)
    assert case in await boss.see("/notices/reminders")
    said = await boss.send("/notices/reminders", "/notices/reminders", case=[case])
    assert "1件の督促" in said
    assert case not in await boss.see("/notices/reminders")
    await days_later(11)
    await boss.send("/notices", "/notices/send", case=[case])
    assert case not in await boss.see("/notices/calls")
    await days_later(14)
    for _ in range(3):
        assert case in await boss.see("/notices/calls")
        said = await boss.send("/notices/calls", "/notices/calls", case=case, outcome="no-answer")
        assert "電話の結果を記録しました" in said
        assert case not in await boss.see("/notices/calls")
        await days_later(3)
    assert case not in await boss.see("/notices/home-visits")
    await days_later(10)
    assert case in await boss.see("/notices/home-visits")
    page = "/notices/home-visits"
    assert "印のついた欄" in await boss.send(page, page, case=case, outcome="")
    assert "訪問の結果を記録しました" in await boss.send(page, page, case=case, outcome="met")
    assert case not in await boss.see(page)
    facts = [each.fact for each in await ward.history(contact_id_of(person.case_id))]
    assert facts.count(Called(case_id=person.case_id, outcome=CallOutcome.NO_ANSWER)) == 3


async def test_a_returned_notice_waits_for_its_address(boss, ward, clock):
    person = ward.grown_up()
    case, number = str(person.case_id), person.notice_number
    assert "通知番号が正しくありません" in await boss.send(
        RETURNED, RETURNED, number="X", outcome="moved"
    )
    said = await boss.send(RETURNED, RETURNED, number=number, outcome="moved")
    assert "住所を確かめてください" in said
    assert case in said
    clock.now += timedelta(days=91)
    await boss.sign_in("K05")
    second = (await boss.see("/notices")).split("2回目の通知を")[1]
    assert case not in second
    said = await boss.send("/notices", "/notices/send", case=[case])
    assert "住所を確かめてから" in said
    address = f"{RETURNED}/address"
    assert "住所の確認" in await boss.send(RETURNED, address, case=case, outcome="corrected")
    said = await boss.send(RETURNED, f"{RETURNED}/again", case=case)
    assert "もう一度送った" in said
    assert case not in await boss.see(RETURNED)
    state = await ward.state(person.case_id)
    assert (state.notice_round, state.stage) == (1, Stage.NOTIFIED)
    assert state.pickup_deadline == (clock.now + timedelta(days=90)).date()
    facts = [each.fact for each in await ward.history(contact_id_of(person.case_id))]
    assert isinstance(facts[0], NoticeReturned)
    assert "通知が返戻された" in await boss.see(f"/cases/{case}")
