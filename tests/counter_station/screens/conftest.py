"""A small office over HTTP, a station as its own process, a clerk and a resident."""

import itertools
import re
import time

import pytest

from tests.counter_station.screens.office_double import OfficeDouble, party, running
from tests.counter_station.screens.people_at_counter import Clerk, Resident
from tests.counter_station.screens.station_process import StationProcess

numbers = itertools.count(1)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """An office and a station for all tests of a file: starting one takes its time."""
    office = OfficeDouble()
    with running(office) as port:
        folder = tmp_path_factory.mktemp("station")
        station = StationProcess(folder, office_port=port, office_wait_seconds=1.0)
        station.start()
        yield office, station
        station.stop()


@pytest.fixture
def office(house):
    """The office with a party of one and a party of three, and nothing heard yet."""
    office, _ = house
    office.reset()
    for size in (1, 3):
        each = party(next(numbers), size=size, stage="expected", minutes=10)
        office.parties[str(each.visit_id)] = each
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
    last.sign_in()
    if here := re.search(r'action="/visits/([^/"]+)/', last.look("/").text):
        last.of_visit(here.group(1), "call-off")
    until(lambda: "未送信 0件" in last.look("/").text, seconds=30)
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


def until(true, seconds=10.0):
    """Wait for something to become true."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it never became true"
        time.sleep(0.05)
