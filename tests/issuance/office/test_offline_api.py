"""What a station is given for a day on its own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from issuance.office.staff.station_pins import clerks_of_stations, set_station_pin
from issuance.visits.outages import ReaderBack, ReaderLost, reader_stream_of
from issuance.visits.stations import ClockMeasured, DayPrepared, station_stream_of
from tests.issuance.office.house import NOW, STATION_TOKEN, settings_for

HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1", "x-staff": "K01"}


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path, offline_stations=("A1",))


async def ask(client, path, body, **headers):
    sent = HEADERS | {"idempotency-key": str(uuid4())} | headers
    return await client.post(f"/api/station/{path}", json=body, headers=sent)


async def facts_of(log, station):
    async with log.transaction() as tx:
        return [each.fact for each in await tx.history(station_stream_of(station))]


async def test_the_list_holds_who_may_serve_and_has_a_pin(client, issuance_db):
    for staff_id in ("K01", "K02", "K05"):
        await set_station_pin(issuance_db, staff_id, "481516")
    listed = (await client.get("/api/station/staff", headers=HEADERS)).json()
    assert listed["day"] == NOW.date().isoformat()
    # K02 works in the stockroom; the others have no PIN for stations.
    assert [(each["staff_id"], each["supervisor"]) for each in listed["clerks"]] == [
        ("K01", False),
        ("K05", True),
    ]
    await issuance_db.execute("UPDATE office.staff SET active = false WHERE staff_id = 'K01'")
    listed = (await client.get("/api/station/staff", headers=HEADERS)).json()
    assert [each["staff_id"] for each in listed["clerks"]] == ["K05"]


@pytest.mark.parametrize(
    ("staff_id", "pin"), [("K01", "48151"), ("K01", "111111"), ("K01", "48151x"), ("K77", "481516")]
)
async def test_a_pin_that_is_none_is_not_taken(furnished, issuance_db, staff_id, pin):
    with pytest.raises(ValueError, match=r"K77|PIN of 6"):
        await set_station_pin(issuance_db, staff_id, pin)
    assert await clerks_of_stations(issuance_db) == []


async def test_a_prepared_day_holds_its_people_and_is_a_fact(client, ward, issuance_log):
    visit_id = await ward.booked(person := ward.grown_up())
    await ward.refreshed()
    asked = {"at": NOW.isoformat(), "day": NOW.date().isoformat()}
    day = (await ask(client, "prepared-days", asked)).json()
    [prepared] = day["visits"]
    assert prepared["visit"]["visit_id"] == str(visit_id)
    [resident] = prepared["people"]
    assert resident["card_serial"] == person.card_serial
    assert resident["name"]
    assert (await ask(client, "prepared-days", {**asked, "only": [str(visit_id)]})).json() == day
    assert (await ask(client, "prepared-days", {**asked, "only": []})).json()["visits"] == []
    elsewhere = await ask(client, "prepared-days", {**asked, "venue": "VAN-1"})
    assert elsewhere.json()["visits"] == []
    assert await facts_of(issuance_log, "A1") == [
        DayPrepared(station="A1", day=NOW.date(), parties=each) for each in (1, 1, 0, 0)
    ]


async def test_a_station_that_is_not_told_to_may_not_keep_people(client, ward):
    asked = {"at": NOW.isoformat(), "day": NOW.date().isoformat()}
    answer = await ask(client, "prepared-days", asked, **{"x-station": "C3"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not-for-offline")


async def test_what_a_station_says_of_itself_is_noted_once(client, ward, issuance_log):
    key = {"idempotency-key": str(uuid4())}
    for _ in range(2):
        event = {"kind": "clock-measured", "at": NOW.isoformat(), "skew_seconds": -90}
        assert (await ask(client, "events", event, **key)).status_code == 200
    assert await facts_of(issuance_log, "A1") == [ClockMeasured(station="A1", skew_seconds=-90)]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"kind": "clerk-signed-in", "at": NOW.isoformat(), "method": "guess"}, 400, "bad-field"),
        ({"kind": "clerk-signed-in", "at": NOW.isoformat()}, 400, "bad-field"),
        ({"kind": "no-such", "at": NOW.isoformat()}, 400, "bad-field"),
        (
            {"kind": "clerk-signed-out", "at": (NOW + timedelta(hours=1)).isoformat()},
            422,
            "time-in-future",
        ),
        ({"kind": "clerk-signed-out", "at": "2001-01-01T00:00:00+09:00"}, 422, "time-long-past"),
    ],
)
async def test_what_cannot_be_is_refused_by_name(client, ward, body, status, code):
    answer = await ask(client, "events", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_reader_that_is_down_is_noted_until_it_answers(client, ward, issuance_log):
    """Said twice it is one fact; the board counts it by these."""
    for answers in (False, False, True):
        event = {"kind": "readers-noted", "at": NOW.isoformat(), "answer": answers}
        key = {"idempotency-key": str(uuid4())}
        assert (await ask(client, "events", event, **key)).status_code == 200
    async with issuance_log.transaction() as tx:
        noted = [each.fact for each in await tx.history(reader_stream_of("A1"))]
    assert noted == [ReaderLost(station="A1"), ReaderBack(station="A1")]
