"""A clerk and a resident at one station, who answer every screen as soon as they see it."""

import asyncio
import base64
import re
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

import httpx

from counter_station.app import create_app
from counter_station.settings import StationSettings
from infra.settings import load
from issuance.pins.kinds import PinKind

_LOOK: Final = Path(__file__).parents[1] / "look"
_TOKEN: Final = re.compile(r'name="_csrf_token" value="([^"]+)"')
_CASE: Final = re.compile(r'name="case_id" value="([^"]+)"')
_CODE: Final = re.compile(r"<b data-pairing>(\d{6})</b>")
_UNSENT: Final = re.compile(r"未送信 (\d+)件")
_QUESTION: Final = re.compile(r'name="question" value="(\d+)"')
DIGITS: Final = "8306"
PASSWORD: Final = "KAEDE8306X"  # noqa: S105 - made up, as is who types it
TYPED: Final[Mapping[PinKind, str]] = {
    kind: PASSWORD if kind is PinKind.SIGNATURE else DIGITS for kind in PinKind
}
"""What every resident types."""
_SHOWN: Final = ("applicant:drivers-licence", "applicant:eligibility-certificate")
_DECLARED: Final = (
    "appeared-in-person",
    "no-change-expected",
    "no-forwarding",
    "can-receive",
    "accepts-pin-setting",
    "old-card-returned",
)
_STEPS: Final[tuple[tuple[str, dict[str, object]], ...]] = (
    ("identity", {"situation": "SELF_N", "document": _SHOWN}),
    ("pins", {}),
    ("delivery", {"mode": "registered-mail", "declared": _DECLARED}),
    ("finish", {}),
)
"""After the call; the five steps of a visit."""
_PATIENCE_SECONDS: Final = 60


class CalledElsewhereError(Exception):
    """The office said that another counter has the party."""


class Screen(NamedTuple):
    """A next screen: when it came (Unix time), and how long somebody waited for it."""

    at: float
    seconds: float


class _Browser:
    """Keeps cookies and the last page, and how long each form took to the next page."""

    def __init__(self, transport: httpx.ASGITransport) -> None:
        self._http = httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8720", follow_redirects=True, timeout=60
        )
        self.text = ""
        self.screens: list[Screen] = []

    async def look(self, path: str) -> str:
        self.text = (await self._http.get(path)).text
        return self.text

    async def send(self, path: str, **fields: object) -> str:
        token = _TOKEN.search(self.text)
        data = {"_csrf_token": token[1] if token else "", **fields}
        begun = time.perf_counter()
        answer = await self._http.post(path, data=data)
        self.screens.append(Screen(time.time(), time.perf_counter() - begun))
        if answer.status_code >= 400:
            raise RuntimeError(f"{path}: {answer.status_code}")
        self.text = answer.text
        return self.text

    async def glance(self, pattern: re.Pattern[str], path: str = "/") -> str:
        """What the page says there, without leaving the one that is open; "" for nothing."""
        found = pattern.search((await self._http.get(path)).text)
        return found[1] if found else ""

    def first(self, pattern: re.Pattern[str]) -> str:
        found = pattern.search(self.text)
        if found is None:
            raise RuntimeError(f"the page lacks {pattern.pattern}")
        return found[1]

    async def close(self) -> None:
        await self._http.aclose()


@dataclass(frozen=True, kw_only=True)
class StepSeen:
    """A step of a visit that the clerk's screen said is done."""

    visit_id: UUID
    case_id: UUID
    station: str
    step: str
    at: datetime
    """By this machine's clock."""


