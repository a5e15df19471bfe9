"""Looks for what must not be there: PINs and people's data in databases, files and logs.

A value is looked for in the forms in which programs leave things behind: plain, UTF-16, hex,
base64, SHA-256 and URL-quoted. Four digits alone are everywhere by chance, so a short PIN counts
only where it stands by itself; the long secrets and names count anywhere.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import asyncpg

SHORT = 6
"""Shorter values are looked for only as whole tokens."""
_BY_ITSELF = rb"(?<![0-9A-Za-z_.:,+/=\-])%s(?![0-9A-Za-z_.:,+/=\-])"
_TABLES = """SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"""


@dataclass(frozen=True, kw_only=True)
class Canary:
    """One value that must not be found. `label` names it without telling it."""

    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Find:
    """Where which canary was found. Holds no value."""

    label: str
    place: str


class CanaryScan:
    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._long: list[tuple[str, bytes]] = []
        self._short: list[tuple[str, re.Pattern[bytes]]] = []
        for canary in canaries:
            self._add(canary)

    def _add(self, canary: Canary) -> None:
        if len(canary.value) < SHORT:
            pattern = re.compile(_BY_ITSELF % re.escape(canary.value.encode()))
            self._short.append((canary.label, pattern))
            self._long.append((canary.label, sha256(canary.value.encode()).hexdigest().encode()))
            return
        self._long += [(canary.label, form) for form in _forms(canary.value)]

    def in_bytes(self, data: bytes, place: str, *, text: bool = True) -> Iterator[Find]:
        """Search bytes; short values only where the bytes are text."""
        for label, needle in self._long:
            if needle in data:
                yield Find(label=label, place=place)
        if text:
            for label, pattern in self._short:
                if pattern.search(data):
                    yield Find(label=label, place=place)

    def in_files(self, roots: Sequence[Path], *, text: bool = True) -> Iterator[Find]:
        """Search every file below the folders."""
        for root in roots:
            for path in sorted(root.rglob("*") if root.is_dir() else [root]):
                if path.is_file() and not path.is_symlink():
                    yield from self.in_bytes(path.read_bytes(), str(path), text=text)

    async def in_database(self, dsn: str, name: str) -> list[Find]:
        """Search every value of every table."""
        connection = await asyncpg.connect(dsn)
        try:
            tables = [row["name"] for row in await connection.fetch(_TABLES)]
            finds: list[Find] = []
            for table in tables:
                rows = await connection.fetch(f"SELECT * FROM {table}")  # noqa: S608 - from the catalog
                finds += self._in_rows(rows, f"{name}:{table}")
            return finds
        finally:
            await connection.close()

    def _in_rows(self, rows: Sequence[asyncpg.Record], place: str) -> Iterator[Find]:
        for row in rows:
            for column, value in row.items():
                data = value if isinstance(value, bytes) else str(value).encode()
                readable = not isinstance(value, bytes) or column == "state"
                yield from self.in_bytes(data, f"{place}.{column}", text=readable)


def _forms(value: str) -> set[bytes]:
    plain = value.encode()
    return {
        plain,
        value.encode("utf-16-le"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        base64.b64encode(plain).rstrip(b"="),
        base64.urlsafe_b64encode(plain).rstrip(b"="),
        sha256(plain).hexdigest().encode(),
        sha256(plain).digest(),
        json.dumps(value)[1:-1].encode(),
        quote(value).encode(),
        quote(value).lower().encode(),
    }
