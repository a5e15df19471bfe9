"""A station inside the test: its parts can be reached, and its clock is set by hand."""

import re
from datetime import UTC, datetime
from uuid import UUID, uuid5

import httpx
from litestar.di import Provide

from counter_station.app import create_app
from counter_station.settings import StationSettings
from counter_station.visit.facts import IdentityVerified, PartyCalled, VisitOpened
from counter_station.visit.people import Check, PersonDue
from infra.settings import load
from issuance.identity.situations import Situation
from issuance.pins.kinds import PinKind
from tests.counter_station.screens.people_at_counter import TOKEN
from tests.counter_station.screens.station_process import settings_of

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
VISIT = UUID("0195c1f0-0000-7000-8000-000000000001")
CASE = uuid5(VISIT, "case")
_DUE = PersonDue(case_id=CASE, notice_tail="7H2K", under_15=False, pin_kinds=tuple(PinKind))
_VERIFIED = IdentityVerified(
    case_id=CASE, situation=Situation.SELF_N, rule="SELF/A1", documents=(), method=Check.VISUAL
)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


class StationInside:
    """The application without its background work; the office is away."""

    def __init__(self, folder, **more):
        table = settings_of(
            folder, office_port=1, port=8720, reader="none", office_wait_seconds=0.0, **more
        )
        named = {f"MADOGUCHI_STATION_{name}".upper(): str(each) for name, each in table.items()}
        self.clock = Clock()
        self.app = create_app(load("station", StationSettings, named), clock=self.clock)
        provided = self.app.dependencies["station"]
        assert isinstance(provided, Provide)
        self.station = provided.dependency()

    async def serve(self, *, proven=True):
        """K01 has called somebody, who has proven who they are."""
        opened = VisitOpened(reference="7H2K", starts_at=NOW, people=(_DUE,))
        called = PartyCalled(station="A1", called_at=NOW)
        facts = [opened, called, _VERIFIED] if proven else [opened, called]
        await self.station.desk._do(VISIT, lambda _: facts, "staff:K01")

    def held(self):
        """The first PIN as it lies in the memory: wiped, it is zeros."""
        return self.station.entries.current()._accepted[PinKind.AUTHENTICATION]

    def screen(self):
        return ScreenInside(self)

    async def screen_in_the_middle(self):
        """A paired screen, at which the resident has chosen a way and typed the first PIN."""
        screen = self.screen()
        await screen.pair()
        await screen.type_first()
        assert "署名用パスワード" in screen.text
        return screen


class ScreenInside:
    """A resident's browser in the test's own loop; keeps cookies and the last page."""

    def __init__(self, inside):
        self._inside = inside
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(inside.app),
            base_url="http://127.0.0.1:8720",
            follow_redirects=True,
        )
        self.text = ""

    async def pair(self):
        await self.look()
        return await self.send("/resident/pair", code=self._inside.station.pairing.code)

    async def type_first(self):
        await self.send("/resident/begin", numbers="one")
        await self.send("/resident/pin", question="0", first="8306", again="8306")

    async def type_second(self):
        return await self.send(
            "/resident/pin", question="1", first="KAEDE8306X", again="KAEDE8306X"
        )

    async def look(self, path="/resident"):
        self.text = (await self._http.get(path)).text
        return self.text

    async def now(self):
        return (await self._http.get("/resident/now")).text

    async def send(self, path, **fields):
        token = TOKEN.search(self.text)
        fields = {"_csrf_token": token.group(1) if token else "", **fields}
        self.text = (await self._http.post(path, data=fields)).text
        return self.text

    @property
    def language(self):
        found = re.search(r'<html lang="([^"]+)"', self.text)
        return found.group(1) if found else ""
