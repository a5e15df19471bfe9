"""The private PC/SC service leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from counter_station.readers.daemon import PrivateReaders
from counter_station.readers.pointing import talking_to

pytestmark = pytest.mark.pcsc

KILLED_WITH_A_CARD_ON_THE_READER = """
import os, signal, sys
from pathlib import Path
from counter_station.readers.daemon import PrivateReaders
readers = PrivateReaders.start()
card = readers.plug_in(Path(sys.argv[1]))
print(readers._process.pid, card._process.pid, readers.socket, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_ends_with_the_process_that_started_it(pcsc_service, card_file):
    ended = subprocess.run(
        [sys.executable, "-c", KILLED_WITH_A_CARD_ON_THE_READER, card_file],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    service, card, socket = ended.stdout.split()
    wait_until_gone(service)
    wait_until_gone(card)
    assert not Path(socket).parent.exists()


def wait_until_gone(pid: str) -> None:
    for _ in range(100):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    os.kill(int(pid), signal.SIGKILL)
    pytest.fail("still running")


def test_runs_beside_another_one(pcsc_service):
    with PrivateReaders.start() as beside:
        assert beside.socket.exists()
        assert beside.environment != pcsc_service.readers.environment
    assert not beside.socket.parent.exists()


def test_one_process_can_talk_to_one_after_another(pcsc, card_file):
    reader = PrivateReaders.SLOTS[0]
    nothing = pcsc.transport.presence(reader)
    with PrivateReaders.start() as beside, talking_to(beside.socket):
        beside.plug_in(card_file)
        known = pcsc.transport.presence(reader)
        assert known.present or pcsc.transport.wait(reader, known, timeout_seconds=10).present
    assert pcsc.transport.presence(reader) == nothing
