"""The stations' API, as counter_station speaks it."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from counter_station.office_answers import Queue, VisitFile
from issuance.cases.state import Stage
from issuance.identity.posting import Declaration
from issuance.pins.kinds import ASKING_ORDER
from issuance.pins.sealing import SealingKey
from tests.issuance.office.house import NOW, STATION_TOKEN, blob

SUPERVISOR = "K05"
HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K80"}
LICENCE = {"kind": "drivers-licence", "holder": "applicant"}
PASSPORT = {"kind": "passport", "holder": "applicant"}


class Station:
    def __init__(self, client, visit_id):
        self.client, self.visit_id = client, visit_id

    async def tell(self, kind, *, key=None, headers=None, **fields):
        body = {"at": NOW.isoformat(), "kind": kind, **fields}
        return await self.client.post(
            f"/api/station/visits/{self.visit_id}/events",
            json=body,
            headers=HEADERS | {"idempotency-key": str(key or uuid4())} | (headers or {}),
        )


@pytest.fixture
async def person(ward):
    return ward.grown_up()


@pytest.fixture
async def station(client, ward, person):
    visit_id = await ward.booked(person)
    await ward.refreshed()
    return Station(client, visit_id)


async def test_the_queue_shows_the_days_parties_without_their_data(client, ward, station, person):
    answer = await client.get("/api/station/queue?day=2026-11-24", headers=HEADERS)
    queue = msgspec.json.decode(answer.content, type=Queue)
    assert [each.visit_id for each in queue.visits] == [station.visit_id]
    visit = queue.visits[0]
    assert (visit.stage, visit.reference, visit.minutes) == ("expected", "7H2K9QXM", 15)
    assert visit.people[0].case_id == person.case_id
    assert visit.people[0].notice_tail == person.notice_number[-4:]
    other = await client.get("/api/station/queue?day=2026-11-25", headers=HEADERS)
    assert other.json()["visits"] == []
    assert msgspec.json.decode(other.content, type=Queue).now == NOW


async def test_the_file_has_what_the_counter_needs(client, ward, station, person):
    answer = await client.get(f"/api/station/visits/{station.visit_id}", headers=HEADERS)
    file = msgspec.json.decode(answer.content, type=VisitFile)
    (resident,) = file.people
    assert resident.birth_on == person.birth_on
    assert resident.card_serial == person.card_serial
    assert resident.name
    assert resident.address
    kinds = (await ward.state(person.case_id)).pin_kinds
    assert set(resident.pin_kinds) == kinds
    assert answer.headers["cache-control"] == "no-store"


async def test_one_visit_from_arrival_to_the_end(client, ward, station, person):
    kinds = [k.value for k in ASKING_ORDER if k in (await ward.state(person.case_id)).pin_kinds]
    assert (await station.tell("arrived")).json()["visit"]["stage"] == "waiting"
    called = (await station.tell("called", station="A1")).json()["visit"]
    assert (called["stage"], called["station"], called["called_by"]) == ("called", "A1", "K80")
    case_id = str(person.case_id)
    verified = await station.tell(
        "identity-verified",
        case_id=case_id,
        situation="SELF_X",
        rule="SELF_X/A2",
        documents=[LICENCE, PASSPORT],
        method="visual",
    )
    assert verified.status_code == 200, verified.text
    sealed = await station.tell(
        "pins-sealed",
        case_id=case_id,
        envelope_id=str(uuid4()),
        pin_kinds=kinds,
        key_id="0" * 16,
        blob=blob(),
    )
    assert sealed.status_code == 200, sealed.text
    declarations = ["appeared-in-person", "no-change-expected", "no-forwarding", "can-receive"]
    declarations += ["accepts-pin-setting", "old-card-returned"]
    chosen = await station.tell(
        "delivery-chosen", case_id=case_id, mode="registered-mail", declarations=declarations
    )
    assert chosen.status_code == 200, chosen.text
    finished = await station.tell("finished")
    assert finished.json()["visit"]["stage"] == "finished"
    state = await ward.state(person.case_id)
    assert state.stage is Stage.AWAITING_PINS
    assert state.identity is not None
    assert state.identity.verified_by == "K80"


async def test_the_same_key_gets_the_same_answer_and_is_done_once(ward, station, issuance_log):
    key = uuid4()
    first = await station.tell("arrived", key=key)
    head = await issuance_log.head()
    again = await station.tell("arrived", key=key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert await issuance_log.head() == head
    other = await station.tell("called", key=key, station="A1")
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


async def test_too_few_documents_are_refused_with_what_is_missing(station, person):
    await station.tell("called", station="A1")
    answer = await station.tell(
        "identity-verified",
        case_id=str(person.case_id),
        situation="SELF_X",
        rule="SELF_X/A2",
        documents=[LICENCE],
        method="visual",
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "documents-insufficient")
    assert answer.json()["detail"]["missing"]


async def test_a_party_is_called_by_one_counter_only(station):
    await station.tell("called", station="A1")
    other = await station.tell("called", station="B2", headers={"x-station": "B2"})
    assert (other.status_code, other.json()) == (
        409,
        {"code": "called-elsewhere", "detail": {"station": "A1"}},
    )


async def test_a_station_speaks_only_of_itself(station):
    answer = await station.tell("called", station="B2")
    assert (answer.status_code, answer.json()["code"]) == (422, "station-mismatch")


async def test_nobody_was_called_yet(station, person):
    answer = await station.tell("pinless-chosen", case_id=str(person.case_id))
    assert (answer.status_code, answer.json()["code"]) == (409, "not-called")


async def test_an_unknown_visit_is_not_found(client, ward):
    assert (await Station(client, uuid4()).tell("arrived")).status_code == 404
    assert (await client.get(f"/api/station/visits/{uuid4()}", headers=HEADERS)).status_code == 404


async def test_a_clock_that_is_ahead_is_refused(client, station):
    body = {"at": (NOW + timedelta(hours=1)).isoformat(), "kind": "arrived"}
    answer = await client.post(
        f"/api/station/visits/{station.visit_id}/events",
        json=body,
        headers=HEADERS | {"idempotency-key": str(uuid4())},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "time-in-future")


async def test_the_sealing_key_is_the_offices(client, settings):
    key = (await client.get("/api/station/sealing-key", headers=HEADERS)).json()
    ours = SealingKey.from_pem(settings.sealing_key_path.read_bytes())
    assert (
        SealingKey.from_pem(key["public_key_pem"].encode()).key_id == ours.key_id == key["key_id"]
    )


HOSTILE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"\xff\xfe",
    b"[" * 20_000,
    b'{"kind": "arrived"}',
    b'{"kind": "arrived", "at": "2026-11-24T10:00:00"}',
    b'{"kind": "arrived", "at": "2026-11-24T10:00:00+09:00", "more": 1}',
    b'{"kind": "no-such", "at": "2026-11-24T10:00:00+09:00"}',
    b'{"kind": "called", "at": "2026-11-24T10:00:00+09:00", "station": 7}',
    b'{"kind": "pinless-chosen", "at": "2026-11-24T10:00:00+09:00", "case_id": "x"}',
    b'{"kind": "pins-sealed", "at": "2026-11-24T10:00:00+09:00", "blob": "***"}',
    b'{"kind": "\\ud800", "at": "9999-99-99"}',
]


@pytest.mark.parametrize("body", HOSTILE)
async def test_what_is_not_of_the_agreed_form_is_400_and_never_500(client, ward, body):
    answer = await client.post(
        f"/api/station/visits/{uuid4()}/events",
        content=body,
        headers=HEADERS | {"idempotency-key": str(uuid4()), "content-type": "application/json"},
    )
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "detail"}


async def test_a_refused_field_is_named_without_its_value(client, ward, station):
    answer = await station.tell("called", station="A1", name="山田太郎")
    assert answer.status_code == 400
    assert "山田" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong", "x-station": "A1"}, 401),
        ({"authorization": f"Basic {STATION_TOKEN}", "x-station": "A1"}, 401),
        ({"authorization": f"Bearer {STATION_TOKEN}"}, 403),
        ({"authorization": f"Bearer {STATION_TOKEN}", "x-station": "a b"}, 403),
        ({"authorization": f"Bearer {'b' * 40}", "x-station": "A1"}, 403),
        ({"authorization": f"Bearer {'b' * 40}", "x-station": "B2"}, 200),
        ({"authorization": f"Bearer {'p' * 40}", "x-station": "A1"}, 401),
    ],
)
async def test_only_stations_come_in(client, headers, status):
    answer = await client.get("/api/station/queue?day=2026-11-24", headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize("missing", ["idempotency-key", "x-staff"])
async def test_a_missing_header_is_a_bad_request(client, ward, station, missing):
    headers = HEADERS | {"idempotency-key": str(uuid4())}
    del headers[missing]
    answer = await client.post(
        f"/api/station/visits/{station.visit_id}/events",
        json={"at": NOW.isoformat(), "kind": "arrived"},
        headers=headers,
    )
    assert answer.status_code == 400


async def test_what_is_told_of_later_is_noted_and_no_more(client, ward, station, clock):
    headers = HEADERS | {"idempotency-key": str(uuid4())}
    path = f"/api/station/visits/{station.visit_id}/events"
    event = {"at": NOW.isoformat(), "kind": "arrived"}
    clock.now += timedelta(minutes=10)
    told = await client.post(path, json=event, headers=headers)
    assert (told.status_code, told.json()) == (200, {"visit": None})
    await ward.refreshed()
    queue = await client.get("/api/station/queue?day=2026-11-24", headers=HEADERS)
    assert [each["stage"] for each in queue.json()["visits"]] == ["waiting"]


async def test_somebody_nobody_employed_is_named_in_vain(client, ward, station, issuance_db):
    stranger = HEADERS | {"x-staff": "K99", "idempotency-key": str(uuid4())}
    path = f"/api/station/visits/{station.visit_id}"
    event = {"at": NOW.isoformat(), "kind": "arrived"}
    told = await client.post(f"{path}/events", json=event, headers=stranger)
    asked = await client.get(path, headers=stranger)
    assert [each.status_code for each in (told, asked)] == [422, 422]
    assert {each.json()["code"] for each in (told, asked)} == {"staff-unknown"}


async def test_who_left_sees_nobody_and_what_they_did_before_counts(
    client, ward, station, issuance_db
):
    await issuance_db.execute("UPDATE office.staff SET active = false WHERE staff_id = 'K80'")
    path = f"/api/station/visits/{station.visit_id}"
    event = {"at": NOW.isoformat(), "kind": "arrived"}
    headers = HEADERS | {"idempotency-key": str(uuid4())}
    assert (await client.post(f"{path}/events", json=event, headers=headers)).status_code == 200
    assert (await client.get(path, headers=HEADERS)).json()["code"] == "staff-unknown"


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2026-13-01", "%00", "9999999", "0001-01-01", "9999-12-31"]
)
async def test_a_day_that_is_none_is_a_bad_request(client, day):
    answer = await client.get(f"/api/station/queue?day={day}", headers=HEADERS)
    assert answer.status_code == 400


async def test_sealed_pins_have_one_size(station, person):
    answer = await station.tell(
        "pins-sealed",
        case_id=str(person.case_id),
        envelope_id=str(uuid4()),
        pin_kinds=["authentication"],
        key_id="0" * 16,
        blob="AAAA",
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "sealed-size")


async def test_a_clock_that_is_years_behind_is_refused_by_name(client, station):
    body = {"at": "0001-01-01T00:00:00+14:00", "kind": "no-show"}
    answer = await client.post(
        f"/api/station/visits/{station.visit_id}/events",
        json=body,
        headers=HEADERS | {"idempotency-key": str(uuid4())},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "time-long-past")


async def test_a_doubt_is_decided_by_a_supervisor_the_office_knows(ward, station, person):
    case_id = str(person.case_id)
    await station.tell("called", station="A1")
    doubted = await station.tell("identity-doubted", case_id=case_id, reason="photo-differs")
    assert doubted.status_code == 200, doubted.text
    shown = {"case_id": case_id, "situation": "SELF_X", "documents": [LICENCE, PASSPORT]}
    proven = {**shown, "rule": "SELF_X/A2", "method": "visual"}
    alone = await station.tell("identity-verified", **proven)
    assert (alone.status_code, alone.json()["code"]) == (409, "doubt-open")
    unknown = await station.tell("identity-verified", **proven, approved_by="Z99")
    assert (unknown.status_code, unknown.json()["code"]) == (422, "not-a-supervisor")
    refusal = {**shown, "reason": "inquiry-by-mail", "decided_by": SUPERVISOR}
    refused = await station.tell("identity-refused", **refusal)
    assert refused.status_code == 200, refused.text
    assert (await ward.state(person.case_id)).stage is Stage.NOTIFIED


async def test_a_chip_is_told_by_what_agreed_and_keeps_an_unsure_address_from_the_post(
    ward, station, person
):
    case_id = str(person.case_id)
    await station.tell("called", station="A1")
    chip = {"opened": "pin", "matched": ["name", "birth"], "differing": ["address"]}
    card = {"kind": "my-number-card", "holder": "applicant", "chip": chip}
    verified = await station.tell(
        "identity-verified",
        case_id=case_id,
        situation="SELF_N",
        rule="SELF_N/A1",
        documents=[card],
        method="chip",
    )
    assert verified.status_code == 200, verified.text
    await station.tell("pinless-chosen", case_id=case_id)
    declared = [each.value for each in Declaration]
    posted = await station.tell(
        "delivery-chosen", case_id=case_id, mode="registered-mail", declarations=declared
    )
    assert (posted.status_code, posted.json()["code"]) == (422, "not-mailable")


async def test_an_extra_document_is_then_asked_for_by_the_office_too(station, person):
    case_id = str(person.case_id)
    await station.tell("called", station="A1")
    asked = await station.tell(
        "extra-document-asked", case_id=case_id, reason="photo-unclear", approved_by=SUPERVISOR
    )
    assert asked.status_code == 200, asked.text
    proven = {"case_id": case_id, "situation": "SELF_N", "rule": "SELF_N/A1", "method": "visual"}
    little = await station.tell("identity-verified", **proven, documents=[LICENCE])
    assert (little.status_code, little.json()["code"]) == (422, "documents-insufficient")
    enough = await station.tell("identity-verified", **proven, documents=[LICENCE, PASSPORT])
    assert enough.status_code == 200, enough.text
