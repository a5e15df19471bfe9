"""A station inside the test: its parts can be reached, and its clock is set by hand."""

import re
from datetime import UTC, datetime

import httpx
from litestar.di import Provide

from counter_station.app import create_app
from counter_station.settings import StationSettings
from infra.settings import load
from tests.counter_station.screens.people_at_counter import TOKEN
from tests.counter_station.screens.station_process import settings_of

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


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

    def screen(self):
        return ScreenInside(self)


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
