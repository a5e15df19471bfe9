"""Virtual cards through the real pcscd, vpcd and pyscard."""

import os
import shutil
import statistics
import subprocess
import time
from uuid import UUID

import pytest

from counter_station.cards.my_number_card import MyNumberCard
from counter_station.cards.my_number_session import MyNumberSession, fate_of_try
from counter_station.cards.refusals import DoubtfulTryError
from counter_station.cards.secret_try import TryFate
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import (
    CardLink,
    CardRemovedError,
    CardTimeoutError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderServiceDownError,
)
from counter_station.readers.daemon import PluggedCard, PrivateReaders
from counter_station.readers.pcsc import PcscTransport
from counter_station.screens.reader_eye import ReaderEye, ReaderState
from counter_station.virtual.keeping import KeptCard
from issuance.pins.card import CardNumber
from issuance.pins.journal import FileJournal
from issuance.pins.kinds import PinKind
from issuance.pins.references import Reference
from issuance.pins.values import PinValues
from issuance.pins.writer import Outcome, set_pins
from tests.counter_station.virtual.made_up import MUNICIPALITY, SERIAL

pytestmark = pytest.mark.pcsc

READER, OTHER_READER = PrivateReaders.SLOTS
SELECT = bytes.fromhex("00A4040C0AD392F000260100000001")
AUTH_PIN = bytes.fromhex("00A4020C020018")
TRIES = bytes.fromhex("00200080")
TRANSPORT_PIN = bytes.fromhex("0020008004") + b"0000"
CHANGE = bytes.fromhex("0024018004") + b"4711"
COMPARISON = 7  # the command of a reading by PIN that carries it: record 3, reference 2, tries 1
TYPED = {
    PinKind.SIGNATURE: "HAKO3TANA",
    PinKind.AUTHENTICATION: "4711",
    PinKind.RESIDENT_REGISTER: "9471",
    PinKind.CARD_INFO_INPUT: "2580",
}


def put(pcsc, card_file, *options: str, reader: str = READER) -> PluggedCard:
    """Put the card on the reader and wait until it is seen."""
    known = pcsc.transport.presence(reader)
    slot = PrivateReaders.SLOTS.index(reader)
    plugged: PluggedCard = pcsc.readers.plug_in(card_file, slot=slot, options=options)
    if not pcsc.transport.wait(reader, known, timeout_seconds=10).present:
        pytest.fail("the card was not seen")
    return plugged


def test_sees_its_readers_and_an_empty_one(pcsc):
    assert pcsc.transport.readers() == list(PrivateReaders.SLOTS)
    assert not pcsc.transport.presence(READER).present
    with pytest.raises(NoCardError):
        pcsc.transport.open(READER)
    with pytest.raises(NoReaderError):
        pcsc.transport.open("another")


def test_keeps_to_the_reader_it_was_told(pcsc):
    assert PcscTransport(only=OTHER_READER).readers() == [OTHER_READER]
    assert PcscTransport(only="unplugged").readers() == []


def test_notices_insertion_and_removal(pcsc, card_file):
    card = put(pcsc, card_file)
    known = pcsc.transport.presence(READER)
    assert known.present
    assert pcsc.transport.wait(READER, known, timeout_seconds=0.1) == known
    card.remove()
    assert not pcsc.transport.wait(READER, known, timeout_seconds=5).present


def test_reads_a_card_quickly(pcsc, card_file):
    put(pcsc, card_file)
    with pcsc.transport.open(READER) as link:
        assert link.atr[0] == 0x3B
        reading = MyNumberCard(link).read()
        assert (reading.record.serial, reading.all_tries_full) == (SERIAL, True)
        seconds = [_seconds(link) for _ in range(50)]
    assert statistics.median(seconds) < 0.02  # without TCP_QUICKACK it is 0.044


def _seconds(link: CardLink) -> float:
    started = time.perf_counter()
    link.transmit(SELECT)
    return time.perf_counter() - started


def test_holds_the_card_alone_and_lets_go_of_it_reset(pcsc, card_file):
    put(pcsc, card_file)
    with pcsc.transport.open(READER) as link:
        link.transmit(SELECT)
        link.transmit(AUTH_PIN)
        assert link.transmit(TRANSPORT_PIN)[1] == 0x9000
        with pytest.raises(ReaderBusyError):
            pcsc.transport.open(READER)
    with pcsc.transport.open(READER) as link:
        assert link.transmit(TRIES)[1] == 0x6986
        link.transmit(SELECT)
        link.transmit(AUTH_PIN)
        assert link.transmit(CHANGE)[1] == 0x6982


def test_reset_forgets_what_was_verified(pcsc, card_file):
    put(pcsc, card_file)
    with pcsc.transport.open(READER) as link:
        link.transmit(SELECT)
        link.reset()
        assert link.transmit(TRIES)[1] == 0x6986


def test_a_removed_card_ends_the_link_for_good(pcsc, card_file):
    card = put(pcsc, card_file)
    with pcsc.transport.open(READER) as link:
        known = pcsc.transport.presence(READER)
        card.remove()
        pcsc.transport.wait(READER, known, timeout_seconds=5)
        put(pcsc, card_file)
        for _ in range(2):
            with pytest.raises(CardRemovedError):
                link.transmit(SELECT)
    with pcsc.transport.open(READER) as link:
        assert link.transmit(SELECT)[1] == 0x9000