class CounterAtWork:
    """One station with its two browsers."""

    def __init__(self, name: str, transport: httpx.ASGITransport) -> None:
        self.name = name
        self.clerk, self.resident = _Browser(transport), _Browser(transport)
        self.visits: list[float] = []
        self.seen: list[StepSeen] = []

    @property
    def waits(self) -> list[float]:
        """Seconds, of the clerk."""
        return [each.seconds for each in self.clerk.screens]

    @property
    def _waited(self) -> float:
        """Seconds, of both."""
        return sum(each.seconds for each in (*self.clerk.screens, *self.resident.screens))

    async def begin(self) -> None:
        """Sign in, and pair the resident's screen."""
        await self.clerk.look("/sign-in")
        await self.clerk.send("/sign-in", staff_id="K01", pin="481516")
        self.clerk.screens.clear()  # a PIN is slow to check on purpose
        await self.clerk.look("/")
        await self.resident.look("/resident")
        await self.resident.send("/resident/pair", code=self.clerk.first(_CODE))

    async def unsent(self) -> int:
        """How many facts the office does not know yet, as the clerk's screen says."""
        return int(await self.clerk.glance(_UNSENT))

    def forget(self) -> None:
        """Begin to measure."""
        self.clerk.screens.clear()
        self.resident.screens.clear()
        self.visits.clear()

    async def whole_visit(self, visit_id: UUID, pause_seconds: float) -> None:
        """From the call to the end; notes the seconds that screens took of it.

        Raises:
            CalledElsewhereError: another counter has the party.
        """
        before = self._waited
        case_id = await self.call(visit_id)
        await asyncio.sleep(pause_seconds)
        for step, fields in _STEPS:
            await self.clerk.look("/")
            await self.clerk.send(f"/visits/{visit_id}/{step}", case_id=case_id, **fields)
            if step == "pins":
                await self._type_pins()
            self._note(visit_id, case_id, step)
            await asyncio.sleep(pause_seconds)
        self.visits.append(self._waited - before)

    async def call(self, visit_id: UUID) -> str:
        """Call the party; the case of its one member.

        Raises:
            CalledElsewhereError: another counter has the party.
        """
        await self._until_known(visit_id)
        await self.clerk.send(f"/visits/{visit_id}/call")
        if f"/visits/{visit_id}/identity" not in self.clerk.text:
            raise CalledElsewhereError(visit_id)
        case_id = self.clerk.first(_CASE)
        self._note(visit_id, case_id, "call")
        return case_id

    def _note(self, visit_id: UUID, case_id: str, step: str) -> None:
        self.seen.append(
            StepSeen(
                visit_id=visit_id,
                case_id=UUID(case_id),
                station=self.name,
                step=step,
                at=datetime.now(UTC),
            )
        )

    async def _type_pins(self) -> None:
        await self.resident.look("/resident")
        await self.resident.send("/resident/begin", numbers="one")
        for typed in (DIGITS, PASSWORD):
            await self.resident.look("/resident")
            question = self.resident.first(_QUESTION)
            await self.resident.send("/resident/pin", question=question, first=typed, again=typed)

    async def _until_known(self, visit_id: UUID) -> None:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while str(visit_id) not in await self.clerk.look("/"):  # noqa: ASYNC110 - a page
                await asyncio.sleep(0.1)


@asynccontextmanager
async def open_counter(
    folder: Path,
    name: str,
    office_port: int,
    *,
    clock: Callable[[], datetime] | None = None,
    more: Mapping[str, str] | None = None,
) -> AsyncGenerator[CounterAtWork]:
    """A station as `madoguchi serve station` makes it, without a reader; *more* settings of it."""
    settings = station_environment(folder, name, office_port, more=more)
    station = load("station", StationSettings, settings)
    app = create_app(station, clock=clock) if clock else create_app(station)
    async with app.lifespan():
        counter = CounterAtWork(name, httpx.ASGITransport(cast("Any", app)))
        await counter.begin()
        yield counter
        await counter.clerk.close()
        await counter.resident.close()


def station_environment(
    folder: Path,
    name: str,
    office_port: int,
    port: int = 8720,
    *,
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The settings of a station, as environment variables."""
    here = folder / name
    here.mkdir()
    key = here / "journal.key"
    key.touch(mode=0o600)
    key.write_text(base64.b64encode(name.encode().rjust(32)).decode())
    secret = base64.b64encode(b"s" * 48).decode()
    table = {
        "station_id": name,
        "office_url": f"http://127.0.0.1:{office_port}",
        "office_token": "t" * 40,
        "journal": here / "journal.sqlite",
        "journal_key_path": key,
        "look": _LOOK,
        "session_secret": secret,
        "csrf_secret": secret,
        "staff_file": folder / "staff.toml",
        "reader": "none",
        "insecure_loopback": "true",
        "port": port,
        **(more or {}),
    }
    return {f"MADOGUCHI_STATION_{field}".upper(): str(each) for field, each in table.items()}
