"""The PIN desk: real office over HTTP, real sealed PINs, a virtual card on its reader."""

from datetime import date
from uuid import UUID

import pytest

from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData
from infra.pin_desk import PinDesk
from infra.pin_office import PinOffice
from infra.processes import PinDeskSettings
from issuance.application.counter import SealedPins
from issuance.cases.state import Stage
from issuance.pins.card import WritableCard
from issuance.pins.keys import OpeningKey
from issuance.pins.kinds import ASKING_ORDER, PinKind
from issuance.pins.references import pin_files_for
from issuance.pins.sealing import EnvelopeContext, seal
from issuance.pins.values import PinValues
from tests.browser.office.house import running
from tests.issuance.application.house import House, clerk, envelope_of, serial_of
from tests.issuance.office.house import PIN_DESK_TOKEN, settings_for

TENANT, CASE = "131237", UUID(int=1)
PINS = {kind: "KXW739PQ" if kind is PinKind.SIGNATURE else "7394" for kind in ASKING_ORDER}


@pytest.fixture
def key():
    return OpeningKey.generate()


@pytest.fixture
async def house(issuance_log, key):
    """The case of applicant 1 waits for the writer, its envelope opened by two."""
    opened = House(issuance_log)
    await opened.expect(1)
    await opened.take_to(Stage.IDENTITY_VERIFIED, 1)
    envelope = envelope_of(1)
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
    data = CardData(serial=serial_of(1), municipality=TENANT[:5], expires_on=date(2036, 4, 8))
    return KeptCard.create(tmp_path / "card.json", data)


@pytest.fixture
def reader():
    return InProcessReader()


@pytest.fixture
def desk(house, key, reader, issuance_access, tmp_path):
    with running(settings_for(issuance_access.dsn, tmp_path)) as url:
        settings = PinDeskSettings(
            office_url=url,
            token=PIN_DESK_TOKEN,
            opening_key_path=tmp_path / "unused.pem",
            opening_key_passphrase=b"",
            journals=tmp_path / "journals",
            tenant=TENANT,
            poll_seconds=0.1,
        )
        settings.journals.mkdir()
        with PinOffice(url, PIN_DESK_TOKEN) as office:
            yield PinDesk((reader, reader.name), office, key, settings)


def takes_the_new_pins(reader, card) -> bool:
    reader.insert(card)
    with reader.open(reader.name) as link:
        writable = WritableCard(link)
        return all(
            writable.accepts(file, PINS[file.kind].encode())
            and writable.tries(file) == file.full_tries
            for file in pin_files_for(frozenset(PINS))
        )


async def test_a_card_laid_on_the_reader_gets_its_pins(house, desk, reader, card, tmp_path):
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert takes_the_new_pins(reader, card)
    assert await house.sealed_pins() == 0
    assert list((tmp_path / "journals").iterdir()) == []


@pytest.mark.parametrize("command", [12, 25, 33, 47])
async def test_a_card_pulled_while_written_is_finished_when_laid_again(
    house, desk, reader, card, command
):
    fault = FaultAt(command=command, fault=Fault.REMOVED_AFTER)
    reader.insert(FaultyCard(card, fault))
    desk.serve()
    assert await house.stage(1) is Stage.SETTING
    assert await house.sealed_pins() == 1
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.READY_TO_GO
    assert takes_the_new_pins(reader, card)


async def test_a_card_that_takes_neither_pin_is_kept_apart_and_nothing_is_lost(
    house, desk, reader, card
):
    reader.insert(card)
    with reader.open(reader.name) as link:
        file = pin_files_for(frozenset({PinKind.AUTHENTICATION}))[0]
        writable = WritableCard(link)
        assert writable.accepts(file, b"0000")
        writable.change(file, bytearray(b"1111"))
    reader.insert(card)
    desk.serve()
    assert await house.stage(1) is Stage.UNCERTAIN
    assert await house.sealed_pins() == 1


async def test_another_card_is_left_as_it_is(house, desk, reader, tmp_path):
    data = CardData(serial=serial_of(9), municipality=TENANT[:5], expires_on=date(2036, 4, 8))
    reader.insert(KeptCard.create(tmp_path / "other.json", data))
    desk.serve()
    assert await house.stage(1) is Stage.SETTING
    assert not takes_the_new_pins(reader, KeptCard.open(tmp_path / "other.json"))
