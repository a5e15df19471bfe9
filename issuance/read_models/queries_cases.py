"""Reads `office.case_overview`: lists by stage, one case, searches."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from issuance.pins.kinds import PinKind, kinds_needed

if TYPE_CHECKING:
    from asyncpg import Record

    from issuance.ledger.postgres import Pool

MOST_ROWS: Final = 200
_MOST_NOTICES: Final = 50_000


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case as the lists show it; nothing about its holder."""

    case_id: UUID
    stage: str
    stage_since: datetime
    card_serial: str
    kind: str
    box: str
    shelf: str | None
    missing: bool
    defective: bool
    pinless: bool
    under_15: bool
    signature_certificate: bool
    authentication_certificate: bool
    notice_round: int
    pickup_deadline: date | None
    reference: str | None
    party_id: UUID | None
    visit_id: UUID | None
    venue_id: UUID | None
    starts_at: datetime | None
    minutes: int | None
    late_minutes: int | None
    delivery_mode: str | None
    envelope_id: UUID | None
    shipment_id: UUID | None
    tracking_number: str | None
    return_reason: str | None
    unreached: bool

    @property
    def pin_kinds(self) -> frozenset[PinKind]:
        """The PINs that have to be set on this card."""
        return kinds_needed(
            signature_certificate=self.signature_certificate,
            authentication_certificate=self.authentication_certificate,
            pinless=self.pinless,
        )


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A notice that was sent."""

    case_id: UUID
    round: int


class CaseQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def one(self, case_id: UUID) -> CaseRow | None:
        row = await self._pool.fetchrow(f"{_SELECT} WHERE case_id = $1", case_id)
        return None if row is None else case_row(row)

    async def of_serial(self, card_serial: str) -> UUID | None:
        """The case of a card, whatever became of it."""
        found: UUID | None = await self._pool.fetchval(
            "SELECT case_id FROM office.cards WHERE card_serial = $1", card_serial
        )
        return found

    async def of_notice(self, notice_id: UUID) -> UUID | None:
        found: UUID | None = await self._pool.fetchval(
            "SELECT case_id FROM office.notices WHERE notice_id = $1", notice_id
        )
        return found

    async def of_reference(self, reference: str) -> list[CaseRow]:
        """A party's cases by the number of their booking."""
        return await self._rows("WHERE reference = $1 ORDER BY card_serial", reference)

    async def of_tracking(self, tracking_number: str) -> list[CaseRow]:
        """The case of a registered item that is or was on its way."""
        return await self._rows("WHERE tracking_number = $1 LIMIT 2", tracking_number)

    async def these(self, case_ids: Collection[UUID]) -> list[CaseRow]:
        return await self._rows("WHERE case_id = ANY($1) ORDER BY card_serial", list(case_ids))

    async def at_stages(self, stages: Collection[str], limit: int = MOST_ROWS) -> list[CaseRow]:
        """The cases that wait there, those that wait longest first."""
        return await self._rows(
            "WHERE stage = ANY($1) ORDER BY stage_since, card_serial LIMIT $2",
            *(list(stages), limit),
        )

    async def count_at_stage(self, stage: str) -> int:
        """How many wait there whose card is at hand and can be issued."""
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.case_overview"
            " WHERE stage = $1 AND NOT missing AND NOT defective",
            stage,
        )
        return found

    async def missing(self) -> list[CaseRow]:
        return await self._rows("WHERE missing ORDER BY card_serial LIMIT $1", MOST_ROWS)

    async def unreached(self) -> list[CaseRow]:
        """Whose e-mail about a booking did not arrive; who comes first is first."""
        return await self._rows(f"WHERE {_UNREACHED} ORDER BY starts_at LIMIT $1", MOST_ROWS)

    async def asked_again(self) -> list[CaseRow]:
        """Whose PINs were lost to time, and who has not booked again; the longest wait first."""
        return await self._rows(f"WHERE {_ASKED_AGAIN} ORDER BY stage_since LIMIT $1", MOST_ROWS)

    async def count_asked_again(self) -> int:
        found: int = await self._pool.fetchval(
            f"SELECT count(*) FROM office.case_overview WHERE {_ASKED_AGAIN}"  # noqa: S608 - ours
        )
        return found

    async def count_unreached(self) -> int:
        found: int = await self._pool.fetchval(
            f"SELECT count(*) FROM office.case_overview WHERE {_UNREACHED}"  # noqa: S608 - ours
        )
        return found

    async def second_notice_due(self, today: date) -> list[CaseRow]:
        """First notices whose last day passed without a booking."""
        return await self._rows(f"WHERE {_SECOND_DUE} ORDER BY pickup_deadline LIMIT $2",
                                *(today, MOST_ROWS))  # fmt: skip

    async def count_second_notice_due(self, today: date) -> int:
        found: int = await self._pool.fetchval(
            f"SELECT count(*) FROM office.case_overview WHERE {_SECOND_DUE}",  # noqa: S608 - ours
            today,
        )
        return found

    async def noticed_between(
        self, start: datetime, end: datetime, limit: int = MOST_ROWS
    ) -> list[CaseRow]:
        """Notices sent in that time whose holders have not booked yet."""
        return await self._rows(
            "WHERE stage = 'notified' AND stage_since >= $1 AND stage_since < $2"
            " ORDER BY stage_since, card_serial LIMIT $3",
            *(start, end, limit),
        )

    async def box(self, box: str, *, unscanned: bool) -> list[CaseRow]:
        """The cards a list announced for a box: those not scanned yet, or the others."""
        sign = "=" if unscanned else "<>"
        return await self._rows(
            f"WHERE box = $1 AND stage {sign} 'expected' ORDER BY card_serial LIMIT $2",
            *(box, MOST_ROWS),
        )

    async def sealed_pins_before(self, before: datetime) -> list[CaseRow]:
        """Cases whose PINs were sealed earlier than that and are not on the card yet."""
        return await self._rows(
            "WHERE case_id IN (SELECT case_id FROM office.sealed_pins WHERE sealed_at < $1)"
            " ORDER BY stage_since LIMIT $2",
            *(before, MOST_ROWS),
        )

    async def notices_sent(self) -> list[Sent]:
        """Every notice that may still be asked about."""
        rows = await self._pool.fetch(
            "SELECT case_id, round FROM office.notices LIMIT $1", _MOST_NOTICES
        )
        return [Sent(case_id=row["case_id"], round=row["round"]) for row in rows]

    async def _rows(self, condition: str, *values: object) -> list[CaseRow]:
        return [case_row(row) for row in await self._pool.fetch(f"{_SELECT} {condition}", *values)]


def case_row(row: "Record") -> CaseRow:
    return CaseRow(**{name: row[name] for name in _COLUMNS})


_COLUMNS: Final = tuple(each.name for each in fields(CaseRow))
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM office.case_overview"  # noqa: S608 - our names
_ASKED_AGAIN: Final = "asked_again AND stage = 'notified'"
_UNREACHED: Final = "unreached AND stage = 'booked'"
_SECOND_DUE: Final = """stage = 'notified' AND notice_round = 1 AND pickup_deadline < $1
    AND NOT EXISTS (SELECT 1 FROM office.contact_overview AS k
      WHERE k.case_id = case_overview.case_id AND k.returned_on IS NOT NULL)"""
