"""The booking site in one process, on a real database, with an office that fills it."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

import httpx
import pytest
from litestar.testing import AsyncTestClient

from infra.postgres.access import Access
from tests.booking_web.pages.office import NOW, Holder, Office, settings_for
from tests.support.apps import booking_app

TUESDAY = date(2026, 12, 1)
_TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([^"]+)"')


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> None:
        self.now += timedelta(**time)


class Resident:
    """A browser without JavaScript: it looks at a page, fills in its form, sends it."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.page = ""

    async def look(self, path: str) -> httpx.Response:
        answer = await self.client.get(path, follow_redirects=True)
        self.page = answer.text
        return answer

    async def send(
        self,
        path: str,
        fields: Mapping[str, object] = MappingProxyType({}),
        *,
        follow: bool = True,
        **more: object,
    ) -> httpx.Response:
        """Post a form with the token and key of the page last seen."""
        hidden = {"_csrf_token": self._hidden(_TOKEN), "key": self._hidden(_KEY)}
        answer = await self.client.post(
            path, data={**hidden, **fields, **more}, follow_redirects=follow
        )
        self.page = answer.text
        return answer

    def _hidden(self, pattern: re.Pattern[str]) -> str:
        match = pattern.search(self.page)
        return match[1] if match else ""

    async def identify(self, holder: Holder, path: str = "/book/who") -> httpx.Response:
        await self.look(path)
        return await self.send(path, identity(holder))

    async def choose(self, day: date = TUESDAY, nth: int = 0) -> httpx.Response:
        """Hold the nth free time of a day."""
        await self.look(f"/book/time/{day}")
        return await self.send("/book/time", slot=slots_on(self.page)[nth])

    async def book(self, holder: Holder, nth: int = 0) -> httpx.Response:
        await self.identify(holder)
        await self.look("/book/help")
        await self.send("/book/help", spoken="ja")
        await self.choose(nth=nth)
        return await self.send("/book/check")


def identity(holder: Holder) -> dict[str, str]:
    born_on = holder.birthday
    return {
        "number": holder.printed,
        "birthday-era": "",
        "birthday-year": str(born_on.year),
        "birthday-month": str(born_on.month),
        "birthday-day": str(born_on.day),
    }


def slots_on(page: str) -> list[UUID]:
    return [UUID(each) for each in re.findall(r'name="slot" value="([^"]+)"', page)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(booking_access: Access, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    app = booking_app(settings_for(booking_access.dsn), clock)
    async with AsyncTestClient(app, base_url="http://127.0.0.1:8700") as client:
        yield client


@pytest.fixture
def office() -> Office:
    """Says the venue and two days with six times each; places for four."""
    office = Office()
    office.announce()
    times = [(9, 0), (9, 10), (9, 20), (13, 0), (13, 10), (13, 20)]
    for day in (TUESDAY, TUESDAY + timedelta(days=1)):
        office.offer(day, times)
    return office


@pytest.fixture
def holder(office: Office) -> Holder:
    return office.release(date(1950, 4, 8))


@pytest.fixture
async def resident(client: httpx.AsyncClient, office: Office, holder: Holder) -> Resident:
    await office.send_async(client)
    for _ in range(100):  # the timetable follows the log
        if "2026-12-01" in (await client.get("/")).text:
            return Resident(client)
        await asyncio.sleep(0.02)
    raise AssertionError("the timetable never showed the free day")
