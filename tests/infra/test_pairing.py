"""`madoguchi pair` at a real office: a machine makes its key and is let in by it from then on."""

import asyncio
import stat
from base64 import b64encode
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from counter_station.office_client import office_of
from counter_station.office_key import OfficeKeyError, read_office_key, way_in
from counter_station.settings import StationSettings
from infra.cli.main import cli
from infra.pin_office import OfficeAwayError, PinOffice
from issuance.application import Order
from issuance.office.machines import Machines
from issuance.office.wiring import build_issuance
from issuance.staffing.machines import MachineKind
from tests.browser.office.house import running
from tests.issuance.office.house import NOW, settings_for
from tests.support.postgres import pool

SECRET = b64encode(b"s" * 32).decode()


@pytest.fixture
def settings(issuance_access, tmp_path):
    return settings_for(issuance_access.dsn, tmp_path, station_tokens=(), pin_desk_token="")


@pytest.fixture
def url(settings):
    with running(settings) as opened:
        yield opened


@pytest.fixture
async def code_for(issuance_access, settings):
    async with pool(issuance_access) as connections:
        machines = Machines(build_issuance(connections, settings).work)

        async def offer(kind, name):
            return await machines.offer(
                Order(by="staff:K13", at=NOW + timedelta(minutes=20)), kind, name
            )

        yield offer


def paired(process, code, config):
    return CliRunner().invoke(cli, ["pair", process, code], env={"MADOGUCHI_CONFIG": str(config)})


async def test_each_kind_of_machine_is_let_in_by_the_key_it_made(url, code_for, tmp_path):
    config, desk_key = tmp_path / "desk.toml", tmp_path / "keys" / "pin-desk.key"
    config.write_text(
        f'[pin-desk]\noffice_url = "{url}"\noffice_key_path = "{desk_key}"\njournals = "j"\n'
        f'[sealing-desk]\noffice_url = "{url}"\noffice_key_path = "{tmp_path / "sealing.key"}"\n'
    )
    code = await code_for(MachineKind.PIN_DESK, "pin-1")
    wrong = await asyncio.to_thread(paired, "pin-desk", "ZZZZZZZZ", config)
    assert (wrong.exit_code, "does not take this code" in wrong.output) == (1, True)
    with PinOffice(url, way_in("", desk_key)) as office, pytest.raises(OfficeAwayError):
        await asyncio.to_thread(office.published_keys)
    done = await asyncio.to_thread(paired, "pin-desk", code, config)
    assert (done.exit_code, "knows pin-1" in done.output) == (0, True)
    assert stat.S_IMODE(desk_key.stat().st_mode) == 0o600
    with PinOffice(url, way_in("", desk_key)) as office:
        await asyncio.to_thread(office.published_keys)
    code = await code_for(MachineKind.STATION, "sealing-1")
    done = await asyncio.to_thread(paired, "sealing-desk", code, config)
    assert "knows sealing-1" in done.output


async def test_a_station_asks_the_office_by_its_key(url, code_for, tmp_path):
    key = tmp_path / "station.key"
    station = StationSettings(
        station_id="A1", office_url=url, office_key_path=key, journal=tmp_path / "journal",
        journal_key_path=tmp_path / "lock", look=tmp_path,
        session_secret=b"s" * 32, csrf_secret=b"c" * 32,
    )  # fmt: skip
    config = tmp_path / "station.toml"
    config.write_text(
        f'[station]\nstation_id = "A1"\noffice_url = "{url}"\noffice_key_path = "{key}"\n'
        f'journal = "j"\njournal_key_path = "k"\nlook = "l"\n'
        f'session_secret = "{SECRET}"\ncsrf_secret = "{SECRET}"\n'
    )
    with pytest.raises(OfficeKeyError, match="madoguchi pair"):
        office_of(station)
    done = await asyncio.to_thread(
        paired, "station", await code_for(MachineKind.STATION, "A1"), config
    )
    assert done.exit_code == 0, done.output
    office = office_of(station)
    assert (await office.queue(date(2026, 11, 24))).visits == ()
    assert len((await office.sealing_key()).key_id) == 16
    await office.close()


def test_a_key_that_others_can_read_is_none(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"AAAA")
    with pytest.raises(OfficeKeyError, match="not a key"):
        read_office_key(path)
    path.write_text("A" * 43 + "=\n")
    path.chmod(0o644)
    with pytest.raises(OfficeKeyError, match="readable by others"):
        read_office_key(path)
