"""Rows of the tables that are looked at, read and written many at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, cast

from issuance.read_models.tables import Put, Table

if TYPE_CHECKING:
    from issuance.ledger.postgres import Connection

Key = tuple[object, ...]
Types = dict[str, dict[str, str]]
"""PostgreSQL's name of the type of each column, by table."""


@dataclass(slots=True)
class Row:
    """What the facts of a batch leave of a row, not yet written."""

    existing: bool
    columns: dict[str, object]
    added: Mapping[str, int]
    first: Mapping[str, object]

    def take(self, put: Put) -> None:
        """What is set counts from then on; what is added before that is forgotten."""
        self.columns.update(put.columns)
        if put.first:
            self.first = {**put.first, **self.first}
        if self.added and not self.added.keys().isdisjoint(put.columns):
            self.added = {name: n for name, n in self.added.items() if name not in put.columns}
        for name, n in put.added.items():
            if name in self.columns:
                self.columns[name] = cast("int", self.columns[name] or 0) + n
            else:
                self.added = {**self.added, name: self.added.get(name, 0) + n}

    def over(self, columns: Sequence[str], before: Sequence[object]) -> Sequence[object]:
        """The columns' values, given those in the table; nothing of a row that is not there."""
        if not before:
            return () if self.existing else [self._made(column) for column in columns]
        changed, added = self.columns, self.added
        pairs = zip(columns, before, strict=True)
        if not added:
            return [changed.get(column, value) for column, value in pairs]
        return [
            cast("int", value or 0) + added[column]
            if column in added
            else changed.get(column, value)
            for column, value in pairs
        ]

    def _made(self, column: str) -> object:
        """What a new row has in a column."""
        return {**self.first, **self.added, **self.columns}.get(column)

    def only_first(self) -> tuple[str, ...]:
        return tuple(sorted(self.first.keys() - self.columns.keys()))


def row_of(put: Put) -> Row:
    return Row(put.existing, {**put.columns}, put.added, put.first)


_Shape = tuple[bool, tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Rows of one shape are written by one statement: `existing`, `columns`, `added`, `first`."""


class Rows:
    def __init__(self, connection: "Connection", types: Types) -> None:
        self._connection = connection
        self._types = types

    async def execute(self, statement: str, values: Sequence[object]) -> None:
        await self._connection.execute(statement, *values)

    async def execute_all(self, statement: str, lines: list[tuple[object, ...]]) -> None:
        await self._connection.executemany(statement, lines)

    async def values(
        self, table: Table, columns: Sequence[str], keys: Collection[Key]
    ) -> dict[Key, Sequence[object]]:
        """The columns' values in each of the rows; nothing of a row that is not there."""
        types, width = await self._of(table), len(table.key)
        found = await self._connection.fetch(
            f"SELECT {', '.join((*table.key, *columns))} FROM {table.name}"  # noqa: S608
            f" JOIN {_lists(table.key, types)} USING ({', '.join(table.key)})",
            *zip(*keys, strict=True),
        )
        values: dict[Key, Sequence[object]] = dict.fromkeys(keys, ())
        for row in map(tuple, found):
            values[row[:width]] = row[width:]
        return values

    async def write(self, table: Table, rows: Mapping[Key, Row]) -> None:
        types = await self._of(table)
        shapes: defaultdict[_Shape, list[tuple[object, ...]]] = defaultdict(list)
        for key, row in rows.items():
            first = () if row.existing or not row.first else row.only_first()
            shape = (row.existing, (*row.columns,), (*row.added,), first)
            values = (*row.columns.values(), *row.added.values(), *map(row.first.get, first))
            shapes[shape].append((*key, *values))
        for shape, lines in shapes.items():
            await self._write_shape(table, types, shape, lines)

    async def _write_shape(
        self,
        table: Table,
        types: Mapping[str, str],
        shape: _Shape,
        lines: list[tuple[object, ...]],
    ) -> None:
        _, *named = shape
        names = (*table.key, *chain.from_iterable(named))
        columns = [
            list(map(_literal, column)) if types[name].endswith("[]") else column
            for name, column in zip(names, zip(*lines, strict=True), strict=True)
        ]
        source = _lists(names, types)
        await self._connection.execute(_statement(table, shape, names, types, source), *columns)

    async def _of(self, table: Table) -> dict[str, str]:
        if table.name not in self._types:
            found = await self._connection.fetch(_TYPES, table.name)
            self._types[table.name] = {row[0]: row[1] for row in found}
        return self._types[table.name]


_TYPES = """SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped"""


def _lists(names: Sequence[str], types: Mapping[str, str]) -> str:
    lists = ", ".join(f"${n}::{_listed(types[name])}[]" for n, name in enumerate(names, start=1))
    return f"unnest({lists}) AS w ({', '.join(names)})"


def _listed(type_: str) -> str:
    """PostgreSQL has no lists of lists of different lengths: a list travels as its text."""
    return "text" if type_.endswith("[]") else type_


def _literal(items: object) -> str | None:
    """A list of figures or texts as PostgreSQL writes it."""
    if items is None:
        return None
    return f"{{{','.join(map(_quoted, cast('list[object]', items)))}}}"


def _quoted(item: object) -> str:
    if not isinstance(item, str):
        return "NULL" if item is None else str(item)
    escaped = item.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _statement(
    table: Table, shape: _Shape, names: Iterable[str], types: Mapping[str, str], source: str
) -> str:
    """One statement for all rows of a shape; every name in it is one of ours."""
    existing, columns, added, _ = shape
    if existing:
        same = " AND ".join(f"t.{name} = w.{name}" for name in table.key)
        sets = ", ".join(
            [f"{name} = w.{name}::{types[name]}" for name in columns]
            + [f"{name} = t.{name} + w.{name}" for name in added]
        )
        return f"UPDATE {table.name} AS t SET {sets} FROM {source} WHERE {same}"  # noqa: S608
    listed, key = ", ".join(names), ", ".join(table.key)
    values = ", ".join(f"w.{name}::{types[name]}" for name in names)
    sets = ", ".join(
        [f"{name} = excluded.{name}" for name in columns]
        + [f"{name} = t.{name} + excluded.{name}" for name in added]
    )
    return (
        f"INSERT INTO {table.name} AS t ({listed}) SELECT {values} FROM {source}"  # noqa: S608
        f" ON CONFLICT ({key}) DO {f'UPDATE SET {sets}' if sets else 'NOTHING'}"
    )
