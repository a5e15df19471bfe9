"""The rows a batch of facts changes, kept until they are written: each row once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

from issuance.read_models.rows import Key, Row, Rows, row_of
from issuance.read_models.tables import Change, Look, Own, Put, Reading, Table

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

    async def foresee(self, changes: Iterable[Change]) -> None:
        """Read in one go what the changes will ask for."""
        wanted: defaultdict[_Part, dict[Key, Table]] = defaultdict(dict)
        for each in changes:
            if isinstance(each, Reading):
                for look in each.looks:
                    wanted[look.table.name, look.columns][look.key] = look.table
        for part, keys in wanted.items():
            table = next(iter(keys.values()))
            self._known[part] |= await self._written.values(table, part[1], list(keys))

    async def take(self, changes: Iterable[Change]) -> None:
        """Take in changes, in the order of the log."""
        for each in changes:
            for left in self._at_once(each):
                await self._asking(left)

    def _at_once(self, change: Change) -> Sequence[Change]:
        """Take it in as far as the database need not be asked; return what is left of it."""
        kind = type(change)
        if kind is Put:
            return () if self._put(cast("Put", change)) else (change,)
        if kind is Own:
            self._own.append(cast("Own", change))
            return ()
        if kind is not Reading:
            return (change,)
        reading = cast("Reading", change)
        values = self._at_hand(reading.looks)
        if values is None:
            return (change,)
        puts = tuple(reading.then(*values))
        for place, put in enumerate(puts):
            if not self._put(put):
                return puts[place:]
        return ()

    async def _asking(self, change: Change) -> None:
        match change:
            case Put():
                if not self._put(change):
                    # What stands in the row depends on whether it was there: the database knows.
                    await self.write()
                    self._put(change)
            case Reading(looks=looks, then=then):
                values = [value for look in looks for value in await self._values(look)]
                for put in then(*values):
                    await self._asking(put)
            case Own():
                self._own.append(change)
            case (statement, values):
                await self.write()
                await self._written.execute(statement, values)

    async def write(self) -> None:
        """Bring all rows into their tables."""
        for name, rows in self._changed.items():
            await self._written.write(self._tables[name], rows)
        for statement, same in groupby(self._own, key=lambda each: each.statement):
            await self._written.execute_all(statement, [each.values for each in same])
        self._own.clear()
        self._changed.clear()
        self._known.clear()

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

    def _at_hand(self, looks: Sequence[Look]) -> Sequence[object] | None:
        """The values of all looks; None where the database would have to be asked."""
        values: list[object] = []
        for look in looks:
            known = self._known[look.table.name, look.columns].get(look.key)
            row = self._changed.get(look.table.name, {}).get(look.key)
            if known is None or (row is not None and row.leaves_open(look.columns)):
                return None
            values += known if row is None else row.over(look.columns, known)
        return values

    async def _values(self, look: Look) -> Sequence[object]:
        name, key, columns = look.table.name, look.key, look.columns
        row = self._changed.get(name, {}).get(key)
        if row is not None and row.leaves_open(columns):
            await self.write()
            row = None
        known = self._known[name, columns]
        if key not in known:
            known |= await self._written.values(look.table, columns, [key])
        return known[key] if row is None else row.over(columns, known[key])
