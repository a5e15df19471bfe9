"""カードのようす: what booking is told of a card after the visit; coarse, and once a change."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from issuance.cases.facts import DeliveryMode
from issuance.cases.state import Case, Stage
from issuance.release.card import CardStatus, status_of
from issuance.release.news import News
from issuance.shipments.mail import ReturnReason
from tests.issuance.application.house import TRACKING, House, officer, serial_of

CASE = UUID(int=1)


@pytest.fixture
async def house(issuance_log):
    opened = House(issuance_log)
    await opened.expect(1)
    return opened


async def told(house) -> list[tuple[str, str]]:
    """The statuses in their order, each with its tracking number."""
    news = News(house.issuance.work)
    async with house.log.transaction() as tx:
        items = await news.translate(tx, await tx.follow(0, 10_000))
    said = [msgspec.json.decode(each.body) for each in items if each.topic == "card.status"]
    streams = {each.stream_id for each in items if each.topic == "card.status"}
    assert streams <= {house.notice_of(1)}
    return [(each["status"], each["tracking_number"]) for each in said]


async def test_the_way_by_post_is_told_step_by_step(house):
    await house.take_to(Stage.DELIVERED, 1)
    assert await told(house) == [
        ("identity-done", ""),
        ("in-setting", ""),
        ("ready-to-go", ""),
        ("posted", TRACKING),
        ("delivered", TRACKING),
    ]


async def test_nothing_is_told_before_the_visit_is_over(house):
    await house.take_to(Stage.DELIVERY_CHOSEN, 1)
    assert await told(house) == []


async def test_an_envelope_that_came_back_is_told_and_told_again_when_it_leaves_anew(house):
    await house.take_to(Stage.POSTED, 1)
    posting = house.issuance.posting
    shipment = await house.shipment_of(1)
    await posting.take_back(officer(), CASE, shipment, ReturnReason.RETENTION_EXPIRED)
    again = house.closing(1, tracking_number="12345678914", address_checked=True)
    await posting.seal(officer(), CASE, again)
    await posting.hand_to_post(officer(), CASE)
    assert (await told(house))[3:] == [
        ("posted", TRACKING),
        ("returned", ""),
        ("ready-to-go", ""),
        ("posted", "12345678914"),
    ]


async def test_a_card_for_the_counter_is_told_to_be_collected(house):
    await house.take_to(Stage.PINS_TAKEN, 1)
    await house.choose(1, DeliveryMode.COUNTER)
    for step in (house.finish, house.begin_setting, house.set_pins):
        await step(1)
    await house.issuance.posting.hand_over(officer(), CASE, serial_of(1), "self/A1")
    assert [status for status, _ in await told(house)] == [
        "identity-done",
        "in-setting",
        "to-collect",
        "handed-over",
    ]


async def test_a_missing_card_is_delayed_until_it_is_found(house):
    await house.take_to(Stage.READY_TO_GO, 1)
    await house.issuance.endings.report_missing(officer(), CASE)
    await house.issuance.endings.report_found(officer(), CASE, "sealing-desk")
    assert [status for status, _ in await told(house)][2:] == [
        "ready-to-go",
        "delayed",
        "ready-to-go",
    ]


@pytest.mark.parametrize("ending", ["died", "withdrawn"])
async def test_a_card_that_will_not_come_is_told_to_have_stopped(house, ending):
    await house.take_to(Stage.AWAITING_PINS, 1)
    await getattr(house.issuance.endings, ending)(officer(), CASE)
    assert [status for status, _ in await told(house)] == ["identity-done", "stopped"]


async def test_who_never_came_hears_of_no_card(house):
    await house.take_to(Stage.BOOKED, 1)
    await house.issuance.endings.moved_out(officer(), CASE)
    assert await told(house) == []


async def test_every_stage_after_the_visit_has_a_status(house):
    await house.take_to(Stage.AWAITING_PINS, 1)
    case: Case = await house.case(1)
    before = [*Stage][: [*Stage].index(Stage.AWAITING_PINS)]
    for stage in Stage:
        assert (status_of(replace(case, stage=stage)) is None) == (stage in before), stage
    assert status_of(replace(case, missing=True)) is CardStatus.DELAYED
