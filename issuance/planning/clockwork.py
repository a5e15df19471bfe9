"""simpy, as far as it is used; the one place that knows it."""

from collections.abc import Generator
from typing import Protocol, cast

import simpy


class Happening(Protocol):
    """Something that processes wait for."""

    def succeed(self) -> object: ...


class Request(Protocol):
    """A place at a desk, asked for."""


class Desks(Protocol):
    """So many desks; who asks first is first."""

    def request(self) -> Request: ...
    def release(self, request: Request) -> object: ...


Steps = Generator[object, object, None]


class Clockwork(Protocol):
    """Simulated time, in minutes from the opening."""

    @property
    def now(self) -> float: ...
    def process(self, steps: Steps) -> object: ...
    def timeout(self, delay: float) -> object: ...
    def event(self) -> Happening: ...
    def run(self) -> object: ...


def clockwork() -> Clockwork:
    """A new one, at the opening."""
    return cast("Clockwork", simpy.Environment())


def desks(clock: Clockwork, count: int) -> Desks:
    return cast("Desks", simpy.Resource(cast("simpy.Environment", clock), count))
