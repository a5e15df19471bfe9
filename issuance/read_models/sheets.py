"""`office.pin_sheets`: where each sealed sheet with PINs is, until two people destroyed it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, assert_never
from uuid import UUID

from issuance.custody.facts import SheetDestroyed, SheetMoved, SheetTaken
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Put, Table, change

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_MOST_ROWS: Final = 200
SHEETS: Final = Table(name="office.pin_sheets", key=("sheet_id",))


_SheetFact = SheetTaken | SheetMoved | SheetDestroyed


def changes(recorded: Recorded[_SheetFact]) -> Iterable[Change]:
    sheet_id, at = recorded.stream_id, recorded.at
    happened = recorded.fact
    match happened:
        case SheetTaken(sheet_number=number, case_id=case_id, place=place):
            columns = {"sheet_number": number, "case_id": case_id, "place": place, "taken_at": at}
            columns |= {"moved_at": at, "moved_by": recorded.by}
            yield Put(table=SHEETS, key=(sheet_id,), columns=columns)
        case SheetMoved(to_place=place):
            yield change(SHEETS, sheet_id, place=place, moved_at=at, moved_by=recorded.by)
        case SheetDestroyed():
            yield change(SHEETS, sheet_id, destroyed_at=at, moved_by=recorded.by)
        case _:
            assert_never(happened)


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A sheet that is not destroyed. `needed`: a case still waits for the PINs on it."""

    sheet_number: str
    case_id: UUID
    card_serial: str
    place: str
    taken_at: datetime
    moved_at: datetime
    moved_by: str
    needed: bool

    def days(self, now: datetime) -> int:
        """How old the sheet is."""
        return (now - self.taken_at).days


class SheetQueries:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def not_destroyed(self) -> list[SheetRow]:
        """The oldest first."""
        rows = await self._pool.fetch(f"{_SELECT} ORDER BY taken_at LIMIT $1", _MOST_ROWS)
        return [SheetRow(**dict(row)) for row in rows]

    async def needed_by(self, case_ids: Collection[UUID]) -> dict[UUID, SheetRow]:
        """The sheets these cases wait for, by case; a case without one is left out."""
        rows = await self._pool.fetch(
            f"{_SELECT} AND s.case_id = ANY($1) AND c.envelope_id = s.sheet_id", list(case_ids)
        )
        return {row["case_id"]: SheetRow(**dict(row)) for row in rows}

    async def ids_of_case(self, case_id: UUID) -> list[UUID]:
        """Every sheet the case ever had, destroyed ones too."""
        rows = await self._pool.fetch(
            "SELECT sheet_id FROM office.pin_sheets WHERE case_id = $1", case_id
        )
        return [row["sheet_id"] for row in rows]

    async def count_before(self, before: datetime) -> int:
        """Sheets taken earlier than that and not destroyed yet."""
        found: int = await self._pool.fetchval(
            "SELECT count(*) FROM office.pin_sheets WHERE destroyed_at IS NULL AND taken_at < $1",
            before,
        )
        return found


_SELECT: Final = """SELECT s.sheet_number, s.case_id, s.place, s.taken_at, s.moved_at, s.moved_by,
      c.card_serial, coalesce(c.envelope_id = s.sheet_id, false) AS needed
    FROM office.pin_sheets AS s JOIN office.case_overview AS c USING (case_id)
    WHERE s.destroyed_at IS NULL"""
