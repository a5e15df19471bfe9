"""The hall as it is now, to everybody who looks: one watcher for all streams of this process.

Streams hear of a change within half a second, and a sign of life every ten. They end when the
process is told to end: open ones would hold up its shutdown.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Final

from issuance.ledger.away import AWAY
from issuance.ledger.wakeups import wakeups

if TYPE_CHECKING:
    from issuance.ledger.postgres import Pool

END_STREAMS: Final = "end_streams"
"""In the application's state: what the server calls before it waits for open connections."""
HEARTBEAT_SECONDS: Final = 10.0
POLL_SECONDS: Final = 2.0
SHORTEST_SECONDS: Final = 0.5
"""However much happens, no display is drawn anew more often."""


class LiveHall:
    """Wakes who waits when the log grew. It listens only while somebody looks."""

    def __init__(self) -> None:
        self._ending = asyncio.Event()
        self._grew = asyncio.Condition()
        self._turn = 0
        self._looking = 0
        self._watcher: asyncio.Task[None] | None = None

    @property
    def looking(self) -> int:
        """How many streams are open."""
        return self._looking

    def end(self) -> None:
        """The process ends: every stream ends now, and no new one begins."""
        self._ending.set()

    async def close(self) -> None:
        self.end()
        await self._rest()

    async def turns(
        self,
        pool: "Pool",
        refresh: Callable[[], Awaitable[None]],
        heartbeat: float = HEARTBEAT_SECONDS,
    ) -> AsyncGenerator[None]:
        """Yield at once, after each change, and at least every *heartbeat* seconds, till the end.

        Args:
            pool: where to listen.
            refresh: brings the tables up to the log; run once for all who look.
            heartbeat: the longest silence.
        """
        self._looking += 1
        if self._watcher is None:
            self._watcher = asyncio.create_task(self._watch(pool, refresh))
        try:
            seen = self._turn
            while not self._ending.is_set():
                yield
                seen = await self._next(seen, heartbeat)
        finally:
            self._looking -= 1
            if not self._looking:
                await self._rest()

    async def _next(self, seen: int, heartbeat: float) -> int:
        ending = asyncio.create_task(self._ending.wait())
        grown = asyncio.create_task(self._beyond(seen))
        try:
            await asyncio.wait(
                {ending, grown}, timeout=heartbeat, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for each in (ending, grown):
                each.cancel()
            await asyncio.gather(ending, grown, return_exceptions=True)
        return self._turn

    async def _beyond(self, seen: int) -> None:
        async with self._grew:
            await self._grew.wait_for(lambda: self._turn > seen)

    async def _watch(self, pool: "Pool", refresh: Callable[[], Awaitable[None]]) -> None:
        async with aclosing(wakeups(pool, POLL_SECONDS)) as woken:
            async for _ in woken:
                with suppress(*AWAY):
                    await refresh()
                async with self._grew:
                    self._turn += 1
                    self._grew.notify_all()
                await asyncio.sleep(SHORTEST_SECONDS)

    async def _rest(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.cancel()
            with suppress(asyncio.CancelledError):
                await watcher
