"""A server of prepared answers: as little work as a server can have. `… server PORT`."""

import asyncio
import sys
from typing import cast

import uvloop

from infra.surge.limits.pages import ANSWERS

_LENGTH = b"content-length:"
_END = b"\r\n\r\n"
_BELOW = {key: answer for key, answer in ANSWERS.items() if key[1].endswith("/") and key[1] != "/"}


class Answering(asyncio.Protocol):
    """One connection; requests come one after another."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._read = cast("asyncio.Transport", transport), b""

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, body = self._read.partition(_END)
        if found and len(body) >= _length(head):
            self._read = b""
            self._transport.write(answer_to(head))


def answer_to(head: bytes) -> bytes:
    """Raises KeyError: no journey asks for that."""
    method, target, _ = head.split(b" ", 2)
    path = target.partition(b"?")[0].decode()
    if (method.decode(), path) in ANSWERS:
        return ANSWERS[method.decode(), path]
    return _BELOW[method.decode(), f"{path.rpartition('/')[0]}/"]


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(_LENGTH)
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
