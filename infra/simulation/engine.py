"""simpy, as far as it is used; the one place that knows it, since only this room needs it."""

from collections.abc import Generator
from typing import Protocol, cast

from infra.processes import attribute


class SimulationMissingError(Exception):
    """simpy is not installed. Remedy: `make simulate-day`, or the extra `simulation`."""


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


class _MakesClockwork(Protocol):
    def __call__(self) -> Clockwork: ...


class _MakesDesks(Protocol):
    def __call__(self, env: Clockwork, capacity: int) -> Desks: ...


def clockwork() -> Clockwork:
    """A new one, at the opening.

    Raises:
        SimulationMissingError: simpy is not installed.
    """
    return cast("_MakesClockwork", _of_simpy("Environment"))()


def desks(clock: Clockwork, count: int) -> Desks:
    return cast("_MakesDesks", _of_simpy("Resource"))(clock, count)


def _of_simpy(name: str) -> object:
    try:
        return attribute(f"simpy:{name}")
    except ModuleNotFoundError as missing:
        raise SimulationMissingError from missing
