"""Clerks at a station inside the test, with a list of staff of its own; the office is away."""

import httpx
from argon2 import PasswordHasher

from counter_station.visit.station_facts import stream_of
from issuance.pins.keys import OpeningKey
from tests.counter_station.screens.people_at_counter import TOKEN
from tests.counter_station.screens.station_inside import CASE, VISIT, StationInside

PIN = "481516"
_HASH = PasswordHasher(time_cost=1, memory_cost=8_192).hash(PIN)


class Staffed(StationInside):
    """K01, K02 and the supervisor S01 work here."""

    def __init__(self, folder):
        lines = (f'[{code}]\npin_hash = "{_HASH}"' for code in ("K01", "K02"))
        file = folder / "staff.toml"
        file.write_text("\n".join([*lines, f'[S01]\npin_hash = "{_HASH}"\nsupervisor = true']))
        super().__init__(folder, staff_file=file)
        self.station.desk.office.key = OpeningKey.generate().sealing_key

    def told(self):
        """Of the visit: each fact's name and who did it, but for how long things took."""
        return [each for each in self._history(VISIT) if each[0] != "VisitMeasured"]

    def of_station(self):
        return self._history(stream_of("A1"))

    def _history(self, stream):
        history = self.station.desk.journal.history(stream)
        return [(type(each.fact).__name__, each.by.removeprefix("staff:")) for each in history]

    def window(self):
        return Window(self)


class Window:
    """One window of a browser; `tab` opens another one of the same browser."""

    def __init__(self, inside, http=None):
        self._inside = inside
        transport = httpx.ASGITransport(inside.app)
        self._http = http or httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8720", follow_redirects=True
        )
        self.page, self._token = httpx.Response(200), ""

    def tab(self):
        return Window(self._inside, self._http)

    async def sign_in(self, staff_id):
        await self.look("/sign-in")
        return await self.send("/sign-in", staff_id=staff_id, pin=PIN)

    async def look(self, path="/"):
        return self._note(await self._http.get(path))

    async def version(self):
        return (await self._http.get("/live")).json()["version"]

    async def send(self, path, **fields):
        """A form of the last page with forms in this window, however old."""
        return self._note(await self._http.post(path, data={"_csrf_token": self._token, **fields}))

    def _note(self, answer):
        found = TOKEN.search(answer.text)
        self.page, self._token = answer, found.group(1) if found else self._token
        return answer.text

    async def of_visit(self, step, **fields):
        return await self.send(f"/visits/{VISIT}/{step}", case_id=str(CASE), **fields)
