"""Ids that are made of other words (UUID version 5, RFC 9562 section 5.5): SQL cannot make SHA-1.

As published: of a party's visit of the URL name "madoguchi:visit:PARTY", of a sheet of PINs of
"madoguchi:pin-sheet:NUMBER".
"""

from typing import Final
from uuid import NAMESPACE_URL, uuid5

import asyncpg

_TABLE: Final = "CREATE TEMP TABLE named_ids (kind text, word text, id uuid)"
_WORDS: Final = """SELECT DISTINCT kind, fact ->> field FROM ledger.stored_events
  JOIN (VALUES ('case.appointment-noted', 'visit', 'party_id'),
    ('case.pin-sheet-sealed', 'pin-sheet', 'sheet_number'),
    ('case.pin-sheet-replaced', 'pin-sheet', 'new_number')) AS of (topic, kind, field) USING (topic)
  CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb -> 'fact' AS fact OFFSET 0) AS j"""
_INDEX: Final = "CREATE UNIQUE INDEX ON named_ids (kind, word); ANALYZE named_ids"


async def enter_named(connection: asyncpg.Connection) -> None:
    """Make the temporary table `named_ids`: of every party its visit, of every sheet its id."""
    await connection.execute(_TABLE)
    rows = [
        (kind, word, uuid5(NAMESPACE_URL, f"madoguchi:{kind}:{word}"))
        for kind, word in await connection.fetch(_WORDS)
    ]
    await connection.copy_records_to_table("named_ids", records=rows)
    await connection.execute(_INDEX)
