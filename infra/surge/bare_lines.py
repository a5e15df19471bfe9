"""Connections that do nothing but write a request and read its answer.

So little work a request lets one process of ours keep the site as busy as a crowd does.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit


@dataclass
class Line:
    """One connection that stays open."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    host: str

    @classmethod
    @asynccontextmanager
    async def opened(cls, url: str) -> AsyncGenerator[Self]:
        where = urlsplit(url)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        try:
            yield cls(reader, writer, where.netloc)
        finally:
            writer.close()
            await writer.wait_closed()

    async def ask(self, head: str, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """*head*: the first line and headers. Status, headers and body of the answer."""
        whole = f"{head}Host: {self.host}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(whole.encode("ascii") + body)
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        headers = [(name.lower(), value.strip()) for name, _, value in pairs]
        length = int(dict(headers).get("content-length", "0"))
        return int(first.split(" ", 2)[1]), headers, await self.reader.readexactly(length)


@asynccontextmanager
async def lines(url: str, count: int) -> AsyncGenerator[list[Line]]:
    """So many connections to the site."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(Line.opened(url)) for _ in range(count)]
