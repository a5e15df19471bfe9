"""A gate on the loopback between a client and a server, which can be shut, slow, or half open."""

import asyncio
from contextlib import suppress


class _Line:
    """One connection: whether the answer to its last request is held back."""

    slow = False


class Gate:
    """Carries bytes both ways. Shut, nothing listens: connections are refused, open ones end.

    Silent, it takes everything and carries nothing, as a cable that was pulled does.
    """

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._server: asyncio.Server | None = None
        self._writers = set[asyncio.StreamWriter]()
        self._tasks = set[asyncio.Task[None]]()
        self._is_silent = False
        self.port = 0
        self.slow_seconds = 0.0
        """How long answers are held back."""
        self.slow_to = b"POST"
        """How the requests begin whose answers are."""
        self.answer_bytes: int | None = None
        """After so many bytes of an answer the connection ends; None carries all of it."""

    async def open(self) -> None:
        """Listen, always on the same port; lines that lost bytes in the silence end."""
        if self._is_silent:
            self._is_silent = False
            self._end_lines()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._end_lines()

    def fall_silent(self) -> None:
        """Until it is opened again."""
        self._is_silent = True

    def _end_lines(self) -> None:
        for writer in list(self._writers):
            writer.transport.abort()

    async def close(self) -> None:
        await self.shut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._to_port)
        self._writers |= {writer, inner_writer}
        line = _Line()
        tasks = [
            asyncio.create_task(self._ask(line, reader, inner_writer)),
            asyncio.create_task(self._answer(line, inner_reader, writer)),
        ]
        self._tasks |= set(tasks)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (writer, inner_writer):
                each.transport.abort()
                self._writers.discard(each)
            self._tasks -= set(tasks)

    async def _ask(
        self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if self._is_silent:
                    continue
                if data.startswith((b"GET ", b"POST ")):
                    line.slow = data.startswith(self.slow_to)
                writer.write(data)
                await writer.drain()

    async def _answer(
        self, line: _Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if self._is_silent:
                    continue
                if self.slow_seconds and line.slow:
                    await asyncio.sleep(self.slow_seconds)
                writer.write(data[: self.answer_bytes])
                await writer.drain()
                if self.answer_bytes is not None:
                    return
