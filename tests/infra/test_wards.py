"""Two wards on one server: neither sees anything of the other, by whatever it tries."""

import asyncio
import hmac
import os
import shutil
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import asyncpg
import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from booking_web.app import create_app as create_booking
from booking_web.settings import BookingSettings
from counter_station.office_key import OfficeKey
from infra.cli import wards
from infra.postgres.access import Access
from infra.postgres.zones import zones_of
from infra.processes import WorkerSettings
from infra.settings import SettingsError, load
from infra.wards import Ward, add_ward, config_of, wards_in
from issuance.application import Order
from issuance.calendar import office_date
from issuance.capacity.venues import VenueAnnounced
from issuance.ledger.batches import FIRST, Batch, sign_batch
from issuance.notices.numbers import notice_number
from issuance.office.app import create_app as create_office
from issuance.office.machines import Machines
from issuance.office.settings import OfficeSettings
from issuance.office.staff.accounts import add_staff
from issuance.office.staff.roles import Role
from issuance.office.wiring import build_issuance
from issuance.read_models.overview import office_projector
from issuance.staffing.machines import MachineKind
from tests.booking_web.pages.conftest import Resident
from tests.booking_web.pages.office import Holder, Office
from tests.issuance.office.house import PASSWORD, token_in

NAMES = {"edogawa": ("131237", 18700), "katsushika": ("131229", 18730)}


class House:
    """One ward's settings as its processes read them."""

    def __init__(self, ward):
        self.ward = ward
        self.office = load("office", OfficeSettings, {}, ward.config)
        self.booking = load("booking", BookingSettings, {}, ward.config)
        self.worker = load("worker", WorkerSettings, {}, ward.config)
        self.host = f"office.{ward.host}"


@pytest.fixture(scope="module")
def houses(postgres, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wards")
    for name, (code, port) in NAMES.items():
        host = f"{name}.example.jp"
        ward = Ward(name=name, code=code, host=host, port=port, folder=folder / name)
        assert add_ward(ward, postgres.admin)
        assert add_ward(ward, postgres.admin) == []
    yield [House(each) for each in wards_in(folder)]
    asyncio.run(_drop(postgres.admin))


async def _drop(admin):
    connection = await asyncpg.connect(admin.dsn)
    for zone in [zone for name in NAMES for zone in zones_of(name)]:
        await connection.execute(f'DROP DATABASE "{zone.database}" WITH (FORCE)')
        await connection.execute(f"DROP ROLE {zone.app}, {zone.owner}")
    await connection.close()


@asynccontextmanager
async def open_site(app, host):
    ready, done = asyncio.Event(), asyncio.Event()

    async def live():
        async with app.lifespan():
            ready.set()
            await done.wait()

    living = asyncio.create_task(live())
    await ready.wait()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=f"https://{host}") as client:
        yield client
    done.set()
    await living


@pytest.fixture
async def offices(houses):
    """Both offices, with the same code and password of staff in each."""
    for house in houses:
        async with asyncpg.create_pool(house.office.dsn, min_size=0) as pool:
            await add_staff(pool, "K05", PASSWORD, [Role.SUPERVISOR])
    one, other = houses
    async with (
        open_site(create_office(one.office), one.host) as first,
        open_site(create_office(other.office), other.host) as second,
    ):
        yield first, second


async def sign_in(client):
    page = await client.get("/sign-in")
    data = {"staff_id": "K05", "password": PASSWORD, "_csrf_token": token_in(page.text)}
    answer = await client.post("/sign-in", data=data)
    assert answer.status_code == 303
    return answer.cookies["__Host-office"]


