"""The network goes: whatever the way it goes, at most one screen waits, and the visit goes on."""

import time

import pytest

from tests.counter_station.screens.conftest import until
from tests.counter_station.screens.people_at_counter import (
    WHOLE_VISIT,
    Clerk,
    Resident,
    whole_visit,
)
from tests.counter_station.screens.station_process import StationProcess

WAIT_SECONDS = 3.0
"""So long that a screen which waited for the office is told from one of a busy machine."""


class Waiting(Clerk):
    """Notes how long each next screen took."""

    def __init__(self, url):
        super().__init__(url)
        self.waits: list[float] = []

    def send(self, path, **fields):
        began = time.monotonic()
        answer = super().send(path, **fields)
        self.waits.append(time.monotonic() - began)
        return answer

    @property
    def screens_that_waited(self):
        return sum(each >= WAIT_SECONDS for each in self.waits)


@pytest.fixture(scope="module")
def patient(real_office, tmp_path_factory):
    """A station that waits longer for its office than any does."""
    folder = tmp_path_factory.mktemp("patient")
    port = real_office.port
    station = StationProcess(folder, office_port=port, office_wait_seconds=WAIT_SECONDS)
    yield station.start()
    real_office.reset()
    station.stop()


@pytest.fixture
def at_work(patient, real_office):
    """Clerk and resident there, and a party that the station knows."""
    real_office.new_day()
    party = real_office.expect()
    clerk, resident = Waiting(patient.url), Resident(patient.url)
    assert clerk.sign_in().status_code == 200
    until(lambda: party.reference in clerk.look("/").text)
    resident.pair(clerk.pairing_code)
    clerk.waits.clear()
    yield clerk, resident, str(party.visit_id)
    clerk.close()
    resident.close()


def test_one_screen_waits_for_an_office_that_falls_silent(real_office, at_work):
    clerk, resident, visit_id = at_work
    real_office.fall_silent()
    whole_visit(clerk, resident, visit_id)
    assert "事務所につながりません" in clerk.page.text
    assert clerk.screens_that_waited <= 1
    assert "pins-sealed" not in real_office.kinds(visit_id)
    real_office.reset()
    until(lambda: real_office.kinds(visit_id) == WHOLE_VISIT)


def test_no_screen_waits_where_nothing_listens(real_office, at_work):
    clerk, resident, visit_id = at_work
    real_office.fail = True
    whole_visit(clerk, resident, visit_id)
    assert clerk.screens_that_waited == 0
    assert "事務所につながりません" in clerk.look("/").text
    real_office.reset()
    until(lambda: real_office.kinds(visit_id) == WHOLE_VISIT)
