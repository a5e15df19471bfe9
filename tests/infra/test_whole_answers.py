"""Head and text leave in one packet, and nothing is kept back that has to leave alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope

from infra.whole_answers import WholeAnswers

HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]}
STREAM = {"type": "http.response.start", "status": 200, "headers": []}


class Line(asyncio.Transport):
    """A connection that remembers what was written to it, packet by packet."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 5), "sockname": ("127.0.0.1", 80)})
        self.packets: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.packets.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def text(body: bytes, *, more: bool = False) -> dict[str, object]:
    return {"type": "http.response.body", "body": body, "more_body": more}


@asynccontextmanager
async def asked(request: bytes, *messages: dict[str, object]) -> AsyncIterator[Line]:
    """The line after a request to an application that sends these messages."""

    async def app(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        for message in messages:
            await send(message)  # type: ignore[arg-type]
            if message is STREAM or message.get("more_body"):
                await asyncio.sleep(0.01)

    config = uvicorn.Config(app, server_header=False, date_header=False)
    config.load()
    line, protocol = Line(), WholeAnswers(config, uvicorn.server.ServerState(), {})
    protocol.connection_made(line)
    protocol.data_received(request)
    yield line


GET, HEAD_ONLY = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n", b"HEAD / HTTP/1.1\r\nhost: a\r\n\r\n"
LAST = b"HEAD / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


async def test_head_and_text_are_one_packet():
    async with asked(GET, HEAD, text(b"four")) as line:
        await asyncio.sleep(0.01)
        assert len(line.packets) == 1
        assert line.packets[0].startswith(b"HTTP/1.1 200 OK\r\n")
        assert line.packets[0].endswith(b"\r\n\r\nfour")


async def test_the_head_of_a_stream_does_not_wait_for_its_first_text():
    async with asked(GET, STREAM, text(b"one", more=True), text(b"two")) as line:
        await asyncio.sleep(0.05)
        head, *rest = line.packets
        assert head.endswith(b"\r\n\r\n")
        assert rest == [b"3\r\none\r\n", b"3\r\ntwo\r\n0\r\n\r\n"]


@pytest.mark.parametrize("request_", [HEAD_ONLY, LAST])
async def test_a_head_without_text_leaves_all_the_same(request_: bytes):
    async with asked(request_, HEAD, text(b"")) as line:
        await asyncio.sleep(0.01)
        assert b"".join(line.packets).startswith(b"HTTP/1.1 200 OK\r\n")
        assert line.closed is (request_ is LAST)