def test_a_silent_card_blocks_neither_us_nor_the_other_reader(pcsc, card_file, tmp_path):
    silent = put(pcsc, card_file, "--fault", "silent", "--at", "1")
    link = pcsc.transport.open(READER)
    with pytest.raises(CardTimeoutError):
        link.transmit(SELECT)
    other = tmp_path / "other.json"
    shutil.copy(card_file, other)
    put(pcsc, other, reader=OTHER_READER)
    with pcsc.transport.open(OTHER_READER) as living:
        assert living.transmit(SELECT)[1] == 0x9000
    with pytest.raises(CardRemovedError):
        link.transmit(SELECT)
    link.close()
    silent.remove()


def set_all(pcsc, card_file) -> dict[Reference, Outcome]:
    journal = FileJournal(card_file.with_name("setting"), serial=SERIAL, envelope_id=UUID(int=2))
    expected = CardNumber(serial=SERIAL, municipality=MUNICIPALITY)
    with pcsc.transport.open(READER) as link, PinValues.typed(TYPED) as values:
        return set_pins(link, values, expected=expected, journal=journal)


def test_sets_the_pins_on_the_card(pcsc, card_file):
    put(pcsc, card_file)
    assert set(set_all(pcsc, card_file).values()) == {Outcome.SET}
    assert_all_set(card_file)


def test_a_card_pulled_while_it_compares_is_asked_afterwards(pcsc, card_file):
    wrong = CardPin("9999")
    card = put(pcsc, card_file, "--fault", "removed-after", "--at", str(COMPARISON))
    with pcsc.transport.open(READER) as link, pytest.raises(DoubtfulTryError) as doubtful:
        MyNumberSession().read(link, wrong)
    card.remove()
    known = pcsc.transport.presence(READER)
    if known.present:
        pcsc.transport.wait(READER, known, timeout_seconds=5)
    put(pcsc, card_file)
    with pcsc.transport.open(READER) as link:
        assert fate_of_try(link, wrong, doubtful.value) is TryFate.SPENT
    assert KeptCard.open(card_file).card.memory.pins["text.0011"].tries == 2


# Every command, before and after, is tried in process: test_setting_after_a_crash.
@pytest.mark.parametrize(("fault", "command"), [("removed-before", 29), ("removed-after", 45)])
def test_sets_the_pins_though_the_card_was_removed(pcsc, card_file, fault, command):
    card = put(pcsc, card_file, "--fault", fault, "--at", str(command))
    with pytest.raises(CardRemovedError):
        set_all(pcsc, card_file)
    card.remove()
    known = pcsc.transport.presence(READER)
    if known.present:
        pcsc.transport.wait(READER, known, timeout_seconds=5)
    put(pcsc, card_file)
    assert set(set_all(pcsc, card_file).values()) == {Outcome.SET}
    assert_all_set(card_file)


def assert_all_set(card_file) -> None:
    pins = KeptCard.open(card_file).card.snapshot()["pins"]
    assert {pins[name]["value"] for name in ("common.001C", "juki.001C")} == {"9471"}
    assert pins["text.0011"]["value"] == "2580"
    assert pins["jpki.0018"]["value"] == "4711"
    assert pins["jpki.001B"]["value"] == "HAKO3TANA"
    assert all(pin["tries"] == pin["full"] for name, pin in pins.items() if name != "text.0012")


@pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="package opensc is not installed")
def test_answers_another_vendors_program(pcsc, card_file):
    put(pcsc, card_file)
    asked = subprocess.run(
        [
            "opensc-tool",
            "--reader",
            READER,
            "-s",
            SELECT.hex(),
            "-s",
            AUTH_PIN.hex(),
            "-s",
            TRIES.hex(),
        ],
        env=os.environ | pcsc.readers.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "SW1=0x63, SW2=0xC3" in asked.stdout


@pytest.fixture
def eye(pcsc):
    eye = ReaderEye(pcsc.transport)
    eye.start()
    yield eye
    eye.stop()


def until_seen(eye, *states):
    ends = time.monotonic() + 20
    while eye.look().state not in states:
        assert time.monotonic() < ends, eye.look().state
        time.sleep(0.02)


def test_finds_a_service_that_was_restarted(pcsc, card_file, eye):
    put(pcsc, card_file)
    until_seen(eye, ReaderState.READ)
    link = pcsc.transport.open(READER)
    pcsc.readers.stop()
    with pytest.raises((ReaderServiceDownError, CardRemovedError)):
        link.transmit(SELECT)
    link.close()
    with pytest.raises(ReaderServiceDownError):
        pcsc.transport.readers()
    until_seen(eye, ReaderState.SERVICE_DOWN)
    pcsc.restart()
    put(pcsc, card_file)
    until_seen(eye, ReaderState.READ)
    with pcsc.transport.open(READER) as again:
        assert again.transmit(SELECT)[1] == 0x9000
