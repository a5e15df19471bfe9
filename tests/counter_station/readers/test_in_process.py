"""The reader inside the process behaves as a reader."""

import threading

import pytest

from counter_station.readers.connection import (
    CardRemovedError,
    CardTimeoutError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
)
from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.faults import Fault, FaultAt, FaultyCard
from tests.counter_station.virtual.made_up import fresh_card

TRIES = bytes.fromhex("00200080")
SELECT = bytes.fromhex("00A4040C0AD392F000260100000001")


@pytest.fixture
def reader() -> InProcessReader:
    return InProcessReader()


def test_says_when_there_is_no_card_or_no_reader(reader):
    with pytest.raises(NoCardError):
        reader.open(reader.name)
    with pytest.raises(NoReaderError):
        reader.open("another")


def test_gives_a_card_to_one_holder_only(reader):
    reader.insert(fresh_card())
    with reader.open(reader.name), pytest.raises(ReaderBusyError):
        reader.open(reader.name)
    reader.open(reader.name).close()


def test_ends_the_link_when_the_card_goes(reader):
    reader.insert(fresh_card())
    link = reader.open(reader.name)
    assert link.transmit(SELECT) == (b"", 0x9000)
    reader.remove()
    reader.insert(fresh_card())
    with pytest.raises(CardRemovedError):
        link.transmit(SELECT)
    link.close()
    link.close()


def test_forgets_verified_pins_when_let_go(reader):
    reader.insert(fresh_card())
    with reader.open(reader.name) as link:
        link.transmit(SELECT)
        assert link.transmit(TRIES)[1] == 0x6986
    with reader.open(reader.name) as link:
        assert link.transmit(TRIES)[1] == 0x6986


def test_notices_a_quick_exchange(reader):
    reader.insert(fresh_card())
    known = reader.presence(reader.name)
    reader.insert(fresh_card())
    assert reader.presence(reader.name).present == known.present
    assert reader.wait(reader.name, known, timeout_seconds=0) != known


def test_wakes_whoever_waits(reader):
    known = reader.presence(reader.name)
    threading.Timer(0.01, reader.insert, [fresh_card()]).start()
    assert reader.wait(reader.name, known, timeout_seconds=5).present


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.REMOVED_BEFORE, CardRemovedError),
        (Fault.REMOVED_AFTER, CardRemovedError),
        (Fault.SILENT, CardTimeoutError),
    ],
)
def test_passes_faults_on(reader, fault, error):
    reader.insert(FaultyCard(fresh_card(), FaultAt(command=2, fault=fault)))
    with reader.open(reader.name) as link:
        link.transmit(SELECT)
        with pytest.raises(error):
            link.transmit(SELECT)


def test_a_slow_card_only_takes_its_time(reader):
    paused: list[float] = []
    slow = FaultAt(command=1, fault=Fault.SLOW, pause_seconds=8)
    reader.insert(FaultyCard(fresh_card(), slow, pause=paused.append))
    with reader.open(reader.name) as link:
        assert link.transmit(SELECT) == (b"", 0x9000)
    assert paused == [8]
