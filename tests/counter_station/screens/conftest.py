"""The real office behind a gate, a station as its own process, a clerk and a resident."""

import re
import time

import pytest

from tests.counter_station.screens.people_at_counter import Clerk, Resident
from tests.counter_station.screens.station_process import StationProcess


@pytest.fixture(scope="module")
def house(real_office, tmp_path_factory):
    """A station for all tests of a file: starting one takes its time."""
    folder = tmp_path_factory.mktemp("station")
    station = StationProcess(folder, office_port=real_office.port, office_wait_seconds=1.0)
    station.start()
    yield real_office, station
    station.stop()


@pytest.fixture
def office(house):
    """The office with a party of one and a party of three, and nothing heard yet."""
    office, _ = house
    office.new_day()
    office.expect_all([1, 3])
    return office


@pytest.fixture
def adult(office):
    """The party of one."""
    return next(iter(office.parties))


@pytest.fixture
def family(office):
    """The party of three."""
    return list(office.parties)[1]


@pytest.fixture
def station(house, office):
    """The station, with nobody at the counter before and after."""
    _, station = house
    yield station
    office.reset()
    station.start()
    last = Clerk(station.url)
    last.sign_in(staff_id="K02")
    if here := re.search(r'action="/visits/([^/"]+)/', last.look("/").text):
        last.of_visit(here.group(1), "call-off")
    until(lambda: "未送信 0件" in last.look("/").text)
    for position in re.findall(r'action="/conflicts/(\d+)"', last.look("/").text):
        last.send(f"/conflicts/{position}")
    last.close()


@pytest.fixture
def clerk(station, office, family):
    clerk = Clerk(station.url)
    assert clerk.sign_in().status_code == 200
    # The first look at the office comes a moment after signing in.
    until(lambda: office.parties[family].reference in clerk.look("/").text)
    yield clerk
    clerk.close()


@pytest.fixture
def resident(station, clerk):
    resident = Resident(station.url)
    resident.pair(clerk.pairing_code)
    yield resident
    resident.close()


def until(true, seconds=60.0):
    """Wait for something to become true, on a busy machine as well."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.05)
