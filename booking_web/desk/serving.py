"""Answering what waits: while one batch is being stored, the next one is decided on top of it.

No timer: a batch is what arrived while the last one was being stored. After any fault all that is
in hand is thrown away and decided anew under the log's lock.
"""

import asyncio
from collections import deque
from collections.abc import Set as AbstractSet
from uuid import UUID

import structlog

from booking_web.desk.batch import Batch
from booking_web.desk.just_stored import JustStored
from booking_web.desk.memory import Memory
from booking_web.desk.requests import Request
from booking_web.desk.storing import Storing, enter, read_on, store_under_lock
from booking_web.refusals import DeskAwayError
from booking_web.timetable.policy import Policy
from booking_web.timetable.timetable import Timetable
from issuance.ledger.away import AWAY
from issuance.ledger.postgres import PostgresLog

_journal = structlog.get_logger()

_LARGEST_BATCH = 256
_ENOUGH = 16
"""While a batch is being stored, the next is begun with so many; fewer would cost more to look up
than is won."""
_LONGEST_SECONDS = 15.0


class Serving:
    """Works off a queue until it is told that nothing more comes."""

    def __init__(self, log: PostgresLog, memory: Memory, policy: Policy) -> None:
        self._log, self._memory, self._policy = log, memory, policy
        self._storing = Storing(log)
        self._in_hand: list[Request] = []
        self.just_stored = JustStored()
        self.queue: deque[Request] = deque()
        self.woken = asyncio.Event()
        self.open = True

    def put(self, request: Request) -> None:
        self.queue.append(request)
        self.woken.set()

    def close(self) -> None:
        """Take nothing more; what waits is still answered."""
        self.open = False
        self.woken.set()

    async def run(self) -> None:
        """Until it is closed and nothing waits; whatever becomes of us, nobody is left waiting."""
        try:
            while self.open or self.queue:
                if self.queue:
                    await self._rush_or_again()
                else:
                    self.woken.clear()
                    await self.woken.wait()
        finally:
            self.open = False
            for each in (*self._in_hand, *self.queue):
                each.tell(DeskAwayError())
            self.queue.clear()

    async def _rush_or_again(self) -> None:
        try:
            async with self._memory.alone() as timetable:
                await self._rush(timetable)
        except AWAY:
            await self._log.pool.expire_connections()
        except Exception as fault:  # noqa: BLE001 - memory that went wrong was thrown away
            _journal.warning("desk.again", fault=type(fault).__name__, size=len(self._in_hand))
        if self._in_hand:
            await self._answer(self._in_hand)
            self._in_hand = []

    async def _rush(self, timetable: Timetable) -> None:
        """Answer as long as somebody waits; two batches are in hand at most."""
        coming = Batch(timetable=timetable, policy=self._policy)
        storing: asyncio.Task[AbstractSet[UUID]] | None = None
        try:
            while self.queue or coming.decisions or storing:
                if storing is not None and storing.done():
                    coming.settle(storing.result())
                    storing = None
                if storing is None and coming.decisions:
                    storing = asyncio.create_task(self._store(coming))
                    storing.add_done_callback(self._wake)
                    coming = Batch(timetable=timetable, policy=self._policy, before=coming)
                elif storing is None:
                    await self._take(coming, ahead=False)
                elif self._is_enough(coming):
                    await self._take(coming, ahead=True)
                else:
                    await self._wait()
        finally:
            if storing is not None:
                await asyncio.gather(storing, return_exceptions=True)

    def _is_enough(self, coming: Batch) -> bool:
        return len(self.queue) >= _ENOUGH and len(coming.decisions) < _LARGEST_BATCH

    async def _take(self, coming: Batch, *, ahead: bool) -> None:
        """All that waits; but of many only half, if nothing else is being stored meanwhile."""
        await asyncio.sleep(0)  # who was answered just now may have come again already
        waiting, room = len(self.queue), _LARGEST_BATCH - len(coming.decisions)
        size = min(room, waiting if ahead else max(min(waiting, _ENOUGH), waiting // 2))
        requests = [self.queue.popleft() for _ in range(size)]
        if not requests:
            return
        self._in_hand += requests
        async with asyncio.timeout(_LONGEST_SECONDS):
            await coming.take(self._log.pool, requests)

    async def _store(self, batch: Batch) -> AbstractSet[UUID]:
        async with asyncio.timeout(_LONGEST_SECONDS):
            revised = await self._storing.store(batch)
        self._tell(batch)
        return revised

    def _tell(self, batch: Batch) -> None:
        self._memory.level()
        self.just_stored.note(batch)
        for each in batch.decisions:
            each.request.tell(each.result)
        self._in_hand = [each for each in self._in_hand if not each.answer.done()]

    async def _wait(self) -> None:
        self.woken.clear()
        await self.woken.wait()

    def _wake(self, _: object) -> None:
        self.woken.set()

    async def _answer(self, requests: list[Request]) -> None:
        """Decide and store them under the lock; if that fails, one by one."""
        try:
            await self._decide_under_lock(requests)
        except AWAY as fault:
            _journal.warning("desk.away", fault=type(fault).__name__, size=len(requests))
            for each in requests:
                each.tell(DeskAwayError())
        except Exception as fault:  # noqa: BLE001 - told to the one who caused it
            _journal.error("desk.batch-failed", fault=type(fault).__name__, size=len(requests))
            if len(requests) == 1:
                requests[0].tell(fault)
                return
            for each in requests:
                await self._answer([each])

    async def _decide_under_lock(self, requests: list[Request]) -> None:
        async with asyncio.timeout(_LONGEST_SECONDS), self._memory.alone() as timetable:
            async with self._log.transaction() as tx:
                await read_on(tx, timetable)
                batch = Batch(timetable=timetable, policy=self._policy)
                await batch.take(tx.connection, requests)
                positions = await store_under_lock(tx, batch)
            enter(batch, positions)
            self._tell(batch)
