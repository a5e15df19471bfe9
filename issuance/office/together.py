"""One piece of work for everybody who asks at the same time, such as thirty counters at nine."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Together(Generic[K, T]):
    """Does *work* for a key once for all who asked before it began.

    Who asks while it runs waits for the next run, so nobody is told of a time before they asked.
    """

    def __init__(self, work: Callable[[K], Awaitable[T]]) -> None:
        self._work = work
        self._running: dict[K, asyncio.Task[T]] = {}
        self._coming: dict[K, asyncio.Task[T]] = {}

    async def result(self, key: K) -> T:
        """What came of it; who stops waiting does not stop it for the others."""
        if (coming := self._coming.get(key)) is None:
            coming = asyncio.create_task(self._after(self._running.get(key), key))
            coming.add_done_callback(_heard)
            self._coming[key] = coming
        return await asyncio.shield(coming)

    async def _after(self, before: "asyncio.Task[T] | None", key: K) -> T:
        if before is not None:
            await asyncio.wait([before])
        mine = self._running[key] = self._coming.pop(key)
        try:
            return await self._work(key)
        finally:
            if self._running.get(key) is mine:
                del self._running[key]


def _heard(task: "asyncio.Task[T]") -> None:
    """A failure that nobody waited for any more is nobody's: the next run tells of its own."""
    if not task.cancelled():
        task.exception()
