"""A new key for the stations; the old one stays until its last sealed PINs are gone."""

import httpx
import pytest

from counter_station.office_key import OfficeToken
from infra.pin_keys import destroy_unneeded, retire
from infra.pin_office import KeyStillNeededError, PinOffice
from issuance.application.pin_keys import require_key_in_use
from issuance.pins.key_course import PinKeyRetiredError
from issuance.pins.key_files import Cost, FileKeys, sealed_key, write_new
from tests.browser.office.house import running
from tests.issuance.office.house import PIN_DESK_TOKEN, STATION_TOKEN, settings_for

CHEAP, PHRASE = Cost(n=2**10), b"correct horse"


@pytest.fixture
def holder(tmp_path, key):
    (tmp_path / "pins.pub.pem").write_bytes(key.sealing_key.to_pem())
    write_new(tmp_path / "pins.key", sealed_key(key, PHRASE, CHEAP))
    return FileKeys(tmp_path, PHRASE, CHEAP)


def stations_key(url: str) -> str:
    headers = {"authorization": f"Bearer {STATION_TOKEN}", "x-station": "A1"}
    told: dict[str, str] = httpx.get(f"{url}/api/station/sealing-key", headers=headers).json()
    return told["key_id"]


async def test_the_old_key_is_kept_while_something_is_sealed_to_it(
    house, key, holder, issuance_access, tmp_path
):
    settings = settings_for(issuance_access.dsn, tmp_path, sealed_pins_days=0)
    with running(settings) as url, PinOffice(url, OfficeToken(PIN_DESK_TOKEN)) as office:
        (first,) = office.published_keys()
        assert (first.key_id, first.current, first.sealed) == (key.key_id, True, 1)
        new = holder.make()
        office.publish_key(new)
        assert stations_key(url) == new.key_id
        assert destroy_unneeded(office, holder) == []
        with pytest.raises(KeyStillNeededError):
            retire(office, holder, key.key_id)
        assert set(holder.held()) == {key.key_id, new.key_id}
        await house.set_pins(1)
        assert destroy_unneeded(office, holder) == [key.key_id]
        assert destroy_unneeded(office, holder) == []
        assert set(FileKeys(tmp_path, PHRASE).held()) == {new.key_id}
        old, current = office.published_keys()
        assert (old.destroyed, current.current) == (True, True)
    async with house.log.transaction() as tx:
        with pytest.raises(PinKeyRetiredError):
            await require_key_in_use(house.issuance.work, tx, key.key_id)
        await require_key_in_use(house.issuance.work, tx, new.key_id)


async def test_pins_of_a_station_without_network_may_come_in_late(
    house, key, holder, issuance_access, tmp_path
):
    """For as long as sealed PINs are kept at all."""
    await house.set_pins(1)
    with (
        running(settings_for(issuance_access.dsn, tmp_path)) as url,
        PinOffice(url, OfficeToken(PIN_DESK_TOKEN)) as office,
    ):
        office.publish_key(holder.make())
        assert destroy_unneeded(office, holder) == []
        with pytest.raises(KeyStillNeededError):
            retire(office, holder, key.key_id)
        assert key.key_id in holder.held()


async def test_the_key_in_use_is_never_destroyed(house, key, holder, issuance_access, tmp_path):
    await house.set_pins(1)
    settings = settings_for(issuance_access.dsn, tmp_path, sealed_pins_days=0)
    with running(settings) as url, PinOffice(url, OfficeToken(PIN_DESK_TOKEN)) as office:
        new = holder.make()
        office.publish_key(new)
        with pytest.raises(KeyStillNeededError):
            retire(office, holder, new.key_id)
        assert new.key_id in holder.held()
