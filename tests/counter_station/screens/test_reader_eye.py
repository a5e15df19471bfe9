"""The reader: seen from a thread of its own, whatever it does."""

import threading
import time
from datetime import date

import pytest

from counter_station.cards.my_number_session import MyNumberSession
from counter_station.cards.refusals import PhoneNotCardError
from counter_station.cards.secrets import CardPin
from counter_station.readers.connection import (
    CardMuteError,
    CardPresence,
    CardRemovedError,
    NoCardError,
    NoReaderError,
    ReaderBusyError,
    ReaderFailedError,
    ReaderServiceDownError,
)
from counter_station.readers.in_process import InProcessReader
from counter_station.screens import reader_eye
from counter_station.screens.file_slot import FileSlot
from counter_station.screens.reader_eye import ReaderEye, ReaderState
from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.my_number_card import VirtualMyNumberCard
from counter_station.virtual.personalisation import CardData
from tests.counter_station.screens.conftest import until
from tests.counter_station.virtual.made_up import HOLDER, fresh_card

DATA = CardData(serial="000000000000123", municipality="13123", expires_on=date(2031, 4, 8))


class Broken:
    """A reader on which opening a card ends badly."""

    def __init__(self, error):
        self.error = error

    def readers(self):
        return ["Broken"]

    def presence(self, _reader):
        return CardPresence(present=True, count=1)

    def wait(self, reader, _known, *, timeout_seconds):
        time.sleep(min(timeout_seconds, 0.05))
        return self.presence(reader)

    def open(self, _reader):
        raise self.error


class Hanging(Broken):
    """A reader that never answers."""

    def __init__(self):
        self.let_go = threading.Event()

    def open(self, _reader):
        self.let_go.wait(30)
        raise CardMuteError


@pytest.fixture
def watch():
    eyes = []

    def start(transport, **more):
        eye = ReaderEye(transport, **more)
        eye.start()
        eyes.append(eye)
        return eye

    yield start
    for eye in eyes:
        eye.stop()


def test_without_a_reader_it_says_so(watch):
    assert watch(None).look().state is ReaderState.OFF


def test_a_card_is_read_when_it_is_put_down_and_forgotten_when_it_is_taken(watch):
    reader = InProcessReader()
    eye = watch(reader)
    until(lambda: eye.look().state is ReaderState.EMPTY)
    reader.insert(VirtualMyNumberCard.fresh(DATA))
    until(lambda: eye.look().state is ReaderState.READ)
    reading = eye.look().reading
    assert reading.record.serial == DATA.serial
    assert reading.record.expires_on == DATA.expires_on
    assert reading.certificates.signature
    assert reading.all_tries_full
    reader.remove()
    until(lambda: eye.look().state is ReaderState.EMPTY)
    assert eye.look().reading is None


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (CardMuteError(), ReaderState.MUTE),
        (CardRemovedError(), ReaderState.REMOVED),
        (NoCardError(), ReaderState.EMPTY),
        (NoReaderError(), ReaderState.NO_READER),
        (PhoneNotCardError(), ReaderState.PHONE),
        (ReaderFailedError(1), ReaderState.FAILED),
        (ReaderBusyError(), ReaderState.BUSY),
        (ReaderServiceDownError(), ReaderState.SERVICE_DOWN),
    ],
)
def test_what_goes_wrong_is_told_and_the_eye_stays_open(watch, error, state):
    eye = watch(Broken(error))
    until(lambda: eye.look().state is state)


def test_a_reader_that_hangs_is_called_stuck_and_holds_nobody_up(watch):
    offset = 0.0
    reader = Hanging()
    eye = watch(reader, clock=lambda: time.monotonic() + offset)
    until(lambda: eye.look().state is ReaderState.READING)
    offset = 10.0
    began = time.monotonic()
    assert eye.look().state is ReaderState.STUCK
    assert time.monotonic() - began < 0.1
    reader.let_go.set()


def test_the_card_is_lent_to_whoever_reads_more_and_the_eye_keeps_off(watch):
    reader = InProcessReader()
    eye = watch(reader)
    reader.insert(fresh_card())
    until(lambda: eye.look().state is ReaderState.READ)
    reading = eye.use(lambda link: MyNumberSession().read(link, CardPin("0000")))
    assert reading.attributes.name == HOLDER.name
    with pytest.raises(ZeroDivisionError):
        eye.use(lambda _link: 1 // 0)
    assert eye.use(lambda link: link.transmit(bytes.fromhex("00200080")))[1] == 0x6986
    assert eye.look().state is ReaderState.READ


def test_without_a_reader_or_a_card_nothing_is_lent(watch):
    with pytest.raises(NoReaderError):
        watch(None).use(lambda _link: None)
    with pytest.raises(NoCardError):
        watch(InProcessReader()).use(lambda _link: None)


def test_a_card_that_another_program_lets_go_is_read_by_itself(watch, monkeypatch):
    monkeypatch.setattr(reader_eye, "_PAUSE_SECONDS", 0.05)
    reader = InProcessReader()
    reader.insert(fresh_card())
    other = reader.open(reader.name)
    eye = watch(reader)
    until(lambda: eye.look().state is ReaderState.BUSY)
    other.close()
    until(lambda: eye.look().state is ReaderState.READ)


def test_a_card_in_a_file_lies_there_while_the_file_does(tmp_path, watch):
    place = tmp_path / "card.json"
    eye = watch(FileSlot(place))
    until(lambda: eye.look().state is ReaderState.EMPTY)
    KeptCard.create(place, DATA)
    until(lambda: eye.look().state is ReaderState.READ)
    place.unlink()
    until(lambda: eye.look().state is ReaderState.EMPTY)


def test_a_file_that_is_no_card_is_not_read(tmp_path, watch):
    place = tmp_path / "card.json"
    place.write_text("{}")
    eye = watch(FileSlot(place))
    until(lambda: eye.look().state is ReaderState.MUTE)
