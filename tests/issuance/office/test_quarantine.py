"""Uncertain cards on the officers' pages, and sealed PINs whose time is over."""

from datetime import timedelta
from uuid import uuid4

import pytest

from infra.expiry import destroy_expired
from issuance.cases.state import Stage
from issuance.pins.references import PIN_FILES
from tests.issuance.office.house import NOW, PASSWORD, PIN_DESK_TOKEN

HEADERS = {"authorization": f"Bearer {PIN_DESK_TOKEN}"}
BY_TWO = {"second_id": "K07", "second_password": PASSWORD}


@pytest.fixture
async def person(ward):
    """Somebody whose card is in quarantine."""
    person = ward.grown_up()
    await ward.finished(person)
    await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K91", "K92"))
    envelope = (await ward.state(person.case_id)).begun_envelope
    await ward.issuance.pin_desk.record_uncertain(ward.order(), person.case_id, envelope)
    await ward.refreshed()
    return person


async def tell_reading(client, ward, person, stands):
    """What the desk says after it was laid on the reader."""
    state = await ward.state(person.case_id)
    read = [
        {"reference": file.reference.value, "stands": stands, "tries": file.full_tries}
        for file in PIN_FILES
        if file.kind in state.pin_kinds
    ]
    body = {"case_id": str(person.case_id), "envelope_id": str(state.begun_envelope), "read": read}
    headers = HEADERS | {"idempotency-key": str(uuid4())}
    answer = await client.post("/api/pin-desk/checks", json=body, headers=headers)
    assert answer.status_code == 200, answer.text


async def begun(hands, person):
    page = f"/pin-setting/cards/{person.case_id}"
    assert page in await hands.see("/pin-setting")
    assert "読み取りを始めました" in await hands.send(page, f"{page}/check", **BY_TWO)
    return page


async def test_a_card_found_whole_leaves_quarantine(client, hands, ward, person):
    await hands.sign_in("K03")
    page = await begun(hands, person)
    answer = await client.get(f"/api/pin-desk/next?serial={person.card_serial}", headers=HEADERS)
    assert answer.json()["task"] == "check"
    await tell_reading(client, ward, person, "set")
    assert (await ward.state(person.case_id)).stage is Stage.READY_TO_GO
    assert "確認は済みました" in await hands.see(page)


async def test_a_card_nobody_can_know_is_given_up_by_two(client, hands, ward, person):
    await hands.sign_in("K03")
    page = await begun(hands, person)
    await tell_reading(client, ward, person, "unknown")
    assert "分からない" in await hands.see(page)
    alone = {"second_id": "K03", "second_password": PASSWORD}
    assert "別の職員が必要です" in await hands.send(page, f"{page}/give-up", **alone)
    assert "カードを失効にしました" in await hands.send(page, f"{page}/give-up", **BY_TWO)
    assert (await ward.state(person.case_id)).stage is Stage.VOID
    assert person.card_serial in await hands.see("/cases?list=void")


async def test_one_that_can_still_be_set_is_opened_again(client, hands, ward, person):
    await hands.sign_in("K03")
    page = await begun(hands, person)
    await tell_reading(client, ward, person, "untouched")
    assert "封印を開け直しました" in await hands.send(page, f"{page}/again", **BY_TWO)
    assert (await ward.state(person.case_id)).stage is Stage.SETTING


async def test_expired_pins_are_destroyed_and_the_holder_is_asked_again(hands, ward, issuance_db):
    person = ward.grown_up()
    await ward.finished(person)
    almost, over = NOW + timedelta(days=13, hours=23), NOW + timedelta(days=14)
    assert await destroy_expired(ward.issuance, almost) == 0
    assert await destroy_expired(ward.issuance, over) == 1
    assert await destroy_expired(ward.issuance, over) == 0
    assert await issuance_db.fetchval("SELECT count(*) FROM office.sealed_pins") == 0
    assert (await ward.state(person.case_id)).stage is Stage.NOTIFIED
    await ward.refreshed()
    await hands.sign_in("K05")
    assert "期限切れ：再来庁のご連絡が必要な方" in await hands.see("/")
    assert person.card_serial in await hands.see("/cases?list=asked-again")
    course = await hands.see(f"/cases/{person.case_id}")
    assert "暗証番号が消えたため、再来庁をお願いすることにした" in course
    await ward.booked(person)
    await ward.refreshed()
    assert person.card_serial not in await hands.see("/cases?list=asked-again")


async def test_the_page_shows_how_far_the_card_on_the_reader_is(client, hands, ward):
    person = ward.grown_up()
    await ward.finished(person)
    await ward.issuance.pin_desk.begin(ward.order(), person.case_id, ("K91", "K92"))
    await ward.refreshed()
    await hands.sign_in("K03")
    envelope = (await ward.state(person.case_id)).begun_envelope
    body = {"case_id": str(person.case_id), "envelope_id": str(envelope), "done": 3, "of": 5}
    answer = await client.post("/api/pin-desk/progress", json=body, headers=HEADERS)
    assert answer.status_code == 200
    for page in ("/pin-setting", "/pin-setting/progress"):
        said = await hands.see(page)
        assert person.card_serial in said
        assert 'max="5" value="3"' in said


@pytest.mark.parametrize(
    ("settings_changed", "says"),
    [({"sealed_pins_warn_count": 0}, "多すぎる封印済み暗証番号"), ({}, "")],
)
async def test_too_many_sealed_pins_are_an_alarm_on_the_first_page(
    hands, client, ward, settings_changed, says
):
    await ward.finished(ward.grown_up())
    await ward.refreshed()
    office = client.app.state.office
    for name, value in settings_changed.items():
        object.__setattr__(office.settings, name, value)
    await hands.sign_in("K05")
    assert ("多すぎる封印済み暗証番号" in await hands.see("/")) == bool(says)


async def test_alone_only_where_four_eyes_are_switched_off(client, hands, ward):
    person = ward.grown_up()
    await ward.finished(person)
    await ward.refreshed()
    office = client.app.state.office
    object.__setattr__(office.settings, "four_eyes", False)
    object.__setattr__(office.issuance.work.policy, "four_eyes", False)
    await hands.sign_in("K03")
    assert "四つの目の原則を停止しています" in await hands.see("/pin-setting")
    said = await hands.send("/pin-setting", "/pin-setting/open", case=[str(person.case_id)])
    assert "1件の封印を開けました" in said
    assert (await ward.state(person.case_id)).officers == ("K03", "K03")
    assert "四つの目の原則は停止中" in await hands.see(f"/cases/{person.case_id}")
