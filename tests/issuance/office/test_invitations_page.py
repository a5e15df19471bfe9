"""ご案内: a number for one person, who comes, and what became of it."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest

from issuance.application import Order
from issuance.calendar.opening_rules import Service
from issuance.invitations.facts import InvitationBooked
from issuance.invitations.state import Invitation, evolve
from issuance.notices.numbers import notice_id, parse_notice_number
from tests.issuance.office.house import NOW

PAGE = "/invitations"
ASKED = {"reference": "r8-77", "service": "reset-pin", "birthday": "1950-04-08"}
LAST = {"last_on": "2026-12-24"}


@pytest.fixture
async def clerk(hands):
    await hands.sign_in("K01")
    return hands


async def invite(clerk) -> tuple[UUID, str]:
    slip = await clerk.send(PAGE, PAGE, **ASKED, **LAST)
    number = re.search(r'panel__number">([0-9A-Z-]+)<', slip)
    assert number is not None
    listed = await clerk.see(PAGE)
    found = re.search(r'href="/invitations/([0-9a-f-]{36})"', listed)
    assert found is not None
    return UUID(found[1]), number[1]


async def test_one_person_gets_a_number_and_no_birthday_is_kept(clerk, ward):
    invitation_id, printed = await invite(clerk)
    number = parse_notice_number(printed)
    async with ward.issuance.work.log.transaction() as tx:
        state = (await tx.read(invitation_id, Invitation(), evolve)).state
        stored = await tx.connection.fetchval(
            "SELECT string_agg(convert_from(state, 'UTF8'), '') FROM ledger.stored_events"
            " WHERE originator_id = $1",
            invitation_id,
        )
    assert (state.notice_id, state.service) == (notice_id(number), Service.RESET_PIN)
    assert "1950" not in stored
    assert "R8-77" not in stored


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"birthday": ""}, "この欄を確かめてください"),
        ({"reference": "山田太郎"}, "この欄を確かめてください"),
        ({"reference": "123456789018"}, "マイナンバー"),
        ({"service": "collect"}, "用件"),
        ({"last_on": "2026-11-01"}, "来庁の期限が過ぎています"),
    ],
)
async def test_what_is_wrong_is_said_and_the_rest_is_kept(clerk, changed, words):
    answer = await clerk.post(PAGE, PAGE, **{**ASKED, **LAST, **changed})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="1950-04-08"' in answer.text or "birthday" in changed


async def test_who_comes_is_listed_and_ended(clerk, ward):
    invitation_id, _ = await invite(clerk)
    booked = InvitationBooked(
        appointment_id=UUID(int=7),
        venue_id=UUID(int=8),
        starts_at=NOW - timedelta(minutes=5),
        minutes=15,
        reference="7H2K9QXM",
    )
    async with ward.issuance.work.log.transaction() as tx:
        order = Order(by="booking", at=NOW)
        await ward.issuance.invitations.note(tx, order, invitation_id, booked)
    await ward.refreshed()
    assert "7H2K-9QXM" in await clerk.see(PAGE)
    appointment = str(booked.appointment_id)
    early = await clerk.send(PAGE, f"{PAGE}/{invitation_id}/no-show", appointment=appointment)
    assert "まだ来るかもしれません" in early
    done = await clerk.send(PAGE, f"{PAGE}/{invitation_id}/served", appointment=appointment)
    assert "済んだことを記録しました" in done
    assert f'action="{PAGE}/{invitation_id}/withdraw"' not in done


async def test_the_day_of_a_withdrawn_number_is_over(clerk):
    invitation_id, _ = await invite(clerk)
    said = await clerk.send(PAGE, f"{PAGE}/{invitation_id}/withdraw")
    assert "番号を取り下げました" in said
    assert f'href="/invitations/{invitation_id}"' not in said
    assert date.fromisoformat(LAST["last_on"]) > NOW.date()
