"""A wire to PostgreSQL that can be cut: between any two bytes, or right after a COMMIT."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import asyncpg

from infra.postgres.access import Access
from issuance.ledger.postgres import PostgresLog


class Wire:
    """Forwards connections; `cut` ends them all and refuses new ones until `mend`."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._writers: set[asyncio.StreamWriter] = set()
        self.up = True
        self.cut_after_commits = 0
        """So many commits still reach the server whose answer never comes back."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.up:
            writer.close()
            return
        inner_reader, inner_writer = await self._far_end()
        self._writers |= {writer, inner_writer}
        await asyncio.gather(
            self._to_server(reader, inner_writer, writer), self._forward(inner_reader, writer)
        )

    def cut(self) -> None:
        self.up = False
        self._hang_up()

    def mend(self) -> None:
        self.up = True

    async def _far_end(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        host, port = self._target
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        return await asyncio.open_connection(host, port)

    async def _to_server(self, reader, inner_writer, writer) -> None:
        commits = _Commits()
        with suppress(OSError):
            while data := await reader.read(65_536):
                if commits.seen_in(data) and self.cut_after_commits:
                    self.cut_after_commits -= 1
                    writer.close()  # the answer finds nobody
                inner_writer.write(data)
                await inner_writer.drain()
        await asyncio.sleep(0.1)
        inner_writer.close()

    async def _forward(self, reader, writer) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if writer.is_closing():
                    break
                writer.write(data)
                await writer.drain()
        writer.close()

    def _hang_up(self) -> None:
        for each in self._writers:
            each.close()
        self._writers.clear()


class _Commits:
    """What commits on one connection: COMMIT, or the desk's one call outside a transaction."""

    _PREPARED = re.compile(rb"P....([^\0]+)\0SELECT booking.store_batch", re.DOTALL)

    def __init__(self) -> None:
        self._storing = b"\0"
        self._begun = False

    def seen_in(self, data: bytes) -> bool:
        if found := self._PREPARED.search(data):
            self._storing = found[1]
        if b"BEGIN;" in data:
            self._begun = True
        if b"COMMIT;" in data or b"ROLLBACK;" in data:
            self._begun = False
            return b"COMMIT;" in data
        bound = data[:1] == b"B" and data[6:].startswith(self._storing + b"\0")
        return bound and not self._begun


@asynccontextmanager
async def wire_to(host: str, port: int) -> AsyncIterator[tuple[Wire, int]]:
    """The wire, and the port of its near end on 127.0.0.1."""
    wire = Wire(host, port)
    server = await asyncio.start_server(wire.serve, "127.0.0.1", 0)
    try:
        yield wire, server.sockets[0].getsockname()[1]
    finally:
        wire.cut()
        server.close()


@asynccontextmanager
async def wired_log(access: Access) -> AsyncIterator[tuple[Wire, PostgresLog]]:
    """A log reached over a wire."""
    async with wire_to(access.host, access.port) as (wire, near):
        near_end = replace(access, host="127.0.0.1", port=near)
        pool = await asyncpg.create_pool(near_end.dsn, min_size=0, command_timeout=10)
        yield wire, PostgresLog(pool)
        pool.terminate()