async def test_a_role_comes_into_its_own_database_and_no_other(houses, postgres):
    zones = [zone for house in houses for zone in zones_of(house.ward.name)]
    everywhere = [*(zone.database for zone in zones), "postgres", "template1"]
    everywhere += ["madoguchi_booking", "madoguchi_issuance"]
    ways = {
        zone.database: (house.booking if zone.name == "booking" else house.office).dsn
        for house in houses
        for zone in zones_of(house.ward.name)
    }
    for own, dsn in ways.items():
        for database in everywhere:
            try:
                connection = await asyncpg.connect(Access.from_dsn(dsn).to(database).dsn)
            except asyncpg.InsufficientPrivilegeError:
                assert database != own
            else:
                assert database == own
                await connection.close()


async def test_wards_have_no_key_password_or_token_in_common(houses):
    one, other = houses
    kept = {path.name: path.read_bytes() for path in one.ward.keys.iterdir()}
    assert len(kept) > 20
    for path in other.ward.keys.iterdir():
        assert path.read_bytes() != kept[path.name], path.name
        assert path.stat().st_mode & 0o077 == 0
    assert one.office.tenant != other.office.tenant
    assert one.ward.config.stat().st_mode & 0o077 == 0


async def test_a_session_is_good_in_its_own_ward_alone(offices):
    first, second = offices
    cookie = await sign_in(first)
    assert (await first.get("/boxes")).status_code == 200
    second.cookies.set("__Host-office", cookie)
    for path in ("/", "/boxes", "/cases", "/account"):
        answer = await second.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


async def test_an_id_of_the_other_ward_is_unknown_here(offices, houses):
    first, second = offices
    settings = houses[0].office
    async with asyncpg.create_pool(settings.dsn, min_size=0) as pool:
        issuance = build_issuance(pool, settings)
        hall = VenueAnnounced(
            code="HALL", name_ja="x", name_en="x", address_ja="x", address_en="x", phone="x"
        )
        await issuance.venues.announce(Order(by="staff:K05", at=datetime.now(UTC)), hall)
        await office_projector(issuance.work.log).catch_up()
    for client in (first, second):
        await sign_in(client)
    assert (await first.get("/venues/HALL/rules")).status_code == 200
    assert (await second.get("/venues/HALL/rules")).status_code == 404
    assert "HALL" in (await first.get("/venues")).text
    assert "HALL" not in (await second.get("/venues")).text


async def test_a_machines_key_opens_its_own_ward_alone(offices, houses):
    doors = {
        MachineKind.STATION: "/api/station/sealing-key",
        MachineKind.PIN_DESK: "/api/pin-desk/keys",
    }
    for house, expected in ((houses[0], 200), (houses[1], 401)):
        async with asyncpg.create_pool(house.office.dsn, min_size=0) as pool:
            machines = Machines(build_issuance(pool, house.office).work)
            for kind, door in doors.items():
                key, order = (
                    Ed25519PrivateKey.generate(),
                    Order(by="staff:K13", at=datetime.now(UTC)),
                )
                code = await machines.offer(order, kind, "A1")
                await machines.pair(code, "A1", key.public_key().public_bytes_raw(), order.at)
                asked = {"headers": {"x-station": "A1"}, "auth": OfficeKey(key)}
                assert (await offices[0].get(door, **asked)).status_code == expected


async def test_a_process_answers_under_its_own_host_name_alone(offices, houses):
    answer = await offices[0].get("/sign-in", headers={"host": houses[1].host})
    assert answer.status_code == 400
    assert (await offices[0].get("/sign-in")).status_code == 200


async def test_batches_and_numbers_of_one_ward_mean_nothing_to_the_other(houses):
    one, other = houses
    holder, batch = _released(one)
    keys = [_private(house.worker.sending_key) for house in houses]
    async with open_booking(one) as client:

        async def send(house, key):
            headers = {"authorization": f"Bearer {house.worker.exchange_token}"}
            content, _ = sign_batch(batch, key)
            answer = await client.post("/exchange/inbox", content=content, headers=headers)
            return answer.status_code

        assert await send(other, keys[1]) == 401
        assert await send(other, keys[0]) == 401
        assert await send(one, keys[1]) == 409
        assert await send(one, keys[0]) == 200
        here = await Resident(client).identify(holder)
        assert here.url.path == "/book/people"
    async with open_booking(other) as client:
        there = await Resident(client).identify(holder)
        assert (there.url.path, there.status_code) == ("/book/who", 422)


