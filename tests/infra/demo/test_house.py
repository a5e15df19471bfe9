"""The house: comes up in order, brings back what falls, goes down clean, alone in its folder."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import httpx
import pytest

from infra.demo.child import Part
from infra.demo.errors import DemoRunsAlreadyError, PartDidNotStartError, PortBusyError
from infra.demo.ports import Ports
from infra.demo.supervisor import running_house
from infra.postgres.zones import BOOKING, ISSUANCE

WEB = """
import http.server, sys
class Here(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"here")
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Here).serve_forever()
"""

HOUSE = """
import asyncio, sys
from pathlib import Path
from infra.demo.child import Part
from infra.demo.ports import Ports
from infra.demo.supervisor import running_house
async def main():
    async with running_house(Path(sys.argv[1]), Ports.free(), parts=[
        Part(name="still", command=[sys.executable, "-c", "import time; time.sleep(600)"])
    ]) as house:
        print(*house.pids().values(), flush=True)
        await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.fixture
def ports():
    return Ports.free()


@pytest.fixture
def site(ports):
    """A small process that stands for a booking site."""
    command = [sys.executable, "-c", WEB, str(ports.booking)]
    return Part(name="booking", command=command, health_url=f"{ports.url('booking')}/health")


async def stand(folder, ports, parts):
    """A house that comes up and goes down at once."""
    async with running_house(folder, ports, parts=parts):
        pass


async def answers(url):
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(url)).text


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_stands_while_the_block_runs_and_is_gone_after(tmp_path, ports, site):
    async with running_house(tmp_path, ports, parts=[site]) as house:
        pids = [pid for pid in house.pids().values() if pid is not None]
        assert await answers(house.booking_url) == "here"
        for zone in (BOOKING, ISSUANCE):
            connection = await asyncpg.connect(house.access(zone).dsn)
            assert await connection.fetchval("SELECT count(*) FROM ledger.stored_events") == 0
            await connection.close()
    assert len(pids) == 2
    assert not any(map(is_running, pids))


async def test_brings_back_what_was_killed(tmp_path, ports, site):
    async with running_house(tmp_path, ports, parts=[site]) as house:
        for name in ("booking", "postgres"):
            before = house.pids()[name]
            await house.kill(name)
            await house.wait_until_up(name)
            assert house.pids()[name] not in (before, None)
        assert await answers(house.booking_url) == "here"


async def test_a_busy_port_is_named_with_the_remedy(tmp_path, ports, site):
    said = f"{ports.booking}.*MADOGUCHI_DEMO_BOOKING_PORT"
    with (
        socket.create_server(("127.0.0.1", ports.booking)),
        pytest.raises(PortBusyError, match=said),
    ):
        await stand(tmp_path, ports, [site])


async def test_two_in_one_folder_do_not_fight(tmp_path, ports):
    async with running_house(tmp_path, ports, parts=[]):
        with pytest.raises(DemoRunsAlreadyError, match=str(os.getpid())):
            await stand(tmp_path, Ports.free(), [])


async def test_a_process_that_cannot_start_is_named_with_what_it_said(tmp_path, ports):
    command = [sys.executable, "-c", "raise SystemExit('no key')"]
    broken = Part(name="booking", command=command, health_url=ports.url("booking"))
    with pytest.raises(PartDidNotStartError, match="no key"):
        await stand(tmp_path, ports, [broken])


def test_leaves_nothing_behind_when_it_is_killed(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOUSE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as said:
        pids = [int(word) for word in said.readline().split()]
    process.send_signal(signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 20
    while any(map(is_running, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(pids) == 2
    assert not any(map(is_running, pids))
    asyncio.run(stand(tmp_path, Ports.free(), []))
