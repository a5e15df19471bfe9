"""Reads what is under way by post, what is owed, and whose clock has run out."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.read_models.queries_cases import MOST_ROWS

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool


@dataclass(frozen=True, kw_only=True)
class ShipmentRow:
    """One envelope; nothing about whom it goes to."""

    shipment_id: UUID
    case_id: UUID
    card_serial: str
    stage: str
    tracking_number: str
    mail_class: str
    status: str
    status_on: date
    sealed_at: datetime
    posted_on: date | None
    accepted_on: date | None
    held_until: date | None
    return_reason: str | None
    barred: list[str]


@dataclass(frozen=True, kw_only=True)
class ListRow:
    """One list that the post took."""

    list_id: UUID
    posted_on: date
    number: int
    posted_at: datetime
    posted_by: str
    registered: int
    addressee_only: int

    @property
    def count(self) -> int:
        return self.registered + self.addressee_only


@dataclass(frozen=True, kw_only=True)
class ClockRow:
    """A case and the dates its clocks run from."""

    case_id: UUID
    card_serial: str
    stage: str
    shelf: str | None
    notice_round: int
    pickup_deadline: date | None
    return_reason: str | None
    expires_on: date
    first_notice_on: date | None
    returned_on: date | None
    deferred_until: date | None
    deferral: str | None
    proposed_by: str | None
    approved_by: str | None
    barred: list[str]
    loss: str | None
    lost_on: date | None
    duties: list[str]


@dataclass(frozen=True, kw_only=True)
class SignedRow:
    """A list of destroyed cards that two people signed."""

    list_id: UUID
    destroyed_on: date
    signed_at: datetime
    witnesses: list[str]
    card_serials: list[str]


class MailQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def sealed(self) -> list[ShipmentRow]:
        """What lies in the tray, the oldest first; also what must not go."""
        return await self._shipments(
            "s.status = 'sealed' ORDER BY s.sealed_at, s.tracking_number LIMIT $1", MOST_ROWS
        )

    async def under_way(self) -> list[ShipmentRow]:
        """What the post has, those without news longest first."""
        return await self._shipments(
            "s.status IN ('posted', 'accepted', 'held', 'coming-back')"
            " ORDER BY s.status_on, s.tracking_number LIMIT $1",
            MOST_ROWS,
        )

    async def of_list(self, list_id: UUID) -> list[ShipmentRow]:
        return await self._shipments("s.list_id = $1 ORDER BY s.tracking_number", list_id)

    async def of_case(self, case_id: UUID) -> list[ShipmentRow]:
        return await self._shipments("s.case_id = $1 ORDER BY s.sealed_at", case_id)

    async def of_numbers(self, numbers: Collection[str]) -> list[ShipmentRow]:
        """Every envelope that ever had one of these numbers and was not opened again."""
        return await self._shipments(
            "s.tracking_number = ANY($1) AND s.status <> 'opened' ORDER BY s.posted_on",
            list(numbers),
        )

    async def lists(self, day: date) -> list[ListRow]:
        rows = await self._pool.fetch(
            f"SELECT {_names(ListRow)} FROM office.posting_lists"  # noqa: S608 - our names
            " WHERE posted_on = $1 ORDER BY number",
            day,
        )
        return [ListRow(**dict(row)) for row in rows]

    async def list_of(self, list_id: UUID) -> ListRow | None:
        row = await self._pool.fetchrow(
            f"SELECT {_names(ListRow)} FROM office.posting_lists"  # noqa: S608 - our names
            " WHERE list_id = $1",
            list_id,
        )
        return None if row is None else ListRow(**dict(row))

    async def signed(self, limit: int = 20) -> list[SignedRow]:
        """The lists of destroyed cards, the newest first."""
        rows = await self._pool.fetch(
            f"SELECT {_names(SignedRow)} FROM office.destruction_lists"  # noqa: S608 - our names
            " ORDER BY signed_at DESC LIMIT $1",
            limit,
        )
        return [SignedRow(**dict(row)) for row in rows]

    async def signed_list(self, list_id: UUID) -> SignedRow | None:
        row = await self._pool.fetchrow(
            f"SELECT {_names(SignedRow)} FROM office.destruction_lists"  # noqa: S608 - our names
            " WHERE list_id = $1",
            list_id,
        )
        return None if row is None else SignedRow(**dict(row))

    async def clock(self, case_id: UUID) -> ClockRow | None:
        found = await self._clocks("k.case_id = $1", case_id)
        return found[0] if found else None

    async def owed(self) -> list[ClockRow]:
        """Losses after which something is still to be done; the oldest first."""
        return await self._clocks(
            "k.duties <> '{}' ORDER BY k.lost_on, c.card_serial LIMIT $1", MOST_ROWS
        )

    async def count_owed(self) -> int:
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.case_clocks WHERE duties <> '{}'"
        )
        return found

    async def barred(self) -> list[ClockRow]:
        """Cards that may not go by post, still here or in the tray."""
        return await self._clocks(
            "k.barred <> '{}' AND c.stage IN ('ready-to-go', 'sealed', 'returned')"
            " ORDER BY c.stage_since, c.card_serial LIMIT $1",
            MOST_ROWS,
        )

    async def expired(self, today: date) -> list[ClockRow]:
        """Cards here whose own last day has passed."""
        return await self._clocks(
            f"k.expires_on < $1 AND NOT c.missing AND c.stage NOT IN ({_NOT_HERE})"
            " ORDER BY k.expires_on, c.card_serial LIMIT $2",
            *(today, MOST_ROWS),
        )

    async def ageing(self, noticed_before: date, returned_before: date) -> list[ClockRow]:
        """Cards whose first notice or return lies so far back that a clock may have run out."""
        return await self._clocks(
            "((c.stage = 'notified' AND c.notice_round >= 2 AND k.first_notice_on <= $1)"
            " OR (c.stage = 'returned' AND k.returned_on <= $2))"
            " ORDER BY k.first_notice_on, c.card_serial LIMIT $3",
            *(noticed_before, returned_before, MOST_ROWS),
        )

    async def to_destroy(self) -> list[ClockRow]:
        """Proposed, approved and void cards that lie here."""
        return await self._clocks(
            "c.stage IN ('void', 'unclaimed') AND NOT c.missing AND EXISTS (SELECT FROM"
            " office.card_places AS p WHERE p.card_serial = c.card_serial AND p.place IS NOT NULL)"
            " ORDER BY c.stage_since, c.card_serial LIMIT $1",
            MOST_ROWS,
        )

    async def _shipments(self, condition: str, *values: object) -> list[ShipmentRow]:
        rows = await self._pool.fetch(f"{_SHIPMENTS} WHERE {condition}", *values)
        return [ShipmentRow(**dict(row)) for row in rows]

    async def _clocks(self, condition: str, *values: object) -> list[ClockRow]:
        rows = await self._pool.fetch(f"{_CLOCKS} WHERE {condition}", *values)
        return [ClockRow(**dict(row)) for row in rows]


def _names(row: type[ListRow | SignedRow]) -> str:
    return ", ".join(each.name for each in fields(row))


_NOT_HERE: Final = (
    "'unknown', 'expected', 'posted', 'void', 'delivered', 'handed-over', 'destroyed', 'lost'"
)
_SHIPMENTS: Final = """SELECT s.shipment_id, s.case_id, c.card_serial, c.stage, s.tracking_number,
    s.mail_class, s.status, s.status_on, s.sealed_at, s.posted_on, s.accepted_on, s.held_until,
    s.return_reason, k.barred
    FROM office.shipments AS s JOIN office.case_overview AS c USING (case_id)
    JOIN office.case_clocks AS k USING (case_id)"""
_CLOCKS: Final = """SELECT k.case_id, c.card_serial, c.stage, c.shelf, c.notice_round,
    c.pickup_deadline, c.return_reason, k.expires_on, k.first_notice_on, k.returned_on,
    k.deferred_until, k.deferral, k.proposed_by, k.approved_by, k.barred, k.loss, k.lost_on,
    k.duties
    FROM office.case_clocks AS k JOIN office.case_overview AS c USING (case_id)"""
