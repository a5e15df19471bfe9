"""Answering what waits: while batches are being stored, the next one is decided on top of them.

No timer: a batch is what arrived while the last ones were being stored. After any fault all that
is in hand is thrown away and decided anew under the log's lock.
"""

import asyncio
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import structlog

from booking_web.desk.batch import Batch
from booking_web.desk.memory import Memory
from booking_web.desk.requests import Request
from booking_web.desk.storing import Stored, Storing, enter, read_on, store_under_lock
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
_MOST_SENT = 1
"""Batches sent before the first is stored. Two would be as safe, the second waiting in PostgreSQL
for the first; but with 64 residents they grow so small that it costs a quarter (ADR 8)."""
_LONGEST_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """A batch under way; its task ends with None where others wrote and nothing was stored."""

    batch: Batch
    task: "asyncio.Task[Stored | None]"
    at_once: bool


class Serving:
    """Works off a queue until it is told that nothing more comes."""

    def __init__(self, log: PostgresLog, memory: Memory, policy: Policy) -> None:
        self._log, self._memory, self._policy = log, memory, policy
        self._storing = Storing(log)
        self._in_hand: list[Request] = []
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
        """Answer as long as somebody waits; one batch is stored while the next is decided."""
        coming = Batch(timetable=timetable, policy=self._policy)
        sent: deque[_Sent] = deque()
        try:
            while self.queue or coming.decisions or sent:
                if sent and sent[0].task.done():
                    self._land(sent, coming)
                elif self._is_time_to_send(coming, sent):
                    sent.append(self._send(coming, alone=not sent))
                    coming = Batch(timetable=timetable, policy=self._policy, before=coming)
                elif not sent:
                    await self._take(coming, ahead=False)
                elif self._is_enough(coming):
                    await self._take(coming, ahead=True)
                else:
                    await self._wait()
        finally:
            await asyncio.gather(*(each.task for each in sent), return_exceptions=True)

    def _is_time_to_send(self, coming: Batch, sent: "deque[_Sent]") -> bool:
        """At once, if nothing is under way; after a batch that was sent at once, a good few."""
        size = len(coming.decisions)
        if not sent or not size:
            return size > 0
        at_once = sent[-1].at_once and self._storing.can_at_once(coming)
        return len(sent) < _MOST_SENT and size >= _ENOUGH and at_once

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

    def _send(self, batch: Batch, *, alone: bool) -> "_Sent":
        """One call; or, where that is known not to do and nothing is before it, the long way."""
        if alone and not self._storing.can_at_once(batch):
            return self._under_way(batch, self._storing.under_lock(batch), at_once=False)
        return self._under_way(batch, self._storing.at_once(batch), at_once=True)

    def _under_way(
        self, batch: Batch, storing: Coroutine[Any, Any, Stored | None], *, at_once: bool
    ) -> "_Sent":
        task = asyncio.create_task(_in_time(storing))
        task.add_done_callback(self._wake)
        return _Sent(batch=batch, task=task, at_once=at_once)

    def _land(self, sent: "deque[_Sent]", coming: Batch) -> None:
        """The first batch under way is stored, or has to go the long way."""
        batch, stored = sent[0].batch, sent[0].task.result()
        if stored is None:
            sent[0] = self._under_way(batch, self._storing.under_lock(batch), at_once=False)
            return
        sent.popleft()
        enter(batch, stored.positions)
        self._tell(batch)
        revised = stored.revised
        for later in (*(each.batch for each in sent), coming):
            revised = revised | later.settle(batch, revised)

    def _tell(self, batch: Batch) -> None:
        self._memory.level()
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


async def _in_time(storing: Coroutine[Any, Any, Stored | None]) -> Stored | None:
    async with asyncio.timeout(_LONGEST_SECONDS):
        return await storing