def open_booking(house):
    return open_site(create_booking(house.booking), f"yoyaku.{house.ward.host}")


def _released(house):
    """A notice of this ward, and the batch that tells its booking site."""
    number, office = notice_number(house.office.notice_secret, uuid4(), 1), Office()
    holder = Holder(number=number, birthday=date(1950, 4, 8))
    said = f"{number}|{holder.birthday.isoformat()}".encode()
    office.says(
        "notice.released", holder.notice_id, number=number, round=1, same_day=False,
        birthday_check=hmac.digest(house.office.birthday_key, said, "sha256"),
        pickup_deadline=office_date(datetime.now(UTC)) + timedelta(days=60), service="collect",
    )  # fmt: skip
    items = tuple(office.waiting)
    return holder, Batch(sender="office", number=1, previous=FIRST, upto=office.upto, items=items)


def _private(raw):
    return Ed25519PrivateKey.from_private_bytes(raw)


class TestAddingAWard:
    @pytest.mark.parametrize(
        "name", ["", "x", "Edogawa", "a b", "../x", "a;drop", "booking", "é" * 3]
    )
    def test_needs_a_plain_name(self, postgres, tmp_path, name):
        ward = Ward(name=name, code="131001", host="x.jp", port=19000, folder=tmp_path / "w")
        with pytest.raises(SettingsError):
            add_ward(ward, postgres.admin)
        with pytest.raises(SettingsError):
            config_of(tmp_path, name)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        "same", [{"code": "131237"}, {"host": "edogawa.example.jp"}, {"port": 18700}, {"code": "x"}]
    )
    def test_never_shares_a_code_a_host_or_a_port(self, houses, postgres, same):
        told = {"code": "131001", "host": "x.jp", "port": 19000} | same
        folder = houses[0].ward.folder.parent / "third"
        with pytest.raises(SettingsError):
            add_ward(Ward(name="third", folder=folder, **told), postgres.admin)
        assert not folder.exists()


def test_the_command_works_for_the_ward_that_is_named(houses, monkeypatch):
    from click.testing import CliRunner  # noqa: PLC0415

    from infra.cli.main import cli  # noqa: PLC0415

    monkeypatch.setattr(os, "environ", dict(os.environ))
    folder = str(houses[0].ward.folder.parent)
    listed = CliRunner().invoke(cli, ["--wards", folder, "ward", "list"])
    assert "office.katsushika.example.jp → :18740" in listed.output
    shown = CliRunner().invoke(
        cli, ["--wards", folder, "--ward", "katsushika", "settings", "office"]
    )
    assert "131229" in shown.output
    unknown = CliRunner().invoke(cli, ["--wards", folder, "--ward", "nowhere", "settings"])
    assert isinstance(unknown.exception, SettingsError)


def test_one_command_brings_all_wards_up_to_date(houses, postgres, monkeypatch, capsys):
    folder = houses[0].ward.folder.parent
    monkeypatch.setattr(wards, "superuser", lambda *_: nullcontext(postgres.admin))
    broken = folder / "broken"
    broken.mkdir()
    (broken / "madoguchi.toml").write_text(
        '[ward]\nname = "broken"\ncode = "1312"\nhost = "x"\nport = 1\n'
    )
    try:
        assert wards.update_all(folder) == 1
        said, errors = capsys.readouterr()
        assert all(f"{each.ward.name}: both databases are up to date" in said for each in houses)
        assert errors.startswith("broken: ")
        assert wards.rebuild_all(folder) == 1
        assert "broken: " in capsys.readouterr().err
    finally:
        shutil.rmtree(broken)
    assert wards.rebuild_all(folder) == 0
    assert "made again up to position" in capsys.readouterr().out
