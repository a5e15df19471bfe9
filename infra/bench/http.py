"""Residents over HTTP, by wrk: a load generator in C that leaves the machine to the server."""

import hmac
import subprocess
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import msgspec

from booking_web.pages.form_token import FormTokens
from booking_web.sessions import Person, SessionSeal
from infra.bench.children import Child
from infra.bench.desk import Opened
from infra.bench.ward import NOW, notice_of, slot_of
from infra.bench.web import SECRET
from infra.demo.ports import free_ports

_FORMS = Path(__file__).parent / "forms.lua"
_PAGES = Path(__file__).parent / "pages.lua"
_FASTEST = 8_000
"""More forms a second than any machine will ask for; each needs a resident of its own."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What wrk counted; `p99` in seconds."""

    requests: int
    seconds: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


class Residents:
    """One worker of the booking site, and 64 residents at a time who send their form to it."""

    def __init__(self, stack: ExitStack, dsn: str, folder: Path, *, slots: int) -> None:
        (self._port,) = free_ports(1)
        Child(stack, "web", dsn, str(self._port)).hear(Opened)
        self._folder, self._slots, self._first = folder, slots, 0
        self._token = FormTokens(SECRET).fresh()

    def send(self, path: str, seconds: float, *, once: bool) -> Answers:
        """Post forms to *path*; *once*: each resident has only one, and it is used up."""
        tickets = self._folder / "tickets"
        count = int(_FASTEST * seconds)
        tickets.write_text("".join(self._ticket(self._first + each) for each in range(count)))
        answers = self._wrk(_FORMS, path, seconds, str(tickets), path, self._token)
        self._first += answers.requests + 64 if once else 0
        return answers

    def look_at(self, path: str, seconds: float) -> Answers:
        """Open a page again and again."""
        return self._wrk(_PAGES, path, seconds)

    def _ticket(self, number: int) -> str:
        seal = SessionSeal(hmac.digest(SECRET, b"session cookie", "sha256"))
        session = seal.signed_in(Person(notice_id=notice_of(number), tail="2345"), NOW)
        return f"{seal.close(session)} {slot_of(number % self._slots)} {uuid4()}\n"

    def _wrk(self, script: Path, path: str, seconds: float, *words: str) -> Answers:
        url = f"http://127.0.0.1:{self._port}{path}"
        command = ["wrk", "-t1", "-c64", f"-d{seconds:.0f}s", "-s", str(script), url, "--"]
        done = subprocess.run([*command, *words], capture_output=True, text=True, check=True)
        return msgspec.json.decode(done.stdout.splitlines()[-1], type=Answers)
