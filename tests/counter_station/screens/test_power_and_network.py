"""The power goes at each fact, the disk is full, the network is cut at several stations at once."""

import os
import resource
import sqlite3
import threading
from base64 import b64decode
from contextlib import closing, contextmanager, suppress
from uuid import UUID

import httpx
import pytest

from issuance.pins.kinds import PinKind
from issuance.pins.sealing import EnvelopeContext, open_sealed
from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import (
    WHOLE_VISIT,
    Clerk,
    Resident,
    whole_visit,
)
from tests.counter_station.screens.station_process import StationProcess

pytestmark = pytest.mark.timeout(300)
"""A test starts a station up to six times, on a busy machine as well."""

ALL = (0, 1, 2) if os.environ.get("MADOGUCHI_EVERY_FACT") else (0,)


class Counter:
    """Clerk and resident at one station; the clerk signs in again after each restart."""

    def __init__(self, office, station, visit_id):
        self.office, self.station, self.visit_id = office, station, visit_id
        self.clerk, self.resident = Clerk(station.url), Resident(station.url)
        self.sign_in()
        # The staff list comes before the day's parties, and nobody unknown can be called.
        until(lambda: self.party.reference in self.clerk.look("/").text)
        self.resident.pair(self.clerk.pairing_code)

    @property
    def party(self):
        return self.office.parties[str(self.visit_id)]

    def sign_in(self):
        assert self.clerk.sign_in(staff_id="K02").status_code == 200

    def call(self):
        self.clerk.of_visit(self.visit_id, "call")

    def identify(self):
        self.clerk.identify(self.visit_id, "drivers-licence", "eligibility-certificate")

    def take_pins(self):
        self.clerk.of_visit(self.visit_id, "pins", case_id=self.clerk.case_id)
        self.resident.begin()
        self.resident.type("8306")
        self.resident.type("KAEDE8306X")

    def travel(self):
        self.clerk.let_travel(self.visit_id)

    def finish(self):
        self.clerk.of_visit(self.visit_id, "finish")

    def close(self):
        self.clerk.close()
        self.resident.close()


@contextmanager
def before_the_commit(counter):
    """The journal takes nothing while this holds it: the step is under way, not written."""
    journal = counter.station.folder / "journal.sqlite"
    with closing(sqlite3.connect(journal, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield True
        holder.execute("ROLLBACK")


@contextmanager
def written_and_not_sent(counter):
    counter.office.fail = True
    yield False
    counter.office.fail = False


@contextmanager
def heard_and_not_answered(counter):
    counter.office.slow_seconds = 30.0
    yield False
    counter.office.slow_seconds = 0.0


MOMENTS = (before_the_commit, written_and_not_sent, heard_and_not_answered)


def cut_power_at(counter, moment, step):
    """Do the step, kill the station at that moment, start it again; repeat what was not written."""
    with moment(counter) as lost:
        doing = threading.Thread(target=_try, args=(step,))
        doing.start()
        doing.join(0.7 if lost else None)
        counter.station.kill()
        doing.join()
    counter.station.start()
    counter.sign_in()
    if lost:
        step()


def _try(step):
    with suppress(httpx.HTTPError, AssertionError):
        step()


@pytest.mark.parametrize("first", ALL)
def test_the_power_goes_at_each_fact(office, station, adult, first):
    """With MADOGUCHI_EVERY_FACT every fact meets every moment; else each fact meets one."""
    counter = Counter(office, station, adult)
    steps = (counter.call, counter.identify, counter.take_pins, counter.travel, counter.finish)
    for number, step in enumerate(steps):
        cut_power_at(counter, MOMENTS[(first + number) % len(MOMENTS)], step)
    until(lambda: "未送信 0件" in counter.clerk.look("/").text)
    assert office.kinds(adult) == WHOLE_VISIT
    assert_pins_open(office)
    counter.close()


def assert_pins_open(office):
    [sealed] = [each for each in office.heard if each["kind"] == "pins-sealed"]
    context = EnvelopeContext(
        tenant="131237",
        case_id=UUID(sealed["case_id"]),
        envelope_id=UUID(sealed["envelope_id"]),
    )
    with open_sealed(b64decode(sealed["blob"]), context=context, key=office.key) as values:
        assert values[PinKind.AUTHENTICATION] == b"8306"


@contextmanager
def full_disk(station):
    """No file of the station's process can grow beyond its first page."""
    before = resource.prlimit(station.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(station.pid, resource.RLIMIT_FSIZE, (4_096, before[1]))
    yield
    resource.prlimit(station.pid, resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_leaves_nothing_half_written(office, station, adult):
    counter = Counter(office, station, adult)
    counter.call()
    with full_disk(station):
        counter.identify()
        assert counter.clerk.page.status_code == 422
        assert "この端末に記録できません" in counter.clerk.page.text
        assert "空きを作ってから" in counter.clerk.page.text
        again = Clerk(station.url)
        assert "この端末に記録できません" in again.sign_in(staff_id="S01").text
        again.close()
        assert office.kinds() == ["arrived", "called"]
    counter.identify()
    counter.take_pins()
    counter.travel()
    counter.finish()
    until(lambda: "未送信 0件" in counter.clerk.look("/").text)
    assert office.kinds(adult) == WHOLE_VISIT
    assert_pins_open(office)
    counter.close()


@pytest.fixture
def van(office, tmp_path):
    """A second station, which keeps its day's people."""
    station = StationProcess(
        tmp_path,
        office_port=office.port,
        office_wait_seconds=1.0,
        station_id="A2",
        offline_day="true",
        sealing_key_id=office.key.key_id,
    )
    yield station.start()
    station.stop()


def test_the_network_is_cut_in_the_middle_of_visits_at_two_stations(office, station, van, adult):
    mine, moved, taken = office.expect(), office.expect(), office.expect()
    hall = Counter(office, station, adult)
    hall.call()
    mobile = Counter(office, van, mine.visit_id)
    until(lambda: "準備済み 5組" in mobile.clerk.look("/").text)
    mobile.call()
    office.fail = True
    hall.identify()
    mobile.identify()
    # The van's power goes as well: staff list, key and people are on its disk, locked.
    van.kill()
    van.start()
    mobile.sign_in()
    page = mobile.clerk.look("/").text
    assert "試験 太郎" in page
    for each in (hall, mobile):
        each.take_pins()
        each.travel()
        each.finish()
    whole_visit(mobile.clerk, mobile.resident, moved.visit_id)
    whole_visit(mobile.clerk, mobile.resident, taken.visit_id)
    page = mobile.clerk.look("/").text
    assert "今日の24:00まで続けられます" in page
    assert "準備済み 5組" in page
    # Meanwhile, where the network is:
    office.moved_out(moved.case_ids[0])
    office.call_at(taken.visit_id, "B9")
    office.fail = False
    for each in (hall, mobile):
        until(lambda clerk=each.clerk: "未送信 0件" in clerk.look("/").text)
    assert office.kinds(adult) == office.kinds(mine.visit_id) == WHOLE_VISIT
    assert "pins-sealed" not in office.kinds(moved.visit_id) + office.kinds(taken.visit_id)
    assert taken.station == "B9"
    assert_conflicts(mobile.clerk.look("/").text)
    hall.close()
    mobile.close()


def assert_conflicts(page):
    """One notice a visit, with its cause and what to do; nothing of the visits that went well."""
    assert page.count("受け付けませんでした") == 2
    assert "この方は転出しました" in page
    assert "転出先の市区町村で手続きするよう" in page
    assert "別の窓口が先に呼び出しています" in page
    assert "その窓口で対応しています" in page
