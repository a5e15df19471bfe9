"""What the clerk does with the line and around the steps; `CounterDesk` writes it down."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from counter_station.desk import CounterDesk
from counter_station.visit import clock, line, undo
from counter_station.visit.facts import VisitFact
from counter_station.visit.line_facts import (
    BreakOffReason,
    HoldReason,
    Mark,
    Measured,
    PriorityReason,
    Sign,
    TimeReason,
    TransferReason,
    VisitMeasured,
)
from counter_station.visit.refusals import (
    AnotherPartyAtCounterError,
    CalledElsewhereError,
    NobodyWaitsError,
)
from counter_station.visit.state import Visit
from counter_station.visit.turn import InLine, next_party
from counter_station.visit.undo import LastDone

_MOST_TRIES: Final = 6
"""So many parties another counter may take before us, one after another."""

Line = Callable[[], Awaitable[Iterable[InLine]]]


class LineDesk:
    def __init__(self, desk: CounterDesk, station_id: str, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._station_id = station_id
        self._now = now
        self.last_here: UUID | None = desk.at_counter
        """The party that is or was here last: its last step may be taken back."""

    async def call_next(self, line_now: Line, *, by: str) -> None:
        """Call whoever's turn it is; whom another counter got first is passed over.

        Raises:
            NobodyWaitsError: there is nobody to call.
            CalledElsewhereError: others were faster each time; the line has to be looked at anew.
        """
        if self._desk.at_counter is not None:
            raise AnotherPartyAtCounterError
        taken: set[UUID] = set()
        for _ in range(_MOST_TRIES):
            in_line = [each for each in await line_now() if each.visit_id not in taken]
            party = next_party(in_line, station=self._station_id, now=self._now())
            if party is None:
                raise NobodyWaitsError
            await self._desk.call(party.visit_id, by=by)
            if self._is_here(party.visit_id):
                self.last_here = party.visit_id
                return
            taken.add(party.visit_id)
            await self._forget_refused_call(party.visit_id, by)
        raise CalledElsewhereError

    async def recall(self, visit_id: UUID, *, by: str) -> None:
        await self._desk.decide(visit_id, line.recall, by=by)

    async def hold(self, visit_id: UUID, reason: HoldReason, *, by: str) -> None:
        await self._desk.decide(visit_id, lambda visit: line.hold(visit, reason=reason), by=by)

    async def bring_back(self, visit_id: UUID, *, by: str) -> None:
        await self._desk.decide(visit_id, line.bring_back, by=by)

    async def transfer(self, visit_id: UUID, to: str, reason: TransferReason, *, by: str) -> None:
        await self._desk.decide(
            visit_id, lambda visit: line.transfer(visit, to=to, reason=reason), by=by
        )

    async def give_priority(self, visit_id: UUID, need: PriorityReason, *, by: str) -> None:
        await self._desk.open(visit_id, by)
        await self._desk.decide(visit_id, lambda visit: line.give_priority(visit, need=need), by=by)

    async def note_came(self, sign: Sign, *, by: str) -> None:
        """Somebody stands here; where nobody was called this means nothing."""
        if (visit_id := self._desk.at_counter) is not None:
            await self._desk.decide(visit_id, lambda visit: line.note_came(visit, sign=sign), by=by)

    async def call_consultant(self, visit_id: UUID, *, by: str) -> None:
        await self._desk.decide(visit_id, line.call_consultant, by=by)

    async def break_off(self, visit_id: UUID, reason: BreakOffReason, *, by: str) -> None:
        at = self._now()
        await self._desk.decide(
            visit_id, lambda visit: line.break_off(visit, reason=reason, at=at), by=by
        )

    async def correct_time(
        self, visit_id: UUID, mark: Mark, real_at: datetime, reason: TimeReason, *, by: str
    ) -> None:
        def decide(visit: Visit) -> Sequence[VisitFact]:
            return clock.correct_time(
                visit, mark=mark, real_at=real_at, reason=reason, now=self._now()
            )

        await self._desk.decide(visit_id, decide, by=by)

    async def measure(self, visit_id: UUID, steps: Sequence[Measured], *, by: str) -> None:
        """Keep how long the steps took, once, when the party leaves this counter."""
        if steps:
            facts = [VisitMeasured(steps=tuple(steps))]
            await self._desk.decide(visit_id, lambda _: facts, by=by)

    async def last_done(self) -> LastDone | None:
        """What could be taken back now, and since when."""
        visit_id = self._desk.at_counter or self.last_here
        if visit_id is None:
            return None
        self.last_here = visit_id
        history = await asyncio.to_thread(self._desk.journal.history, visit_id)
        return undo.last_done(history)

    async def undo(self, *, by: str) -> None:
        """Take the last step back; refused by name once ten seconds have passed."""
        last = await self.last_done()
        facts = undo.undo(last, at=self._now())
        if self.last_here is not None:
            await self._desk.decide(self.last_here, lambda _: facts, by=by)

    def _is_here(self, visit_id: UUID) -> bool:
        return self._desk.at_counter == visit_id

    async def _forget_refused_call(self, visit_id: UUID, by: str) -> None:
        """The clerk never asked for this party by name, so nothing is to be read about it."""
        for conflict in await asyncio.to_thread(self._desk.journal.conflicts):
            if conflict.recorded.stream_id == visit_id:
                await self._desk.note_conflict_seen(conflict.position, by=by)
