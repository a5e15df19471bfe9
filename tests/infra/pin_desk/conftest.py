"""A PIN desk at a real office over HTTP, with the sealed PINs of one case, its envelope open."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from counter_station.office_key import OfficeToken
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.keeping import KeptCard
from infra.pin_desk import PinDesk
from infra.pin_office import PinOffice
from infra.processes import PinDeskSettings
from issuance.application.counter import SealedPins
from issuance.cases.state import Stage
from issuance.pins.keys import OpeningKey, SealingKey
from issuance.pins.sealing import EnvelopeContext, seal
from issuance.pins.values import PinValues
from tests.browser.office.house import running
from tests.infra.pin_desk.cards import CASE, PINS, TENANT, card_data
from tests.issuance.application.house import House, clerk, envelope_of
from tests.issuance.office.house import PIN_DESK_TOKEN, settings_for


class InMemory:
    """One key in this process, as a holder."""

    def __init__(self, key: OpeningKey) -> None:
        self.key = key

    def held(self) -> Mapping[str, OpeningKey]:
        return {self.key.key_id: self.key}

    def make(self) -> SealingKey:
        self.key = OpeningKey.generate()
        return self.key.sealing_key

    def destroy(self, key_id: str) -> None:
        assert key_id != self.key.key_id


@pytest.fixture
def key():
    return OpeningKey.generate()


@pytest.fixture
async def house(issuance_log, key):
    """The case of applicant 1 waits for the writer, its envelope opened by two."""
    opened = House(issuance_log)
    await opened.expect(1)
    await opened.take_to(Stage.IDENTITY_VERIFIED, 1)
    envelope = replace(envelope_of(1), key_id=key.key_id)
    context = EnvelopeContext(tenant=TENANT, case_id=CASE, envelope_id=envelope.envelope_id)
    blob = seal(PinValues.typed(PINS), context=context, key=key.sealing_key)
    sealed = SealedPins(envelope=envelope, blob=blob)
    await opened.issuance.counter.seal_pins(clerk(), opened.seat(1), sealed)
    await opened.choose_post(1)
    await opened.finish(1)
    await opened.begin_setting(1)
    return opened


@pytest.fixture
def card(tmp_path):
    return KeptCard.create(tmp_path / "card.json", card_data())


@pytest.fixture
def reader():
    return InProcessReader()


@pytest.fixture
def desk_settings(tmp_path):
    (tmp_path / "journals").mkdir()
    return PinDeskSettings(
        office_url="http://127.0.0.1:1",
        token=PIN_DESK_TOKEN,
        journals=tmp_path / "journals",
        tenant=TENANT,
        poll_seconds=0.1,
    )


@pytest.fixture
def desk(house, key, reader, issuance_access, desk_settings):
    with (
        running(settings_for(issuance_access.dsn, desk_settings.journals.parent)) as url,
        PinOffice(url, OfficeToken(PIN_DESK_TOKEN)) as office,
    ):
        yield PinDesk((reader, reader.name), office, InMemory(key), desk_settings)
