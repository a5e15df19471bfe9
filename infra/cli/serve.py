"""`madoguchi serve NAME`: one process, with its settings, until it is told to end."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Protocol, cast, runtime_checkable

import uvicorn
import uvloop
from litestar import Litestar

from infra.collecting import collect_seldom
from infra.forgetful import be_forgetful
from infra.processes import PROCESSES, attribute, settings_class
from infra.settings import SettingsDataclass, SettingsError, load
from infra.whole_answers import WholeAnswers

_NOT_STARTED = 3
GRACE_SECONDS = 5
"""Requests that are under way get this long to finish."""

Factory = Callable[[SettingsDataclass], Litestar]
Loop = Callable[[SettingsDataclass, asyncio.Event], Awaitable[None]]


class WebSettings(SettingsDataclass, Protocol):
    """Settings of a process that listens."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...


@runtime_checkable
class SharesPort(Protocol):
    """Several processes may listen at one port; the system deals connections out among them."""

    @property
    def share_port(self) -> bool: ...


def serve_process(name: str) -> None:
    """Run one process of PROCESSES; returns when SIGTERM or SIGINT ended it.

    Raises:
        SettingsError: there is no such process, or a setting of its is missing.
    """
    if name not in PROCESSES:
        raise SettingsError(f"There is no process {name}. Known: {', '.join(PROCESSES)}.")
    process = PROCESSES[name]
    if process.hears_pins:
        be_forgetful()
    settings = load(name, settings_class(name), os.environ)
    if process.app is not None:
        create_app = cast("Factory", attribute(process.app))
        # uvloop reads into a buffer of its own that nothing overwrites.
        loop = "asyncio" if process.hears_pins else "uvloop"
        serve_web(create_app(settings), cast("WebSettings", settings), loop)
    elif process.run is not None:
        run = cast("Loop", attribute(process.run))
        uvloop.run(_until_told(run, settings))


def serve_web(app: Litestar, settings: WebSettings, loop: str = "uvloop") -> None:
    collect_seldom()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        loop=loop,
        http=WholeAnswers,
        timeout_graceful_shutdown=GRACE_SECONDS,
        access_log=False,  # its lines hold query strings
        server_header=False,
        log_level="warning",
    )
    server = EndingServer(config, app.state.get("end_streams", _nothing))
    shared = isinstance(settings, SharesPort) and settings.share_port
    server.run([_shared(settings)] if shared else None)
    if not server.started:
        sys.exit(_NOT_STARTED)


class EndingServer(uvicorn.Server):
    """Ends its streams before it waits for connections: an open one would hold up the end."""

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._end_streams()
        await super().shutdown(sockets)


def _shared(settings: WebSettings) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind((settings.host, settings.port))
    return listening


def _nothing() -> None:
    """A process without streams."""


async def _until_told(run: Loop, settings: SettingsDataclass) -> None:
    """The loop is told by the event; what it has begun it may finish."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    await run(settings, told)
