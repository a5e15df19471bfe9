"""Reads whom the office has to reach: reminders, calls, home visits, notices that came back."""

from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.notices.contact import ContactRules

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

MOST_ROWS: Final = 50
"""A list for one day's work; names are opened for what is shown only."""


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """A notified case and what was done to reach its holder; nothing about the holder."""

    case_id: UUID
    card_serial: str
    notice_round: int
    pickup_deadline: date
    sent_on: date | None
    calls: int
    last_call: str | None
    last_called_on: date | None
    home_visit: str | None
    home_visited_on: date | None
    returned_on: date | None
    return_reason: str | None
    address: str | None


@dataclass(frozen=True, kw_only=True)
class Due:
    """How many wait on each list."""

    reminders: int
    calls: int
    home_visits: int
    returned: int


class ContactQueries:
    def __init__(self, pool: "Pool", rules: ContactRules) -> None:
        self._pool, self._rules = pool, rules

    async def reminders(self, today: date) -> list[ContactRow]:
        """Whose last day is near and who was not reminded of it."""
        return await self._rows(_REMIND, *self._remind(today))

    async def calls(self, today: date) -> list[ContactRow]:
        """Second notices without an answer, that were not called lately."""
        return await self._rows(_CALL, *self._call(today))

    async def home_visits(self, today: date) -> list[ContactRow]:
        """Those whom no call reached."""
        return await self._rows(_VISIT, *self._visit(today))

    async def returned(self) -> list[ContactRow]:
        """Notices that came back and were not posted again, the oldest first."""
        return await self._rows(_BACK)

    async def due(self, today: date) -> Due:
        return Due(
            reminders=await self._count(_REMIND, *self._remind(today)),
            calls=await self._count(_CALL, *self._call(today)),
            home_visits=await self._count(_VISIT, *self._visit(today)),
            returned=await self._count(_BACK),
        )

    def _remind(self, today: date) -> tuple[object, ...]:
        return (today, today + timedelta(days=self._rules.reminder_days))

    def _call(self, today: date) -> tuple[object, ...]:
        rules = self._rules
        notified = today - timedelta(days=rules.call_after_days)
        return (notified, rules.most_calls, today - timedelta(days=rules.call_again_days))

    def _visit(self, today: date) -> tuple[object, ...]:
        rules = self._rules
        return (today - timedelta(days=rules.visit_after_days), rules.most_calls)

    async def _rows(self, condition: str, *values: object) -> list[ContactRow]:
        rows = await self._pool.fetch(
            f"SELECT {_COLUMNS} {_FROM} AND {condition}"
            f" ORDER BY coalesce(k.returned_on, c.pickup_deadline), c.card_serial"
            f" LIMIT {MOST_ROWS}",
            *values,
        )
        return [ContactRow(**dict(row)) for row in rows]

    async def _count(self, condition: str, *values: object) -> int:
        found: int = await self._pool.fetchval(
            f"SELECT count(*) {_FROM} AND {condition}",
            *values,
        )
        return found


_OF_CASE: Final = ("case_id", "card_serial", "notice_round", "pickup_deadline")
_COLUMNS: Final = ", ".join(
    f"{'c' if each.name in _OF_CASE else 'k'}.{each.name}" for each in fields(ContactRow)
)
_FROM: Final = """FROM office.case_overview AS c
    JOIN office.contact_overview AS k ON k.case_id = c.case_id WHERE c.stage = 'notified'"""
_REMIND: Final = """k.returned_on IS NULL AND c.pickup_deadline >= $1
    AND c.pickup_deadline <= $2 AND k.reminded_round < c.notice_round AND NOT k.declined"""
_CALL: Final = """k.returned_on IS NULL AND c.notice_round = 2 AND k.sent_on <= $1
    AND k.calls < $2 AND NOT k.declined AND coalesce(k.last_call, '') <> 'no-number'
    AND (k.last_called_on IS NULL OR k.last_called_on <= $3)"""
_VISIT: Final = """k.returned_on IS NULL AND c.notice_round = 2 AND k.sent_on <= $1
    AND (k.calls >= $2 OR k.last_call = 'no-number') AND NOT k.declined
    AND k.home_visited_on IS NULL
    AND coalesce(k.last_call, '') NOT IN ('will-book', 'family-told')"""
_BACK: Final = "k.returned_on IS NOT NULL"
