"""Judges what went between the two zones: both logs are read, each on its own server if need be."""

from pathlib import Path
from typing import Final

import asyncpg

from loadtests.auditor.audit import Finding, findings_of

_HERE: Final = Path(__file__).parent / "between"
_RELEASED: Final = """SELECT (convert_from(state, 'UTF8')::jsonb -> 'fact' ->> 'notice_id')::uuid,
    count(*) FROM ledger.stored_events WHERE topic = 'case.notice-sent' GROUP BY 1"""
_NOTED: Final = """SELECT (convert_from(state, 'UTF8')::jsonb -> 'fact' ->> 'appointment_id')::uuid,
    count(*) FROM ledger.stored_events
  WHERE topic IN ('case.appointment-noted', 'case.appointment-declined') GROUP BY 1"""
_TABLES: Final = """CREATE TEMP TABLE released (notice uuid PRIMARY KEY, times bigint);
CREATE TEMP TABLE noted (appointment uuid PRIMARY KEY, times bigint);"""


async def audit_between(office_dsn: str, booking_dsn: str) -> list[Finding]:
    """All findings; both sides have to have carried everything over."""
    office = await asyncpg.connect(office_dsn)
    booking = await asyncpg.connect(booking_dsn)
    try:
        async with booking.transaction(isolation="repeatable_read"):
            await booking.execute(_TABLES)
            for table, query in (("released", _RELEASED), ("noted", _NOTED)):
                rows = [tuple(row) for row in await office.fetch(query)]
                await booking.copy_records_to_table(table, records=rows)
            return await findings_of(booking, sorted(_HERE.glob("*.sql")))
    finally:
        await office.close()
        await booking.close()
