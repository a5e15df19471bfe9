"""Processes that are measured: started once, asked by a line, answering with a line."""

import subprocess
import sys
from contextlib import ExitStack
from typing import TypeVar

import msgspec

from infra.bench.desk import Opened, Rush, Tally

T = TypeVar("T")


class Child:
    """One process `python -m infra.bench.NAME`; it ends with its input."""

    def __init__(self, stack: ExitStack, name: str, *words: str) -> None:
        command = [sys.executable, "-m", f"infra.bench.{name}", *words]
        pipe = subprocess.PIPE
        started = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        self._process = stack.enter_context(started)

    def tell(self, what: msgspec.Struct) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(what).decode() + "\n")
        self._process.stdin.flush()

    def hear(self, kind: type[T]) -> T:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a measured process ended before it answered")
        return msgspec.json.decode(line, type=kind)


class DeskChild(Child):
    """A desk; `opened` says how long it took to open. Notices are used up from `first` on."""

    def __init__(self, stack: ExitStack, dsn: str, *, slots: int, first: int = 0) -> None:
        super().__init__(stack, "desk", dsn)
        self.opened = self.hear(Opened)
        self._slots, self._first = slots, first

    def begin(self, *, seconds: float, clients: int) -> None:
        rush = Rush(seconds=seconds, clients=clients, first=self._first, slots=self._slots)
        self.tell(rush)

    def end(self) -> Tally:
        tally = self.hear(Tally)
        self._first += tally.booked + tally.refused
        return tally

    def rush(self, *, seconds: float, clients: int = 64) -> Tally:
        self.begin(seconds=seconds, clients=clients)
        return self.end()
