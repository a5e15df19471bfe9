"""The old card on a station's reader: whose party of today it is, or by name why none."""

from datetime import timedelta
from uuid import uuid4

import pytest

from infra.demo.opening import VENUE
from issuance.cases.facts import DeliveryMode
from tests.issuance.office.house import STATION_TOKEN

HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K80"}
PATH = "/api/station/old-card"


@pytest.fixture
async def renewal(ward):
    """Somebody whose new card replaces one, and the old one's number."""
    for skip in range(30):
        case = ward.grown_up(skip)
        card = (await ward.state(case.case_id)).card
        if card.old_card_serial:
            return case, card.old_card_serial
    pytest.fail("the sample ward has no renewal")


async def asked(client, serial, venue="", headers=HEADERS):
    body = {"card_serial": serial, "venue": venue}
    return (await client.post(PATH, json=body, headers=headers)).json()


async def test_the_old_card_finds_its_party_of_today_or_says_why_not(
    client, ward, renewal, clock, issuance_log
):
    case, serial = renewal
    assert await asked(client, "9" * 15) == {"code": "old-card-unknown", "detail": {}}
    assert (await asked(client, case.card_serial))["code"] == "old-card-unknown"
    assert (await asked(client, serial))["code"] == "no-appointment"
    visit_id = await ward.booked(case, after=timedelta(minutes=61))
    await ward.refreshed()
    head = await issuance_log.head()
    assert (await asked(client, serial))["code"] == "check-in-early"
    clock.now += timedelta(minutes=1)
    assert await asked(client, serial) == {"visit_id": str(visit_id)}
    assert await asked(client, serial, VENUE.code) == {"visit_id": str(visit_id)}
    assert (await asked(client, serial, "ELSEWHERE"))["code"] == "other-venue"
    clock.now += timedelta(days=1)
    assert (await asked(client, serial))["code"] == "other-day"
    assert await issuance_log.head() == head


async def test_who_is_here_or_was_is_known(client, ward, renewal):
    case, serial = renewal
    visit_id = await ward.booked(case)
    await ward.refreshed()
    await ward.issuance.counter.arrive(ward.order(), visit_id)
    await ward.refreshed()
    assert await asked(client, serial) == {"visit_id": str(visit_id)}
    await ward.visited(case, visit_id, mode=DeliveryMode.REGISTERED_MAIL)
    await ward.issuance.counter.finish(ward.order("staff:K80"), visit_id, "A1")
    assert (await asked(client, serial))["code"] == "visit-over"
    await ward.issuance.endings.moved_out(ward.order(), case.case_id)
    assert (await asked(client, serial))["code"] == "holder-moved-out"


async def test_only_a_clerk_at_a_station_asks_and_only_by_a_number(client):
    for serial in ("", "1" * 14, "1" * 16, "１" * 15, str(uuid4())):
        assert (await asked(client, serial))["code"] == "bad-field"
    stranger = HEADERS | {"x-staff": "K99"}
    assert (await asked(client, "9" * 15, headers=stranger))["code"] == "staff-unknown"
    answer = await client.post(PATH, json={"card_serial": "9" * 15})
    assert answer.status_code == 401
