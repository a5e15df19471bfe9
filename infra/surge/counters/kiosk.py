"""受付機: a browser in the hall, paired with the office, where visitors check in."""

import re
from datetime import datetime
from typing import Final, Self
from uuid import UUID

import asyncpg
import httpx

from issuance.office.hall_devices import HallDevices, HallUse

_TOKEN: Final = re.compile(r'name="_csrf_token" value="([^"]+)"')
_KEY: Final = re.compile(r'name="key" value="([^"]+)"')
_TICKET: Final = re.compile(r"/kiosk/ticket/(\d+)")
_VISIT: Final = "SELECT visit_id FROM office.case_overview WHERE case_id = $1"


class KioskError(Exception):
    """The kiosk gave no ticket."""


class Kiosk:
    """Checks people in by the number of their notice, one after another."""

    def __init__(self, http: httpx.AsyncClient, office: asyncpg.Pool) -> None:
        self._http, self._office = http, office
        self.tickets: dict[UUID, int] = {}
        """The number that each visit was given, as the screen said it."""

    @classmethod
    async def paired(cls, url: str, office: asyncpg.Pool, venue_id: UUID, now: datetime) -> Self:
        """A new kiosk, let in by a code that a member of staff made."""
        code = await HallDevices(office).offer(
            venue_id, HallUse.KIOSK, name="drill", by="K90", at=now
        )
        # A connection that was kept may end just when it is used again; a browser asks anew then.
        limits = httpx.Limits(max_keepalive_connections=0)
        http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=30, limits=limits)
        page = await http.get("/hall/pair")
        form = {"_csrf_token": _first(_TOKEN, page.text), "pairing": code}
        answer = await http.post("/hall/pair", data=form)
        if not answer.has_redirect_location:
            raise KioskError(answer.status_code)
        return cls(http, office)

    async def check_in(self, number: str, case_id: UUID) -> UUID:
        """Somebody with an appointment today; the visit.

        Raises:
            KioskError: no ticket came.
        """
        return await self._ask("/kiosk", "/kiosk/check-in", case_id, number=number)

    async def walk_in(self, number: str, case_id: UUID) -> UUID:
        """Somebody without an appointment, who comes for their card.

        Raises:
            KioskError: no ticket came.
        """
        wish = {"service": "collect", "notice": number}
        return await self._ask("/kiosk/walk-in", "/kiosk/walk-in", case_id, **wish)

    async def close(self) -> None:
        await self._http.aclose()

    async def _ask(self, page: str, path: str, case_id: UUID, **fields: str) -> UUID:
        text = (await self._http.get(page)).text
        form = {"_csrf_token": _first(_TOKEN, text), "key": _first(_KEY, text), **fields}
        answer = await self._http.post(path, data=form)
        ticket = _TICKET.search(answer.headers.get("location", ""))
        visit_id: UUID | None = await self._office.fetchval(_VISIT, case_id)
        if ticket is None or visit_id is None:
            raise KioskError(answer.status_code)
        self.tickets[visit_id] = int(ticket[1])
        return visit_id


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise KioskError(pattern.pattern)
    return found[1]
