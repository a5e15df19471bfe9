"""The anchor: PostgreSQL's own pgbench, one booking a transaction, as fast as it can.

A booking is one statement: a place is taken if one is free, and two facts are appended.
"""

import re
import subprocess
from pathlib import Path

import asyncpg

from infra.postgres.access import Access
from infra.postgres.binaries import find_binaries

DATABASE = "bench_anchor"
CLIENTS = (4, 8, 16, 32)
_TABLES = """
CREATE TABLE events (
  originator_id uuid NOT NULL, originator_version bigint NOT NULL, topic text NOT NULL,
  state bytea NOT NULL, notification_id bigserial NOT NULL,
  PRIMARY KEY (originator_id, originator_version));
CREATE UNIQUE INDEX ON events (notification_id);
CREATE TABLE slots (id integer PRIMARY KEY, places integer NOT NULL, taken integer NOT NULL);
INSERT INTO slots SELECT n, 1000000000, 0 FROM generate_series(1, 2000) AS n;"""
_BOOKING = """\\set slot random(1, :slots)
WITH taken AS (
  UPDATE slots SET taken = taken + 1 WHERE id = :slot AND taken < places RETURNING id
) INSERT INTO events (originator_id, originator_version, topic, state)
SELECT gen_random_uuid(), 1, fact.topic, fact.state FROM taken, (VALUES
  ('appointment.confirmed', decode(repeat('61', 470), 'hex')),
  ('slot.places-taken', decode(repeat('61', 150), 'hex'))) AS fact (topic, state);
"""
_RATE = re.compile(r"tps = ([0-9.]+)")


class Anchor:
    """pgbench on a database of its own; `open` first."""

    def __init__(self, admin: Access, folder: Path) -> None:
        self._access = admin.to(DATABASE)
        self._admin, self._script = admin, folder / "booking.sql"
        self._pgbench = find_binaries(folder / "nothing") / "pgbench"
        self._best: dict[int, int] = {}

    async def open(self, slots: tuple[int, ...]) -> None:
        """Make the tables, and find the best number of clients for so many slots."""
        self._script.write_text(_BOOKING)
        connection = await asyncpg.connect(self._admin.dsn)
        await connection.execute(f"CREATE DATABASE {DATABASE}")
        await connection.close()
        connection = await asyncpg.connect(self._access.dsn)
        await connection.execute(_TABLES)
        await connection.close()
        for each in slots:
            rates = {clients: self.rate(each, 1, clients) for clients in CLIENTS}
            self._best[each] = max(rates, key=lambda clients: rates[clients])

    def rate(self, slots: int, seconds: int, clients: int | None = None) -> float:
        """Bookings a second."""
        words: list[str | Path] = [
            *(self._pgbench, "--no-vacuum", "--protocol=prepared", f"--define=slots={slots}"),
            *(f"--client={clients or self._best[slots]}", f"--time={seconds}", "--jobs=2"),
            f"--file={self._script}",
            *(f"--host={self._access.host}", f"--port={self._access.port}"),
            *(f"--username={self._access.user}", DATABASE),
        ]
        environment = {"PGPASSWORD": self._access.password}
        done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
        found = _RATE.search(done.stdout)
        if found is None:
            raise RuntimeError(f"pgbench said: {done.stdout}")
        return float(found[1])
