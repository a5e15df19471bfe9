"""The office's copy: the key that PINs are sealed to cannot be swapped by the office."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from counter_station.journal.file import JournalFile
from counter_station.journal.outbox import Outbox
from counter_station.journal.strongbox import StrongBox
from counter_station.office_client import OfficeClient
from counter_station.office_copy import OfficeCopy
from counter_station.office_key import OfficeToken
from counter_station.releases import Releases
from issuance.pins.keys import OpeningKey
from tests.counter_station.real_office import TOKEN


@pytest.fixture
def office(real_office):
    real_office.new_day()
    return real_office


def now():
    return datetime.now(UTC)


@asynccontextmanager
async def asking(office, path, key_id):
    """A copy that has asked the office once."""
    url = f"http://127.0.0.1:{office.port}"
    client = OfficeClient(base_url=url, way_in=OfficeToken(TOKEN), station_id="A1")
    outbox = Outbox(JournalFile(path, StrongBox(b"j" * 32)))
    releases = Releases(client, outbox, now)
    copy = OfficeCopy(client, outbox, now, sealing_key_id=key_id, releases=releases)
    task = asyncio.create_task(copy.run())
    while copy.heard_at is None and copy.away_because is None:
        await asyncio.sleep(0.01)
    yield copy
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await client.close()
    outbox.close()


async def test_the_key_we_were_told_is_taken(office, tmp_path):
    async with asking(office, tmp_path / "journal.sqlite", office.key.key_id) as copy:
        assert copy.key is not None
        assert copy.key.key_id == office.key.key_id


async def test_another_key_is_not(office, tmp_path):
    async with asking(office, tmp_path / "journal.sqlite", OpeningKey.generate().key_id) as copy:
        assert copy.key is None
        assert copy.away_because == "office-key-unusable"


async def test_another_key_kept_from_before_is_not_either(office, tmp_path):
    path = tmp_path / "journal.sqlite"
    async with asking(office, path, "") as copy:
        assert copy.key is not None
    async with asking(office, path, OpeningKey.generate().key_id) as copy:
        assert copy.key is None
