"""The rows a batch of facts changes, kept until they are written: each row once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

from issuance.read_models.rows import Key, Row, Rows, row_of
from issuance.read_models.tables import Change, Look, Own, Put, Reading, Statement, Table

_Part = tuple[str, tuple[str, ...]]
"""Columns of a table that are read together."""


class Pending:
    """What one transaction knows of the tables and will write to them."""

    def __init__(self, rows: Rows) -> None:
        self._written = rows
        self._tables: dict[str, Table] = {}
        self._changed: defaultdict[str, dict[Key, Row]] = defaultdict(dict)
        self._own: list[Own] = []
        self._known: defaultdict[_Part, dict[Key, Sequence[object]]] = defaultdict(dict)

    async def take(self, changes: Sequence[Change]) -> None:
        """Take in changes, in the order of the log."""
        statements = [place for place, each in enumerate(changes) if isinstance(each, tuple)]
        begin = 0
        for place in statements:
            await self._take_rows(changes[begin:place])
            await self._execute(cast("Statement", changes[place]))
            begin = place + 1
        await self._take_rows(changes[begin:] if begin else changes)

    async def write(self) -> None:
        """Bring all rows into their tables."""
        for (name, columns), known in self._known.items():
            rows = self._changed.get(name, {})
            for key in known.keys() & rows.keys():
                known[key] = rows[key].over(columns, known[key])
        for name, rows in self._changed.items():
            await self._written.write(self._tables[name], rows)
        for statement, same in groupby(self._own, key=lambda each: each.statement):
            await self._written.execute_all(statement, [each.values for each in same])
        self._own.clear()
        self._changed.clear()

    async def _execute(self, statement: Statement) -> None:
        await self.write()
        await self._written.execute(*statement)
        self._known.clear()

    async def _take_rows(self, changes: Sequence[Change]) -> None:
        await self._foresee(changes)
        for each in changes:
            kind = type(each)
            if kind is Put:
                puts: Iterable[Put] = (cast("Put", each),)
            elif kind is Reading:
                reading = cast("Reading", each)
                puts = reading.then(*self._values(reading.looks))
            else:
                self._own.append(cast("Own", each))
                continue
            for put in puts:
                if not self._put(put):
                    # What stands in the row depends on whether it was there: the database knows.
                    await self.write()
                    self._put(put)

    async def _foresee(self, changes: Iterable[Change]) -> None:
        """Read in one go what the changes will ask for."""
        wanted: defaultdict[_Part, dict[Key, Table]] = defaultdict(dict)
        for each in changes:
            if type(each) is Reading:
                for look in each.looks:
                    wanted[look.table.name, look.columns][look.key] = look.table
        for part, keys in wanted.items():
            table = next(iter(keys.values()))
            self._known[part] = await self._written.values(table, part[1], list(keys))

    def _put(self, put: Put) -> bool:
        """Take it in without asking the database; False where that cannot be."""
        name = put.table.name
        rows = self._changed[name]
        row = rows.get(put.key)
        if row is None:
            self._tables[name] = put.table
            rows[put.key] = row_of(put)
            return True
        if row.existing and not put.existing:
            return False
        row.take(put)
        return True

    def _values(self, looks: Sequence[Look]) -> list[object]:
        """The values of all looks, as earlier changes leave them."""
        values: list[object] = []
        for look in looks:
            name, key, columns = look.table.name, look.key, look.columns
            known = self._known[name, columns][key]
            rows = self._changed.get(name)
            if rows is not None and (row := rows.get(key)) is not None:
                known = row.over(columns, known)
            values += known or (None,) * len(columns)
        return values
