"""端末: let in by a one-time code and a key of its own, refused once its key is ended."""

import re
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_station.office_key import OfficeKey
from issuance.ledger.signed_requests import OFFICE_MOMENT
from issuance.staffing.machines import MachineKind
from tests.issuance.office.house import PIN_DESK_TOKEN, STATION_TOKEN

QUEUE = "/api/station/queue?day=2026-11-24"


class Bench:
    """A machine on its own: a key, a name, a clock."""

    def __init__(self, client, clock, name="A1"):
        self.client, self.name = client, name
        self.key = Ed25519PrivateKey.generate()
        self.clock, self.ahead = clock, timedelta(0)
        self.auth = OfficeKey(self.key, self._seconds)

    def _seconds(self):
        return (self.clock() + self.ahead).timestamp()

    async def redeem(self, code, **changed):
        public = b64encode(self.key.public_key().public_bytes_raw()).decode()
        body = {"code": code, "name": self.name, "public_key": public} | changed
        return await self.client.post("/api/pairing", json=body, auth=self.auth)

    async def ask(self, path=QUEUE, **headers):
        headers = {"x-station": self.name} | headers
        return (await self.client.get(path, headers=headers, auth=self.auth)).status_code


async def offered(hands, name="A1", kind="station"):
    await hands.sign_in("K13")
    page = await hands.send("/machines", "/machines/offer", name=name, kind=kind)
    found = re.search(r'panel__number">([A-Z0-9]{4}-[A-Z0-9]{4})<', page)
    assert found is not None
    return found[1]


@pytest.fixture
def bench(client, clock):
    return Bench(client, clock)


async def test_a_machine_is_let_in_by_its_key_until_that_is_ended(hands, bench, client):
    assert await bench.ask() == 401
    code = await offered(hands)
    assert (await bench.redeem(code)).json() == {"name": "A1", "kind": "station"}
    assert await bench.ask() == 200
    for name in ("B2", "", "A1-"):
        assert await bench.ask(**{"x-station": name}) == 403
    assert await bench.ask("/api/pin-desk/keys") == 403
    page = await hands.see("/machines")
    assert code not in page
    (end,) = re.findall(r'action="(/machines/[0-9a-f-]{36}/end)"', page)
    assert "もう使えません" in await hands.send("/machines", end)
    assert await bench.ask() == 401


async def test_a_token_opens_nothing_any_more_to_a_station_with_a_key(hands, bench, client):
    token = {"authorization": f"Bearer {STATION_TOKEN}"}

    async def by_token(name):
        return (await client.get(QUEUE, headers=token | {"x-station": name})).status_code

    assert await by_token("A1") == 200
    await bench.redeem(await offered(hands))
    assert await by_token("A1") == 403
    assert await by_token("A2") == 200
    assert "設定から消してください" in await hands.see("/machines")


async def test_a_code_is_good_once_for_its_name_within_ten_minutes(hands, bench, client, clock):
    code = await offered(hands)
    other = Bench(client, clock, "A2")
    assert (await other.redeem(code)).json()["code"] == "pairing-refused"
    assert (await bench.redeem(code.lower())).status_code == 200
    assert (await Bench(client, clock).redeem(code)).status_code == 409
    late = await offered(hands, "A2")
    clock.now += timedelta(minutes=10, seconds=1)
    assert (await other.redeem(late)).status_code == 409
    assert (await other.redeem("ZZZZ-ZZZZ")).status_code == 409


async def test_who_has_not_the_private_half_is_not_paired(hands, bench, client, clock):
    code = await offered(hands)
    theirs = b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
    assert (await bench.redeem(code, public_key=theirs)).status_code == 409
    assert (await bench.redeem(code, public_key="AAAA")).status_code == 400
    public = b64encode(bench.key.public_key().public_bytes_raw()).decode()
    unsigned = {"code": code, "name": "A1", "public_key": public}
    assert (await client.post("/api/pairing", json=unsigned)).status_code == 409
    assert await bench.ask() == 401
    assert (await bench.redeem(code)).status_code == 200


async def test_pairing_again_ends_the_older_key(hands, bench, client, clock, ward):
    await bench.redeem(await offered(hands))
    newer = Bench(client, clock)
    await newer.redeem(await offered(hands))
    assert (await bench.ask(), await newer.ask()) == (401, 200)
    topics = ["machine.paired", "machine.ended"]
    told = await ward.issuance.work.log.follow_topics(0, topics, 10)
    assert [type(each.fact).__name__ for each in told] == [
        "MachinePaired", "MachineEnded", "MachinePaired",
    ]  # fmt: skip
    assert {each.fact.offered_by for each in told if hasattr(each.fact, "offered_by")} == {"K13"}


async def test_a_machine_with_a_wrong_clock_is_told_ours_and_asks_again(
    hands, bench, client, clock
):
    await bench.redeem(await offered(hands))
    bench.ahead = timedelta(hours=3)
    assert await bench.ask() == 200
    request = client.build_request("GET", QUEUE, headers={"x-station": "A1"})
    copied = next(bench.auth.auth_flow(request)).headers
    assert (await client.get(QUEUE, headers=dict(copied))).status_code == 200
    clock.now += timedelta(seconds=121)
    late = await client.get(QUEUE, headers=dict(copied))
    assert (late.status_code, late.headers[OFFICE_MOMENT]) == (401, str(int(clock().timestamp())))


async def test_what_is_sent_counts_too(hands, bench, client):
    """A signature does not carry over to another body, address or member of staff."""
    await bench.redeem(await offered(hands))
    path = f"/api/station/visits/{uuid4()}/events"
    headers = {"x-station": "A1", "x-staff": "K80", "idempotency-key": str(uuid4())}
    request = client.build_request("POST", path, headers=headers, json={"kind": "arrived"})
    signed = next(bench.auth.auth_flow(request)).headers["authorization"]
    sent = headers | {"authorization": signed}
    asked = {"json": {"kind": "arrived"}}
    assert (await client.post(path, headers=sent, **asked)).status_code == 400
    for changed in ({"x-staff": "K05"}, {"idempotency-key": str(uuid4())}, {"x-station": "A2"}):
        assert (await client.post(path, headers=sent | changed, **asked)).status_code == 401
    assert (await client.post(path, headers=sent, json={"kind": "left"})).status_code == 401
    assert (await client.post(f"{path}?a=1", headers=sent, **asked)).status_code == 401


async def test_a_pin_desk_has_a_key_of_its_own_kind(hands, client, clock):
    desk = Bench(client, clock, "pin-1")
    await desk.redeem(await offered(hands, "pin-1", MachineKind.PIN_DESK.value))
    assert await desk.ask("/api/pin-desk/keys") == 200
    assert await desk.ask(QUEUE) == 403
    token = {"authorization": f"Bearer {PIN_DESK_TOKEN}"}
    assert (await client.get("/api/pin-desk/keys", headers=token)).status_code == 200


async def test_a_name_that_cannot_be_one_is_said_beside_the_form(hands):
    await hands.sign_in("K13")
    for name in ("", "A 1", "a" * 17, "窓口1"):
        page = await hands.send("/machines", "/machines/offer", name=name, kind="station")
        assert "英数字とハイフンで16文字まで" in page
