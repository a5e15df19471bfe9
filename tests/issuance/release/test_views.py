"""閲覧の記録: what booking is told of who looked; role and purpose, never a code or a value."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from issuance.application import Order
from issuance.application.viewing import Look
from issuance.cases.state import Stage
from issuance.release.news import News
from issuance.staffing.roles import Role
from issuance.viewing.facts import Purpose
from tests.issuance.application.house import NOW, House

CASE = UUID(int=1)
SEALING = Look(role=Role.SEALER, purpose=Purpose.POSTING)


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1)
    return opened


async def told(house):
    async with house.log.transaction() as tx:
        items = await News(house.issuance.work).translate(tx, await tx.follow(0, 10_000))
    return [each for each in items if each.topic == "person.viewed"], items


async def look(house, at, by="staff:K04", what=SEALING):
    await house.issuance.viewing.note(Order(by=by, at=at), what, [CASE])


async def test_a_view_is_told_under_the_notice_with_role_part_and_purpose_alone(house):
    await house.take_to(Stage.NOTIFIED, 1)
    for minutes in (0, 1, 2, 9):
        await look(house, NOW + timedelta(minutes=minutes))
    views, _ = await told(house)
    assert [each.stream_id for each in views] == [house.notice_of(1)] * 2
    assert msgspec.json.decode(views[0].body) == {
        "at": "2026-11-02T01:00:00Z",
        "role": "sealer",
        "section": "back-office",
        "purpose": "posting",
    }
    assert all(b"K04" not in bytes(each.body) for each in views)


async def test_views_from_before_the_notice_are_told_with_it_if_not_too_old(house):
    await house.take_to(Stage.STORED, 1)
    await look(house, NOW - timedelta(days=200))
    await look(house, NOW - timedelta(days=100))
    assert (await told(house))[0] == []
    await house.notify(1)
    views, items = await told(house)
    at = {msgspec.json.decode(each.body)["at"] for each in views}
    assert "2026-07-25T01:00:00Z" in at
    after = [each.topic for each in items if each.position == items[-1].position]
    assert after == ["notice.released", "person.viewed"]


async def test_two_who_look_at_the_same_moment_are_both_remembered(house):
    await house.take_to(Stage.NOTIFIED, 1)
    counter = Look(role=Role.CLERK, purpose=Purpose.VISIT)
    await look(house, NOW)
    await look(house, NOW, by="staff:K01", what=counter)
    bodies = [msgspec.json.decode(each.body) for each in (await told(house))[0]]
    assert [(each["role"], each["section"]) for each in bodies] == [
        ("sealer", "back-office"),
        ("clerk", "counter"),
    ]
