"""Files of the post that were looked at, kept as rows until applied: numbers and days only."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from issuance.intake.post_status import PostReport
from issuance.shipments.status import Reported

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

_KEEP: Final = """INSERT INTO office.post_reports (report_id, digest, rows, looked_at, looked_by)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (report_id) DO NOTHING"""
_LOAD: Final = """SELECT report_id, digest, rows, looked_at, applied_at, applied_by
    FROM office.post_reports WHERE report_id = $1"""
_APPLIED: Final = """UPDATE office.post_reports SET applied_at = $2, applied_by = $3
    WHERE report_id = $1 AND applied_at IS NULL"""


@dataclass(frozen=True, kw_only=True)
class KeptReport:
    """One file as it was read; `applied_at` is None while nothing was changed by it."""

    report_id: UUID
    digest: str
    rows: tuple[Reported, ...]
    looked_at: datetime
    applied_at: datetime | None
    applied_by: str | None


class PostReports:
    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def keep(self, report: PostReport, *, by: str, at: datetime) -> UUID:
        """Remember what was read; the same file again is the same report."""
        id_ = uuid5(NAMESPACE_URL, f"madoguchi:post-report:{report.digest}")
        rows = msgspec.json.encode(list(report.rows)).decode()
        await self._pool.execute(_KEEP, *(id_, report.digest, rows, at, by))
        return id_

    async def load(self, report_id: UUID) -> KeptReport | None:
        row = await self._pool.fetchrow(_LOAD, report_id)
        if row is None:
            return None
        return KeptReport(
            report_id=row["report_id"],
            digest=row["digest"],
            rows=msgspec.json.decode(row["rows"], type=tuple[Reported, ...]),
            looked_at=row["looked_at"],
            applied_at=row["applied_at"],
            applied_by=row["applied_by"],
        )

    async def note_applied(self, report_id: UUID, *, by: str, at: datetime) -> None:
        await self._pool.execute(_APPLIED, report_id, at, by)
