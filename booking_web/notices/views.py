"""閲覧の記録: who of the office looked at a holder's data. A display, kept for half a year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from booking_web.refusals import DeskAwayError
from issuance.calendar import add_months, office_date, office_time
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog, Transaction

MONTHS: Final = 6
MOST: Final = 200
"""So many are shown of one person at most, the newest."""
_TELL: Final = """
INSERT INTO booking.person_views (notice_id, viewed_at, role, section, purpose)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"""
_TIDY: Final = "DELETE FROM booking.person_views WHERE viewed_at < $1"
_OF: Final = """
SELECT viewed_at, role, section, purpose FROM booking.person_views
WHERE notice_id = $1 AND viewed_at >= $2 ORDER BY viewed_at DESC, role, purpose LIMIT $3"""


class Role(StrEnum):
    """職務 of whoever looked, as the office names it."""

    CLERK = "clerk"
    STOCK = "stock"
    PIN_OFFICER = "pin-officer"
    SEALER = "sealer"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    RECEPTION = "reception"
    CALL_CENTRE = "call-centre"
    AUDITOR = "auditor"
    TENANT_ADMIN = "tenant-admin"


class Section(StrEnum):
    COUNTER = "counter"
    BACK_OFFICE = "back-office"


class Purpose(StrEnum):
    CASE = "case"
    VISIT = "visit"
    NOTICE = "notice"
    POSTING = "posting"
    RETURNED_MAIL = "returned-mail"
    RECORD_CHANGE = "record-change"


@dataclass(frozen=True, kw_only=True)
class View:
    at: datetime
    role: Role
    section: Section
    purpose: Purpose


def oldest_shown(now: datetime) -> datetime:
    """The beginning of the day half a year ago."""
    return office_time(add_months(office_date(now), -MONTHS), 0)


async def tell(tx: Transaction, notice_id: UUID, view: View, now: datetime) -> None:
    """Note a view, told again or not; called in the transaction of the office's batch."""
    oldest = oldest_shown(now)
    if view.at >= oldest:
        told = (view.at, view.role.value, view.section.value, view.purpose.value)
        await tx.connection.execute(_TELL, notice_id, *told)
    await tx.connection.execute(_TIDY, oldest)


class Views:
    """What residents are shown of it."""

    def __init__(self, log: PostgresLog) -> None:
        self._log = log

    async def of(self, notice_ids: Collection[UUID], now: datetime) -> dict[UUID, list[View]]:
        """For each notice the views of the last half year, the newest first.

        Raises:
            DeskAwayError: the database is away.
        """
        asked = (oldest_shown(now), MOST)
        try:
            async with self._log.transaction() as tx:
                rows = {each: await tx.connection.fetch(_OF, each, *asked) for each in notice_ids}
        except AWAY as fault:
            raise DeskAwayError from fault
        return {
            notice_id: [
                View(
                    at=row["viewed_at"],
                    role=Role(row["role"]),
                    section=Section(row["section"]),
                    purpose=Purpose(row["purpose"]),
                )
                for row in found
            ]
            for notice_id, found in rows.items()
        }
