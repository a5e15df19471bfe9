"""Which ports the house uses on this machine, all on 127.0.0.1."""

import socket
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Self

from infra.demo.errors import PortBusyError

LOOPBACK = "127.0.0.1"
PATIENCE_SECONDS = 2.0
"""The processes of a house that was killed need a moment to let go of their ports."""


@dataclass(frozen=True, kw_only=True)
class Ports:
    booking: int = 8700
    office: int = 8710
    station: int = 8720

    @classmethod
    def free(cls) -> Self:
        """Ports that nobody uses now, chosen by the kernel. For tests."""
        booking, office, station = free_ports(3)
        return cls(booking=booking, office=office, station=station)

    def of(self, name: str) -> int:
        ports: dict[str, int] = asdict(self)
        return ports[name]

    def url(self, name: str) -> str:
        return f"http://{LOOPBACK}:{self.of(name)}"

    def require_free(self) -> None:
        """Raise PortBusyError for the first port that somebody else keeps listening on."""
        until = time.monotonic() + PATIENCE_SECONDS
        for name, port in asdict(self).items():
            while not _is_free(port):
                if time.monotonic() > until:
                    raise PortBusyError(name, port)
                time.sleep(0.05)


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses now, chosen by the kernel; each another one."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
