"""A test's database brought back to what its template holds: cheaper than copying the template.

The connection it is done over stays open between tests; opening one costs more than the work.
"""

import time
from dataclasses import dataclass

import psycopg
from psycopg import sql

from infra.postgres.access import Access

_TABLES = """SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public')"""
_SEQUENCES = """SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
    last_value IS NOT NULL FROM pg_sequences"""
_END_SESSIONS = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
# A table without pages holds no rows; asking for its size is cheaper than a DELETE.
_EMPTY = f"""DO $$
DECLARE thing text;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR thing IN SELECT format('%I.%I', schemaname, tablename) FROM ({_TABLES}) AS every
    WHERE pg_relation_size(format('%I.%I', schemaname, tablename)::regclass) > 0
  LOOP EXECUTE 'DELETE FROM ' || thing; END LOOP;
END $$"""

Sequence = tuple[str, int, bool]
"""Its name, a value, and whether that was given out already."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    """The rows of all tables that have some, as COPY writes them, and where sequences stand."""

    rows: tuple[tuple[sql.Identifier, bytes], ...]
    sequences: tuple[Sequence, ...]


def contents_of(access: Access) -> Contents:
    with psycopg.connect(access.dsn) as connection:
        tables = [sql.Identifier(*row) for row in connection.execute(_TABLES).fetchall()]
        rows = [(each, _rows(connection, each)) for each in tables]
        return Contents(
            rows=tuple((table, found) for table, found in rows if found),
            sequences=tuple(connection.execute(_SEQUENCES).fetchall()),
        )


def _rows(connection: psycopg.Connection, table: sql.Identifier) -> bytes:
    with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as out:
        return b"".join(out)


class Restored:
    """One database, over a superuser's connection of its own."""

    def __init__(self, access: Access, contents: Contents) -> None:
        self.access, self.times = access, 0
        self._contents = contents
        self._connection = self._connect()

    def restore(self) -> None:
        """As the template was, with no other session in it."""
        self.times += 1
        if self._connection.closed:
            self._connection = self._connect()
        while self._scalar(_END_SESSIONS):
            time.sleep(0.002)
        with self._connection.transaction():
            self._connection.execute(_EMPTY)
            self._connection.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self._contents.rows:
                copy = sql.SQL("COPY {} FROM STDIN").format(table)
                with self._connection.cursor().copy(copy) as into:
                    into.write(rows)
            for sequence in self._contents.sequences:
                self._connection.execute("SELECT setval(%s::text::regclass, %s, %s)", sequence)

    def close(self) -> None:
        self._connection.close()

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self.access.dsn, autocommit=True)

    def _scalar(self, question: str) -> int:
        row = self._connection.execute(question).fetchone()
        assert row is not None
        return int(row[0])
