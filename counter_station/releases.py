"""Asks the office for what a station needs to work on its own: staff, prepared visits, the time."""

from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import msgspec

from counter_station.journal.courier import Refused
from counter_station.journal.outbox import Outbox
from counter_station.journal.reach import OfficeAwayError
from counter_station.office_client import OfficeClient
from counter_station.prepared import PreparedDays
from counter_station.released import PreparedDay, StaffList
from issuance.calendar import office_date
from issuance.ledger.facts import Json
from issuance.passkeys.site import NewKey

_STAFF: Final = "staff"
_STAFF_GOOD_FOR: Final = timedelta(seconds=10)
_PREPARED_GOOD_FOR: Final = timedelta(minutes=10)
_SURE_WITHIN: Final = timedelta(seconds=3)
"""An answer that took longer says nothing about seconds."""
_WORTH_NOTING_SECONDS: Final = 2


class Releases:
    """The office's list of staff, the day's parties, and how far the clocks are apart."""

    def __init__(
        self,
        office: OfficeClient,
        outbox: Outbox,
        now: Callable[[], datetime],
        *,
        venue: str = "",
        offline: bool = False,
    ) -> None:
        self._office, self._outbox, self._now = office, outbox, now
        self._venue, self._offline = venue, offline
        self._staff_at: datetime | None = None
        self._prepared_at: datetime | None = None
        self._expected: frozenset[UUID] = frozenset()
        self._noted_skew = 0
        self.prepared = PreparedDays(outbox, now)
        self.skew_seconds: int | None = None
        self.clock_moved: Callable[[int], None] = lambda _seconds: None
        kept = outbox.copy(_STAFF)
        self._staff = msgspec.json.decode(kept.body, type=StaffList) if kept else None

    def staff(self) -> StaffList | None:
        """Who may work here; None where the office has released no list for this day."""
        today = office_date(self._now())
        return self._staff if self._staff is not None and self._staff.day == today else None

    async def ask(self, expected: frozenset[UUID]) -> None:
        """Ask for what has become old, and for the day when others are *expected* than before.

        Raises:
            OfficeAwayError: it does not answer.
        """
        self.prepared.tidy()
        if self._is_old(self._staff_at, _STAFF_GOOD_FOR) or self.staff() is None:
            await self._ask_staff()
        if self._offline:
            await self._ask_day(expected)

    async def prepare(self, day: date) -> PreparedDay:
        """Fetch a day's parties with their people and keep them, locked.

        Raises:
            OfficeAwayError: it did not come, or this station may not have it.
        """
        prepared = await self._fetch(day)
        self.prepared.keep(prepared)
        return prepared

    async def add_passkey(
        self, staff_id: str, key: NewKey, *, timeout_seconds: float
    ) -> Refused | None:
        """Tell the office of somebody's new key: every station has it with its next list.

        Raises:
            OfficeAwayError: it did not hear it.
        """
        body: dict[str, Json] = {
            "at": self._now().isoformat(),
            "passkey_id": str(passkey_id := uuid4()),
            "credential_id": b64encode(key.credential_id).decode(),
            "public_key": b64encode(key.public_key).decode(),
            "sign_count": key.sign_count,
        }
        path = "/api/station/passkeys"
        async with self._office.reach.patience(timeout_seconds):
            refused = await self._office.tell(path, body, staff_id=staff_id, key=passkey_id)
        if refused is None:
            self._staff_at = None
            with suppress(OfficeAwayError):
                await self._ask_staff()
        return refused

    async def _ask_day(self, expected: frozenset[UUID]) -> None:
        """The whole day now and then; in between whoever came to be expected, and no more."""
        today = office_date(self._now())
        if self._is_old(self._prepared_at, _PREPARED_GOOD_FOR) or self.prepared.size is None:
            await self.prepare(today)
            self._prepared_at = self._now()
        elif expected != self._expected:
            more = expected - self._expected
            fetched = (await self._fetch(today, more)).visits if more else ()
            self.prepared.change(fetched, expected)
        self._expected = expected

    async def _fetch(self, day: date, only: frozenset[UUID] | None = None) -> PreparedDay:
        wanted = {
            "at": self._now().isoformat(),
            "day": day.isoformat(),
            "venue": self._venue,
            "only": None if only is None else sorted(map(str, only)),
        }
        path = "/api/station/prepared-days"
        return await self._office.ask(path, wanted, PreparedDay, key=uuid4())

    def measure_clock(self, office_now: datetime | None, asked_at: datetime) -> None:
        """Compare the clocks by an answer that took from *asked_at* until now."""
        took = self._now() - asked_at
        if office_now is None or not timedelta(0) <= took <= _SURE_WITHIN:
            return
        self.skew_seconds = round((asked_at + took / 2 - office_now).total_seconds())
        if abs(self.skew_seconds - self._noted_skew) >= _WORTH_NOTING_SECONDS:
            self._noted_skew = self.skew_seconds
            self.clock_moved(self.skew_seconds)

    async def _ask_staff(self) -> None:
        staff = await self._office.get("/api/station/staff", StaffList)
        if staff != self._staff:
            self._outbox.keep_copy(_STAFF, msgspec.json.encode(staff), self._now())
        self._staff, self._staff_at = staff, self._now()

    def _is_old(self, at: datetime | None, good_for: timedelta) -> bool:
        """A clock that was set back makes everything old."""
        return at is None or not timedelta(0) <= self._now() - at < good_for
