"""The PIN desk's API: sealed PINs of one card, inside what two officers opened."""

import base64
from uuid import uuid4

import pytest

from issuance.cases.state import Stage
from tests.issuance.office.house import PIN_DESK_TOKEN, STATION_TOKEN

HEADERS = {"authorization": f"Bearer {PIN_DESK_TOKEN}"}


@pytest.fixture
async def waiting(ward):
    """Somebody whose PINs wait to be set; the envelope is still closed."""
    person = next(case for skip in range(5) if (case := ward.grown_up(skip)))
    await ward.finished(person)
    return person


async def ask(client, serial):
    return await client.get(f"/api/pin-desk/next?serial={serial}", headers=HEADERS)


async def tell(client, person, outcome, *, envelope_id, key=None, references=("JPKI",)):
    body = {
        "case_id": str(person.case_id),
        "envelope_id": str(envelope_id),
        "outcome": outcome,
        "references": list(references),
    }
    headers = HEADERS | {"idempotency-key": str(key or uuid4())}
    return await client.post("/api/pin-desk/results", json=body, headers=headers)


async def test_a_closed_envelope_is_not_handed_out(client, ward, waiting):
    answer = await ask(client, waiting.card_serial)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong-stage")


async def test_an_opened_one_is_and_its_result_is_recorded_once(client, ward, waiting, issuance_db):
    await ward.issuance.pin_desk.begin(ward.order(), waiting.case_id, ("K91", "K92"))
    envelope = (await ask(client, waiting.card_serial)).json()
    assert envelope["card_serial"] == waiting.card_serial
    assert len(base64.b64decode(envelope["blob"])) == 209
    key = uuid4()
    for _ in range(2):
        answer = await tell(client, waiting, "set", envelope_id=envelope["envelope_id"], key=key)
        assert (answer.status_code, answer.json()) == (200, {"done": True})
    assert (await ward.state(waiting.case_id)).stage is Stage.READY_TO_GO
    assert await issuance_db.fetchval("SELECT count(*) FROM office.sealed_pins") == 0


@pytest.mark.parametrize("outcome", ["uncertain", "refused"])
async def test_an_unsure_card_is_kept_apart(client, ward, waiting, outcome):
    await ward.issuance.pin_desk.begin(ward.order(), waiting.case_id, ("K91", "K92"))
    envelope = (await ask(client, waiting.card_serial)).json()
    answer = await tell(client, waiting, outcome, envelope_id=envelope["envelope_id"])
    assert answer.status_code == 200
    assert (await ward.state(waiting.case_id)).stage is Stage.UNCERTAIN


async def test_another_envelope_is_refused(client, ward, waiting):
    await ward.issuance.pin_desk.begin(ward.order(), waiting.case_id, ("K91", "K92"))
    answer = await tell(client, waiting, "set", envelope_id=uuid4())
    assert (answer.status_code, answer.json()["code"]) == (409, "other-envelope")


async def test_an_unknown_card_is_not_found(client, ward):
    assert (await ask(client, "999999999999999")).status_code == 404


@pytest.mark.parametrize("serial", ["", "%00", "あ", "a" * 40, "1'; DROP TABLE x"])
async def test_a_serial_that_is_none_is_a_bad_request(client, serial):
    assert (await ask(client, serial)).status_code == 400


@pytest.mark.parametrize("token", ["", "Bearer ", f"Bearer {STATION_TOKEN}", "Bearer pp"])
async def test_only_the_pin_desk_comes_in(client, token):
    headers = {"authorization": token}
    assert (await client.get("/api/pin-desk/next?serial=1", headers=headers)).status_code == 401
    assert (await client.post("/api/pin-desk/results", headers=headers)).status_code == 401
