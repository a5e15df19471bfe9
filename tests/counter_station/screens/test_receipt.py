"""控え: where its code leads, and that it names nobody."""

import re

import pytest

from counter_station.screens.receipt import receipt_of
from counter_station.texts import SOURCE
from counter_station.visit.state import Visit
from tests.counter_station.screens.station_inside import StationInside

SITE = "https://yoyaku.example.lg.jp"
EDGE = re.compile(r"\b7H2K|[0-9a-f]{8}-")


@pytest.fixture
def inside(tmp_path):
    inside = StationInside(tmp_path, booking_public_url=f"{SITE}/", office_phone="03-0000-1234")
    yield inside.station
    inside.station.desk.journal.close()


def test_the_code_leads_to_the_status_page_and_names_nobody(inside):
    receipt = receipt_of(inside, Visit(reference="7H2K-9QXM"), "zh-Hans")
    assert receipt.address == f"{SITE}/mine?lang=zh-Hans"
    assert not EDGE.search(receipt.address)
    assert receipt.code.startswith("<svg")


def test_without_a_site_there_is_no_code(tmp_path):
    inside = StationInside(tmp_path)
    assert not receipt_of(inside.station, Visit(), SOURCE).code
    inside.station.desk.journal.close()


def test_how_long_it_takes_is_what_the_ward_says(tmp_path):
    inside = StationInside(tmp_path, card_ready_days=21)
    assert receipt_of(inside.station, Visit(), SOURCE).ready_days == 21
    inside.station.desk.journal.close()
