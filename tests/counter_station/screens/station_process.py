"""A station as its own process, the way it is really started, so that it can be killed."""

import base64
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

from counter_station.journal.strongbox import StrongBox
from issuance.ledger.recorders import place_of

ROOT = Path(__file__).parents[3]
LOOK = ROOT / "infra" / "look"
STAFF_PIN = "481516"


def settings_of(folder, *, office_port, port, **more):
    """The settings of a station in a folder of its own."""
    key = folder / "journal.key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(base64.b64encode(b"j" * 32).decode())
    return {
        "station_id": "A1",
        "office_url": f"http://127.0.0.1:{office_port}",
        "office_token": "t" * 40,
        "journal": folder / "journal.sqlite",
        "journal_key_path": key,
        "look": LOOK,
        "session_secret": "c2Vzc2lvbi1zZWNyZXQtc2Vzc2lvbi1zZWNyZXQtc2Vzc2lvbg==",
        "csrf_secret": "Y3NyZi1zZWNyZXQtY3NyZi1zZWNyZXQtY3NyZi1zZWNyZXQtY3NyZg==",
        "reader": f"virtual:{folder / 'card.json'}",
        "insecure_loopback": "true",
        "office_every_seconds": 0.5,
        "port": port,
        **more,
    }


def journal_opened(folder):
    """Every row of a station's journal, unlocked: what its key's owner could read."""
    box = StrongBox.read(folder / "journal.key")
    with closing(sqlite3.connect(folder / "journal.sqlite")) as database:
        facts = "SELECT originator_id, originator_version, state FROM stored_events"
        rows = [
            (state, place_of(UUID(at), number)) for at, number, state in database.execute(facts)
        ]
        rows += [(body, f"kept|{name}") for name, body in database.execute("SELECT * FROM kept")]
        replies = "SELECT position, body FROM replies"
        rows += [(body, f"replies|{number}") for number, body in database.execute(replies)]
    return b"\n".join(box.open(body, place) for body, place in rows)


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


class StationProcess:
    """`madoguchi serve station`, with its output in a file of the folder."""

    def __init__(self, folder, *, office_port, **more):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._settings = settings_of(folder, office_port=office_port, port=self.port, **more)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self):
        """Start it unless it runs."""
        if self._process is not None and self._process.poll() is None:
            return self
        variables = {
            f"MADOGUCHI_STATION_{name}".upper(): str(value)
            for name, value in self._settings.items()
        }
        with (self.folder / "station.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "infra.cli.main", "serve", "station"],
                env={"PATH": os.environ["PATH"], "HOME": str(self.folder), **variables},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        self._wait_until_up()
        return self

    @property
    def pid(self):
        assert self._process is not None
        return self._process.pid

    def kill(self):
        """As if the power had gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self):
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def _wait_until_up(self):
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            with suppress(OSError), closing(HTTPConnection("127.0.0.1", self.port)) as asked:
                asked.request("GET", "/health")
                if asked.getresponse().status == HTTPStatus.OK:
                    return
            time.sleep(0.05)
        raise AssertionError((self.folder / "station.log").read_text())


@contextmanager
def station_process(folder, *, office_port, **more):
    process = StationProcess(folder, office_port=office_port, **more).start()
    try:
        yield process
    finally:
        process.stop()
