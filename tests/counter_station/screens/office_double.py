"""A small office over real HTTP for the station's own tests: it answers, refuses, or is away."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid5

from issuance.pins.sealing import OpeningKey

WARD = UUID("0195c1f0-0000-7000-8000-000000000001")
PEOPLE = ("試験 太郎", "試験 花子", "試験 次郎")


@dataclass
class Party:
    """Made-up people who booked together."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    people: list[dict[str, Any]]
    stage: str = "expected"
    station: str | None = None


@dataclass
class OfficeDouble:
    """What the office knows and has heard."""

    parties: dict[str, Party] = field(default_factory=dict)
    heard: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    answers: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    refuse: dict[str, str] = field(default_factory=dict)
    fail: bool = False
    slow_seconds: float = 0.0
    key: OpeningKey = field(default_factory=OpeningKey.generate)

    def reset(self):
        """Another day: nobody is expected, nothing is wrong."""
        self.parties.clear()
        self.heard.clear()
        self.refuse.clear()
        self.fail, self.slow_seconds = False, 0.0

    def kinds(self):
        return [each["kind"] for each in self.heard]


def party(number, *, size=1, stage="waiting", minutes=0, under_15=False, pinless=False):
    people = [person(number, place, under_15=under_15, pinless=pinless) for place in range(size)]
    return Party(
        visit_id=uuid5(WARD, f"visit {number}"),
        reference=f"7H2K-{number:04d}",
        starts_at=datetime.now(UTC) + timedelta(minutes=minutes),
        people=people,
        stage=stage,
    )


def person(number, place, *, under_15=False, pinless=False):
    four = ["authentication", "resident-register", "card-info-input"]
    return {
        "case_id": str(uuid5(WARD, f"case {number}.{place}")),
        "notice_tail": f"{number:02d}{place}X",
        "name": PEOPLE[place % len(PEOPLE)],
        "name_kana": "シケン タロウ",
        "birth_on": "2016-04-08" if under_15 else "1985-04-08",
        "address": "江戸川区架空町1丁目2番3号",
        "postcode": "132-8501",
        "kind": "first",
        "under_15": under_15,
        "pinless": pinless,
        "pin_kinds": four if under_15 else [*four, "signature"],
        "stage": "booked",
        "card_serial": "000000000000001",
        "old_card_expected": False,
    }


@contextmanager
def running(office, port=0):
    """Serve *office* on loopback; the port is free to be chosen, so that it can come back."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(office))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(office):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def log_message(self, *_):
            pass

        def do_GET(self):
            path = self.path.partition("?")[0]
            if office.fail:
                return self.say(500, {})
            if path == "/api/station/queue":
                queue = [_queued(each) for each in office.parties.values()]
                return self.say(200, {"visits": queue})
            if path == "/api/station/sealing-key":
                key = office.key.sealing_key
                return self.say(
                    200, {"key_id": key.key_id, "public_key_pem": key.to_pem().decode()}
                )
            found = office.parties.get(path.rsplit("/", 1)[1])
            if found is None:
                return self.say(404, {"code": "not-found"})
            return self.say(200, _queued(found) | {"people": found.people})

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            time.sleep(office.slow_seconds)
            if office.fail:
                return self.say(500, {})
            key = self.headers["idempotency-key"]
            if key not in office.answers:
                office.answers[key] = self.take(body, key)
            return self.say(*office.answers[key])

        def take(self, body, key):
            if code := office.refuse.get(body["kind"]):
                return 409, {"code": code, "detail": {}}
            visit_id = self.path.split("/")[4]
            office.heard.append(
                {**body, "visit_id": visit_id, "key": key, "staff": self.headers["x-staff"]}
            )
            if found := office.parties.get(visit_id):
                _move(found, body)
            return 200, {"visit": None}

        def say(self, status, content):
            data = json.dumps(content, default=str).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    return Handler


def _queued(found):
    people = [{key: each[key] for key in ("case_id", "notice_tail")} for each in found.people]
    return {
        "visit_id": str(found.visit_id),
        "reference": found.reference,
        "starts_at": found.starts_at.isoformat(),
        "minutes": 10,
        "stage": found.stage,
        "station": found.station,
        "called_by": None,
        "people": people,
    }


def _move(found, body):
    stages = {
        "arrived": "waiting",
        "called": "called",
        "called-off": "waiting",
        "finished": "finished",
        "no-show": "no-show",
    }
    found.stage = stages.get(body["kind"], found.stage)
    found.station = body.get("station", found.station)
