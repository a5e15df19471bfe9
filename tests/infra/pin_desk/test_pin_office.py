"""What the PIN desk says to the office, heard by a small server."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from counter_station.office_key import OfficeToken
from infra.pin_office import PinOffice, Waiting
from issuance.pins.kinds import PinKind


@pytest.fixture
def keys():
    return []


@pytest.fixture
def url(keys):
    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            keys.append(self.headers["idempotency-key"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_card_that_is_uncertain_again_is_reported_again(url, keys):
    """With the first report's key the office would answer, and note nothing."""
    waiting = Waiting(
        case_id=uuid4(),
        envelope_id=uuid4(),
        key_id="0" * 16,
        pin_kinds=frozenset({PinKind.AUTHENTICATION}),
        card_serial="1",
        expires_on=date(2036, 6, 1),
        task="set",
        on_paper=False,
        opening=9,
        blob=b"",
    )
    with PinOffice(url, OfficeToken("token")) as office:
        office.report(waiting, "uncertain", [])
        office.report(waiting, "uncertain", [])
    assert len(set(keys)) == 2
