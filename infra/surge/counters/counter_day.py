"""A day at the counters: visitors come to all stations, one of which loses the network for a while.

Stations with their journals and couriers, the kiosk and the office are the real ones. The day's
clock runs faster than ours; clerks and residents answer every screen at once and then take their
time. The station that is cut off goes on with parties that were prepared for it.
"""

import asyncio
import time
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from infra.bench.counter_clerk import CalledElsewhereError, CounterAtWork
from infra.surge.counters.counter_house import CounterHouse
from infra.surge.counters.counter_plan import CounterDay, CounterPlan
from infra.surge.counters.counter_stations import look_into_journals, open_counters
from infra.surge.counters.gate import Gate
from infra.surge.counters.kiosk import Kiosk

_LOOK_SECONDS: Final = 0.1
_Line = asyncio.Queue[UUID | None]


async def run_counter_day(house: CounterHouse, plan: CounterPlan) -> CounterDay:
    """From the opening until the last visitor has left and every station has told all."""
    day = CounterDay(since=await house.issuance.work.log.head())
    begun = time.perf_counter()
    async with AsyncExitStack() as stack:
        gate = Gate(house.port)
        await gate.open()
        stack.push_async_callback(gate.close)
        counters = await open_counters(stack, house, gate.port, plan.stations)
        kiosk = await house.kiosk()
        stack.push_async_callback(kiosk.close)
        await _AtWork(plan, house, gate, day).work(kiosk, counters)
    day.seconds = time.perf_counter() - begun
    await house.refresh()
    look_into_journals(house.folder, [each.name for each in counters], day)
    return day


class _AtWork:
    """The hall, the clerks and the network, until the day is over."""

    def __init__(self, plan: CounterPlan, house: CounterHouse, gate: Gate, day: CounterDay) -> None:
        self._plan, self._house, self._gate, self._day = plan, house, gate, day
        self._line, self._kept = _Line(), _Line()
        """Who waits for any counter, and who for the one that is cut off."""
        self._cut = False
        self._opened = house.clock()

    async def work(self, kiosk: Kiosk, counters: list[CounterAtWork]) -> None:
        alone, *others = counters
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._let_in(kiosk, len(counters)))
            tasks.create_task(self._serve_alone(alone))
            if self._plan.cut_for:
                tasks.create_task(self._cut_off(alone))
            for each in others:
                tasks.create_task(self._serve(each))
        for each in counters:
            self._day.seen += each.seen
            self._day.screens += [
                screen for screen in each.clerk.screens if screen not in self._day.screens_cut_off
            ]

    async def _let_in(self, kiosk: Kiosk, counters: int) -> None:
        """Everybody gets a ticket when they come, and waits."""
        for number, visitor in enumerate(self._house.visitors):
            await asyncio.sleep(self._house.clock.until(self._opened + visitor.comes_after))
            enter = kiosk.check_in if visitor.booked else kiosk.walk_in
            visit_id = await enter(visitor.number, visitor.holder.case_id)
            kept = visitor.booked and self._plan.is_kept(number)
            (self._kept if kept else self._line).put_nowait(visit_id)
            if self._plan.is_called_twice(number):
                self._line.put_nowait(visit_id)
        for _ in range(counters):
            self._line.put_nowait(None)

    async def _serve(self, counter: CounterAtWork) -> None:
        while (visit_id := await self._line.get()) is not None:
            await self._visit(counter, visit_id)

    async def _serve_alone(self, counter: CounterAtWork) -> None:
        """While the network is away, those who were kept for this counter; else as all do."""
        while True:
            line = self._kept if self._cut or self._kept.qsize() else self._line
            with suppress(TimeoutError):
                visit_id = await asyncio.wait_for(line.get(), _LOOK_SECONDS)
                if visit_id is None:
                    return
                self._day.served_cut_off += self._cut
                await self._visit(counter, visit_id)

    async def _visit(self, counter: CounterAtWork, visit_id: UUID) -> None:
        try:
            await counter.whole_visit(visit_id, self._plan.pause_seconds)
        except CalledElsewhereError:
            self._day.passed_over += 1

    async def _cut_off(self, counter: CounterAtWork) -> None:
        begins = self._opened + timedelta(minutes=self._plan.cut_at)
        await asyncio.sleep(self._house.clock.until(begins))
        before, self._cut = len(counter.clerk.screens), True
        self._gate.fall_silent()
        await asyncio.sleep(self._house.clock.ours(timedelta(minutes=self._plan.cut_for)))
        self._day.screens_cut_off = counter.clerk.screens[before:]
        self._cut, back = False, time.perf_counter()
        await self._gate.open()
        while await counter.unsent():  # noqa: ASYNC110 - the clerk's screen alone says it
            await asyncio.sleep(_LOOK_SECONDS)
        self._day.sync_seconds = time.perf_counter() - back
