"""準備した来庁: a day's parties with their people, locked on the disk until the day is over.

In memory they are only while a clerk is signed in.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec

from counter_station.journal.outbox import Outbox
from counter_station.office_answers import QueuedVisit, Resident
from counter_station.released import PreparedDay, PreparedVisit
from issuance.calendar import office_date

_NAME: Final = "prepared|"


class PreparedDays:
    """Today's, and those fetched ahead."""

    def __init__(self, outbox: Outbox, now: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._now = now
        self._in_memory: PreparedDay | None = None
        self.size: int | None = None
        """How many parties are prepared for today; None: the day was not prepared."""
        self.prepared_at: datetime | None = None
        self.tidy()
        self.look_again()

    def keep(self, day: PreparedDay) -> None:
        body = msgspec.json.encode(day)
        self._outbox.keep_copy(f"{_NAME}{day.day}", body, self._now())
        self._in_memory = None
        self.look_again()

    def change(self, more: Iterable[PreparedVisit], expected: Collection[UUID]) -> None:
        """Today's with *more* parties, and without those that are not *expected* any more."""
        day = self._read(self._today())
        if day is None:
            return
        known = {each.visit.visit_id: each for each in (*day.visits, *more)}
        visits = tuple(each for visit_id, each in known.items() if visit_id in expected)
        self.keep(msgspec.structs.replace(day, visits=visits))

    def look_again(self) -> tuple[QueuedVisit, ...]:
        """How much is there for today; its parties without their people."""
        day = self._read(self._today())
        self.size = None if day is None else len(day.visits)
        self.prepared_at = None if day is None else day.prepared_at
        return () if day is None else tuple(each.visit for each in day.visits)

    def people(self, visit_id: UUID) -> tuple[Resident, ...]:
        """A party's people, for a clerk who is signed in; empty where it is not prepared."""
        today = self._today()
        if self._in_memory is None or self._in_memory.day != today:
            self._in_memory = self._read(today)
        found = self._in_memory.find(visit_id) if self._in_memory else None
        return found.people if found else ()

    def forget_people(self) -> None:
        """Nobody is signed in: out of the memory; on the disk they stay locked."""
        self._in_memory = None

    def tidy(self) -> None:
        """Days that are over leave the disk."""
        today = self._today().isoformat()
        names = self._outbox.copies(_NAME)
        over = [each for each in names if each.removeprefix(_NAME) < today]
        if over:
            self._outbox.forget_copies(over)
            self._in_memory = None

    def _read(self, day: date) -> PreparedDay | None:
        kept = self._outbox.copy(f"{_NAME}{day}")
        return msgspec.json.decode(kept.body, type=PreparedDay) if kept else None

    def _today(self) -> date:
        return office_date(self._now())
