"""A thread of its own for one card, since PC/SC knows no time-out for a command."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from counter_station.readers.connection import CardTimeoutError

T = TypeVar("T")


class Watchdog:
    """Runs calls one after the other; whoever waits too long is told so and goes on.

    The thread is a daemon: a card that never answers must not keep the process from ending.
    """

    def __init__(self, *, timeout_seconds: float) -> None:
        self._timeout_seconds = timeout_seconds
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name="card", daemon=True).start()

    def call(self, function: Callable[[], T]) -> T:
        """Run *function* in the thread; return what it returns, raise what it raises.

        Raises:
            CardTimeoutError: it is still running; later calls wait behind it.
        """
        future: Future[T] = Future()
        self._calls.put(lambda: _settle(future, function))
        try:
            return future.result(self._timeout_seconds)
        except TimeoutError:
            raise CardTimeoutError from None

    def later(self, function: Callable[[], object]) -> None:
        """Run *function* when everything before it has ended, without waiting for it."""
        self._calls.put(lambda: _settle(Future[object](), function))

    def stop(self) -> None:
        """Let the thread end after the calls that wait."""
        self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


def _settle(future: Future[T], function: Callable[[], T]) -> None:
    try:
        future.set_result(function())
    except BaseException as error:  # noqa: BLE001 - carried to the caller, whatever it is
        future.set_exception(error)
