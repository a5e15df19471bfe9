"""窓口端末のパスキー: brought by a station, handed to all, taken away by an administrator."""

from base64 import b64encode
from uuid import UUID, uuid4

import pytest

from issuance.office.staff.register import StaffRegister
from issuance.office.staff.station_passkeys import StationPasskeys
from issuance.office.staff.station_pins import set_station_pin
from issuance.office.wiring import build_issuance
from tests.issuance.office.house import NOW, STATION_TOKEN, Hands, settings_for
from tests.issuance.office.test_staff_pages import by, facts_of

HEADERS = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1"}
PASSKEY = "9d2b1a70-7a6e-4c3f-8b1d-0c5f2f6f6b01"
KEY = {
    "at": NOW.isoformat(),
    "passkey_id": PASSKEY,
    "credential_id": b64encode(b"c" * 32).decode(),
    "public_key": b64encode(b"p" * 77).decode(),
    "sign_count": 3,
}


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path)


@pytest.fixture
async def pins(client, issuance_db):
    for staff_id in ("K01", "K05"):
        await set_station_pin(issuance_db, staff_id, "481516")


@pytest.fixture
def bring(client, pins):
    """A station tells of a key; the same again unless something is changed."""

    async def bring(staff_id="K01", key="station-key-1", **changed):
        sent = HEADERS | {"x-staff": staff_id, "idempotency-key": key}
        return await client.post("/api/station/passkeys", json=KEY | changed, headers=sent)

    return bring


async def listed(client):
    clerks = (await client.get("/api/station/staff", headers=HEADERS)).json()["clerks"]
    return {each["staff_id"]: each["passkeys"] for each in clerks}


async def test_every_station_gets_it_with_the_list_and_it_is_a_fact(
    client, bring, issuance_db, settings
):
    assert (await bring()).status_code == 200
    assert (await bring()).status_code == 200
    released = {name: KEY[name] for name in ("credential_id", "public_key", "sign_count")}
    assert await listed(client) == {"K01": [released], "K05": []}
    register = StaffRegister(build_issuance(issuance_db, settings).work)
    assert [kind for kind, _ in await facts_of(register, "K01")] == ["station-passkey-registered"]
    await register.disable(by("K13"), "K01")
    assert await listed(client) == {"K05": []}


@pytest.mark.parametrize(
    ("staff_id", "changed", "said"),
    [
        ("K05", {"passkey_id": str(uuid4())}, (409, "passkey-known")),
        ("K02", {}, (422, "staff-unknown")),  # works in the stockroom
        ("K77", {}, (422, "staff-unknown")),
        ("", {}, (400, "staff-missing")),
        ("K01", {"credential_id": ""}, (400, "bad-field")),
        ("K01", {"public_key": b64encode(b"p" * 2049).decode()}, (400, "bad-field")),
        ("K01", {"sign_count": -1}, (400, "bad-field")),
        ("K01", {"name": "試験 太郎"}, (400, "bad-field")),
    ],
)
async def test_what_is_not_taken_is_named_and_changes_nothing(
    client, bring, staff_id, changed, said
):
    await bring()
    before = await listed(client)
    answer = await bring(staff_id, key="station-key-2", **changed)
    assert (answer.status_code, answer.json()["code"]) == said
    assert await listed(client) == before


async def test_nobody_has_more_than_ten(bring):
    for number in range(11):
        credential = b64encode(bytes([number]) * 16).decode()
        changed = {"passkey_id": str(uuid4()), "credential_id": credential}
        answer = await bring(key=f"station-key-{number}", **changed)
    assert (answer.status_code, answer.json()["code"]) == (409, "too-many-passkeys")


async def test_only_an_administrator_takes_a_key_away(client, bring, issuance_db, settings):
    await bring()
    path = f"/staff/K01/station-passkeys/{PASSKEY}/remove"
    hands = Hands(client)
    await hands.sign_in("K13")
    assert "端末 A1 で" in await hands.see("/staff/K01")
    assert "窓口端末のパスキーを消しました" in await hands.send("/staff/K01", path)
    assert await listed(client) == {"K01": [], "K05": []}
    work = build_issuance(issuance_db, settings).work
    await StationPasskeys(work).remove(by("K13"), "K01", UUID(PASSKEY))
    register = StaffRegister(work)
    assert [kind for kind, _ in await facts_of(register, "K01")] == [
        "station-passkey-registered",
        "station-passkey-removed",
    ]
    # The same key may come again: its owner found it.
    assert (await bring(key="station-key-2", passkey_id=str(uuid4()))).status_code == 200
