"""The sealing desk: a virtual card on its reader is told to the office, and nothing else is."""

import json
from datetime import date

import httpx
import pytest

from counter_station.readers.in_process import InProcessReader
from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData
from infra.sealing_desk import SealingDesk

SERIAL = "412345600000001"


class Office:
    """Answers as the office's door does, or is away."""

    def __init__(self) -> None:
        self.told: list[dict[str, object]] = []
        self.away = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("away", request=request)
        assert request.url.path == "/api/sealing-desk/card"
        self.told.append(json.loads(request.content))
        return httpx.Response(200, json={"desk": "sealing-1"})


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def reader():
    return InProcessReader()


@pytest.fixture
def desk(office, reader):
    client = httpx.Client(base_url="http://office", transport=httpx.MockTransport(office))
    return SealingDesk((reader, reader.readers()[0]), client, poll_seconds=0.01)


@pytest.fixture
def card(tmp_path):
    data = CardData(
        serial=SERIAL,
        municipality="13123",
        expires_on=date(2036, 4, 8),
        signature_certificate=False,
    )
    return KeptCard.create(tmp_path / "card.json", data)


TOLD = {
    "card_serial": SERIAL,
    "signature_certificate": False,
    "authentication_certificate": True,
}


def test_a_card_is_told_once_when_it_is_laid_down(desk, office, reader, card):
    desk.serve()
    assert office.told == []
    reader.insert(card)
    for _ in range(3):
        desk.serve()
    assert office.told == [TOLD]


def test_an_office_that_was_away_is_told_later(desk, office, reader, card):
    office.away = True
    reader.insert(card)
    desk.serve()
    office.away = False
    desk.serve()
    assert office.told == [TOLD]


def test_a_card_taken_away_is_told_no_more(desk, office, reader, card):
    reader.insert(card)
    desk.serve()
    reader.remove()
    desk.serve()
    assert len(office.told) == 1
