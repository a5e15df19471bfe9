"""What happened at a visit, told together: in order, once, refusals by name, one commit."""

from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from issuance.application import counter
from issuance.errors import ConcurrentChangeError
from tests.issuance.office.house import NOW, STATION_TOKEN

HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1"}
LICENCE = {"kind": "drivers-licence", "holder": "applicant"}
PASSPORT = {"kind": "passport", "holder": "applicant"}


@pytest.fixture
async def person(ward):
    return ward.grown_up()


@pytest.fixture
async def path(ward, person):
    visit_id = await ward.booked(person)
    await ward.refreshed()
    return f"/api/station/visits/{visit_id}"


def told(kind, *, by="K80", **fields):
    event = {"at": NOW.isoformat(), "kind": kind, **fields}
    return {"key": str(uuid4()), "staff_id": by, "event": event}


def verified(person):
    rule = {"situation": "SELF_X", "rule": "SELF_X/A2", "method": "visual"}
    shown = {"case_id": str(person.case_id), "documents": [LICENCE, PASSPORT]}
    return told("identity-verified", **rule, **shown)


async def tell(client, path, *events):
    return await client.post(f"{path}/course", json={"events": events}, headers=HEADERS)


async def codes(client, path, *events):
    answer = await tell(client, path, *events)
    assert answer.status_code == 200, answer.text
    return [each["code"] for each in answer.json()["answers"]]


async def stage(client, ward):
    await ward.refreshed()
    queue = await client.get("/api/station/queue?day=2026-11-24", headers=HEADERS)
    return queue.json()["visits"][0]["stage"]


async def facts(issuance_db):
    return await issuance_db.fetchval("SELECT count(*) FROM ledger.stored_events")


async def test_what_is_refused_changes_nothing_and_what_follows_counts(client, ward, path):
    events = [
        told("called", station="B2"),
        told("arrived", by="K99"),
        told("finished"),
        told("nonsense"),
        told("arrived"),
        {**told("arrived"), "key": "?"},
    ]
    assert await codes(client, path, *events) == [
        "station-mismatch",
        "staff-unknown",
        "not-called",
        "bad-field",
        "",
        "idempotency-key-missing",
    ]
    assert await stage(client, ward) == "waiting"


async def test_told_again_together_or_alone_it_is_the_same(client, path, issuance_db, clock):
    clock.now += timedelta(days=1)
    arrived, called = told("arrived"), told("called", station="A1")
    assert await codes(client, path, arrived, called) == ["", ""]
    known = await facts(issuance_db)
    assert await codes(client, path, arrived, called) == ["", ""]
    alone = HEADERS | {"x-staff": "K80", "idempotency-key": called["key"]}
    answer = await client.post(f"{path}/events", json=called["event"], headers=alone)
    assert answer.status_code == 200, answer.text
    assert await facts(issuance_db) == known
    reused = {**told("called-off"), "key": called["key"]}
    assert await codes(client, path, reused) == ["key-reused"]


async def test_where_a_fault_is_met_what_came_before_stands(client, path, person, monkeypatch):
    async def fails(*_):
        raise ConcurrentChangeError

    with monkeypatch.context() as broken:
        broken.setattr(counter.Counter, "verify_identity", fails)
        events = [told("arrived"), told("called", station="A1"), verified(person)]
        assert await codes(client, path, *events) == ["", ""]
        assert (await tell(client, path, *events[2:])).json()["code"] == "changed-meanwhile"
    assert await codes(client, path, *events[2:]) == [""]


async def test_what_a_fault_interrupts_is_not_half_there(client, ward, path, monkeypatch):
    """Facts that were appended in the step that fails go with it; those before it stay."""
    called = counter.Counter.call

    async def fails_after(self, order, visit_id, station):
        async with self._work.log.transaction():
            await called(self, order, visit_id, station)
            raise asyncpg.InternalServerError("disk")

    with monkeypatch.context() as broken:
        broken.setattr(counter.Counter, "call", fails_after)
        assert await codes(client, path, told("arrived"), told("called", station="A1")) == [""]
    assert await stage(client, ward) == "waiting"


async def test_other_forms_and_other_callers_are_turned_away(client):
    path = f"/api/station/visits/{uuid4()}"
    forms: tuple[object, ...] = ({}, {"events": []}, {"events": [{"key": "x"}]}, [], "x")
    for body in forms:
        answer = await client.post(f"{path}/course", json=body, headers=HEADERS)
        assert answer.status_code == 400
    answer = await client.post(f"{path}/course", json={"events": [told("arrived")]})
    assert answer.status_code == 401
