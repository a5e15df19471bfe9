"""Hours without J-LIS: the counters go on, PINs wait at the back office and are caught up.

J-LIS is away from an officer's word that it is until the word that it is back, as the office's
board has it; meanwhile no terminal sets a PIN. All of it on the day's fast clock.
"""

import asyncio
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Final

from counter_station.readers.in_process import InProcessReader
from infra.pin_desk import PinDesk
from infra.surge.counters.counter_day import run_counter_day
from infra.surge.counters.counter_house import CounterHouse
from infra.surge.counters.counter_plan import CounterDay
from infra.surge.counters.jlis_plan import JlisDay, JlisPlan
from infra.surge.counters.pin_officers import PinOfficers, pin_desk_of
from issuance.alerts.rules import AlertKind, AlertRaised
from issuance.application import Order
from issuance.read_models.queries_alerts import AlertQueries
from issuance.visits.outages import System

_LOOK_SECONDS: Final = 0.2
_LONGEST: Final = timedelta(hours=8)
"""After the last visitor: what is not caught up by then is left."""
_SUPERVISOR: Final = "staff:K90"


async def run_jlis_away(house: CounterHouse, plan: JlisPlan) -> JlisDay:
    """Until everybody was served and every PIN of the day is set, or far too long after."""
    opened = house.clock()
    away_from = opened + timedelta(minutes=plan.away_at)
    work = _BackOffice(house, plan, away_from, away_from + timedelta(minutes=plan.away_for))
    with ExitStack() as stack:
        desks = [stack.enter_context(pin_desk_of(house, number)) for number in range(plan.desks)]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(work.note_outage())
            tasks.create_task(work.watch())
            for desk in desks:
                tasks.create_task(work.set_pins(*desk))
            day = await run_counter_day(house, plan.counters)
            await work.until_caught_up()
    return await work.result(day)


class _BackOffice:
    def __init__(
        self, house: CounterHouse, plan: JlisPlan, away_from: datetime, back_from: datetime
    ) -> None:
        self._house, self._plan = house, plan
        self._away_from, self._back_from = away_from, back_from
        self._officers = PinOfficers(house)
        self._most_waiting = 0
        self._caught_up_at: datetime | None = None
        self._away = self._over = False

    async def note_outage(self) -> None:
        """An officer says so on the board, both times."""
        for moment, answers in ((self._away_from, False), (self._back_from, True)):
            await asyncio.sleep(self._house.clock.until(moment))
            self._away = not answers
            order = Order(by=_SUPERVISOR, at=self._house.clock())
            await self._house.issuance.outages.note_system(order, System.JLIS, answers=answers)

    async def set_pins(self, desk: PinDesk, reader: InProcessReader) -> None:
        """One card after another, while J-LIS answers."""
        card_seconds = self._house.clock.ours(timedelta(minutes=self._plan.card_minutes))
        while not self._over:
            worked = not self._away and await self._officers.set_next(desk, reader)
            await asyncio.sleep(card_seconds if worked else _LOOK_SECONDS)

    async def watch(self) -> None:
        """As the worker's watch: alerts are raised and resolved; how long the queue became."""
        queries = AlertQueries(self._house.office)
        while not self._over:
            now = self._house.clock()
            figures = await queries.figures(now)
            await self._house.issuance.alerts.look(Order(by="worker", at=now), figures, ())
            waiting = await self._officers.waiting()
            self._most_waiting = max(self._most_waiting, waiting)
            if not waiting and now > self._back_from and self._caught_up_at is None:
                self._caught_up_at = now
            await asyncio.sleep(_LOOK_SECONDS)

    async def until_caught_up(self) -> None:
        ends = self._house.clock() + _LONGEST
        while self._house.clock() < ends:
            idle = not await self._officers.waiting() and self._house.clock() > self._back_from
            if idle and self._caught_up_at is not None:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        self._over = True

    async def result(self, day: CounterDay) -> JlisDay:
        history = await self._house.issuance.alerts.history(100)
        of_jlis = [each for each in history if each.fact.kind is AlertKind.JLIS_AWAY]
        raised = [each.at for each in of_jlis if isinstance(each.fact, AlertRaised)]
        return JlisDay(
            day=day,
            away_from=self._away_from,
            back_from=self._back_from,
            most_waiting=self._most_waiting,
            caught_up_at=self._caught_up_at,
            left=await self._officers.waiting(),
            set=self._officers.set,
            wrong=self._officers.wrong,
            raised_at=min(raised, default=None),
            raised_at_end=bool(of_jlis) and isinstance(of_jlis[0].fact, AlertRaised),
            screens_away=[each for each in day.screens if self._is_away(each.at)],
            served_at=[
                self._house.clock.at(each.at.timestamp())
                for each in day.seen
                if each.step == "finish"
            ],
        )

    def _is_away(self, unix: float) -> bool:
        return self._away_from <= self._house.clock.at(unix) < self._back_from
