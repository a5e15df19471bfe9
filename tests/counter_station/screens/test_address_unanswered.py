"""The office is known by a name and nobody answers for it: the journal still has its threads."""

import asyncio
import socket
import threading

import pytest

from tests.counter_station.screens.station_inside import VISIT, StationInside

ASKED_AT_A_TIME = 20


@pytest.fixture
def answered(monkeypatch):
    """Questions for an address hang until this is set."""
    answered = threading.Event()

    def ask(*_):
        answered.wait(60)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    yield answered
    answered.set()


async def test_steps_go_on_while_questions_for_the_address_hang(tmp_path, answered):
    inside = StationInside(tmp_path)
    async with inside.app.lifespan():
        loop = asyncio.get_running_loop()
        asked = [loop.getaddrinfo("office.invalid", 443) for _ in range(ASKED_AT_A_TIME)]
        asking = asyncio.gather(*asked, return_exceptions=True)
        await asyncio.sleep(0)  # now each has its thread, or waits for one
        try:
            async with asyncio.timeout(20):
                await inside.serve()
        finally:
            answered.set()
            await asking
    assert inside.station.desk.at_counter == VISIT
