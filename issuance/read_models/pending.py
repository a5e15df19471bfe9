"""The rows a batch of facts changes, kept until they are written: each row once."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from issuance.read_models.rows import Key, Row, Rows
from issuance.read_models.tables import Cell, Change, Own, Put, Reading, Table

_Column = tuple[str, str]


class Pending:
    """What one transaction knows of the tables and will write to them."""

    def __init__(self, rows: Rows) -> None:
        self._written = rows
        self._tables: dict[str, Table] = {}
        self._changed: defaultdict[str, dict[Key, Row]] = defaultdict(dict)
        self._own: list[Own] = []
        self._known: defaultdict[_Column, dict[Key, object]] = defaultdict(dict)

    async def foresee(self, changes: Iterable[Change]) -> None:
        """Read in one go what the changes will ask for."""
        wanted: defaultdict[_Column, dict[Key, Table]] = defaultdict(dict)
        for each in changes:
            if isinstance(each, Reading):
                for cell in each.cells:
                    wanted[cell.table.name, cell.column][cell.key] = cell.table
        for column, keys in wanted.items():
            table = next(iter(keys.values()))
            self._known[column] |= await self._written.values(table, column[1], list(keys))

    async def take(self, change: Change) -> None:
        """Take in the next change, in the order of the log."""
        match change:
            case Put():
                await self._put(change)
            case Reading(cells=cells, then=then):
                for put in then(*[await self._value(cell) for cell in cells]):
                    await self._put(put)
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

    async def _put(self, put: Put) -> None:
        rows = self._changed[put.table.name]
        row = rows.get(put.key)
        if row is None:
            self._tables[put.table.name] = put.table
            row = rows[put.key] = Row(put.existing)
        elif row.existing and not put.existing:
            # What stands in the row depends on whether it was there: the database knows.
            await self.write()
            await self._put(put)
            return
        row.take(put)

    async def _value(self, cell: Cell) -> object:
        name, key, column = cell.table.name, cell.key, cell.column
        if (row := self._changed.get(name, {}).get(key)) is not None:
            if column in row.columns:
                return row.columns[column]
            if column in row.first or column in row.added:
                await self.write()
        known = self._known[name, column]
        if key not in known:
            known |= await self._written.values(cell.table, column, [key])
        return known[key]
