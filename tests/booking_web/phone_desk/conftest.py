"""The booking site with a phone desk, and somebody who works there."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher
from litestar import Litestar
from litestar.testing import AsyncTestClient

from booking_web.app import create_app
from infra.postgres.access import Access
from tests.booking_web.pages.conftest import Clock, Resident, clock, holder, office
from tests.booking_web.pages.office import Holder, settings_for

__all__ = ["clock", "holder", "office"]

Worker = Callable[..., AsyncTestClient[Litestar]]
CODE, PASSWORD = "P01", "a password only for tests"
_RADIO = re.compile(r'name="slot" value="([^"]+)"')


class Staff(Resident):
    """A member of staff at a browser of the phone desk."""

    call = ""
    """The address of the call on the screen."""

    async def sign_in(self, code: str = CODE, password: str = PASSWORD) -> httpx.Response:
        await self.look("/phone-desk/sign-in")
        return await self.send("/phone-desk/sign-in", code=code, password=password)

    async def answer(self, holder: Holder) -> httpx.Response:
        await self.look("/phone-desk")
        answer = await self.send("/phone-desk/call", named(holder))
        self.call = answer.url.path
        return answer

    async def book_at(self, time: str = "1 900", **more: object) -> httpx.Response:
        """The grid of the page last seen is sent along, as a browser does."""
        return await self.send(f"{self.call}/book", {**self.grid, "time": time, **more})

    @property
    def grid(self) -> dict[str, str]:
        return {name: self.hidden(name) for name in ("venue", "dates")}

    def hidden(self, name: str) -> str:
        match = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', self.page)
        return match[1] if match else ""

    @property
    def slots(self) -> list[UUID]:
        return [UUID(each) for each in _RADIO.findall(self.page)]


def named(holder: Holder) -> dict[str, str]:
    return {"number": holder.printed, "birthday": f"{holder.birthday:%Y%m%d}"}


@pytest.fixture(scope="session")
def staff_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hashed as lightly as argon2 allows: these tests sign in a hundred times."""
    path = tmp_path_factory.mktemp("phone-desk") / "staff.toml"
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    path.write_text("".join(f'[{each}]\npassword_hash = "{hashed}"\n' for each in (CODE, "P02")))
    return path


@pytest.fixture
def worker(booking_access: Access, clock: Clock, staff_file: Path) -> Worker:
    """Starts a worker process's application; any number of them share one database."""

    def start(**settings: object) -> AsyncTestClient[Litestar]:
        given = {"phone_staff_file": staff_file, "contacts_key": bytes([3] * 32), **settings}
        app = create_app(settings_for(booking_access.dsn, **given), clock=clock)
        return AsyncTestClient(app, base_url="http://127.0.0.1:8700")

    return start


@pytest.fixture
async def client(worker: Worker) -> AsyncIterator[httpx.AsyncClient]:
    async with worker() as client:
        yield client


@pytest.fixture
async def at_the_door(client: httpx.AsyncClient, office, holder: Holder) -> Staff:
    """Somebody who has not signed in yet, at a site with free times."""
    await office.send_async(client)
    await until_shown(client)
    return Staff(client)


async def until_shown(client: httpx.AsyncClient) -> None:
    for _ in range(100):  # the timetable follows the log
        if "2026-12-01" in (await client.get("/")).text:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the timetable never showed the free day")


@pytest.fixture
async def staff(at_the_door: Staff) -> Staff:
    await at_the_door.sign_in()
    return at_the_door
