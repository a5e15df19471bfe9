"""列と窓口: what the stations report of the line, of steps taken back, and of times."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from issuance.application.parties import Parties, Seat
from issuance.application.pin_desk import destroy_sealed_pins
from issuance.application.work import Facts, Order, record
from issuance.cases import counter, undoing
from issuance.cases import facts as c
from issuance.cases.facts import CounterStep
from issuance.cases.state import Stage
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.visits import line, line_facts
from issuance.visits.line_facts import BreakOffReason, Mark, StepMeasured, TimeReason
from issuance.visits.visit import NotCalledError, Visit, VisitCalled, VisitEnded, VisitFact

Decide = Callable[[Visit], Sequence[VisitFact]]

_STEPS: Final[dict[CounterStep, tuple[type, ...]]] = {
    CounterStep.IDENTITY: (c.IdentityVerified,),
    CounterStep.PINS: (c.PinsSealed, c.PinSheetSealed, c.PinlessChosen),
    CounterStep.DELIVERY: (c.DeliveryChosen,),
    CounterStep.DONE: (c.VisitFinished,),
}
_BESIDE: Final = (line_facts.StepMeasured, line_facts.TimeCorrected)
"""Said about a visit; they do not move it."""


class Line(Parties):
    async def note(self, order: Order, visit_id: UUID, decide: Decide) -> None:
        """Record what the rules make of one report about the party as a whole."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            return record(visit, order, decide(visit.state))

        await self._work.carry_out(order, work)

    async def break_off(
        self, order: Order, visit_id: UUID, station: str, reason: BreakOffReason
    ) -> None:
        """The party leaves: who is done is done, the others may come again."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            decided = line.break_off(visit.state, station=station, reason=reason)
            facts = record(visit, order, decided)
            for case in await self._party(tx, visit_id):
                if case.state.stage is Stage.DELIVERY_CHOSEN:
                    ended = counter.finish_visit(case.state, visit_id=visit_id)
                    facts += record(case, order, ended)
                    continue
                broken = undoing.break_off(case.state, visit_id=visit_id)
                if broken and case.state.envelope:
                    await destroy_sealed_pins(tx, case.id)
                facts += record(case, order, broken)
            return facts

        await self._work.carry_out(order, work)

    async def end_early(self, order: Order, visit_id: UUID) -> None:
        """The office ends a visit that its counter could not: the holders may book again.

        As where two counters without the network took sheets of one number: the office refused
        the second, and all that followed it.
        """
        async with self._work.log.transaction() as tx:
            station = (await self._visit(tx, visit_id)).state.station
        if station is None:
            raise NotCalledError
        await self.break_off(order, visit_id, station, BreakOffReason.SYSTEM_AWAY)

    async def undo(self, order: Order, seat: Seat, step: CounterStep) -> None:
        """Take one person's last step back, within ten seconds of it."""

        async def work(tx: Transaction) -> Facts:
            case = await self._called_case(tx, seat)
            decided = undoing.undo_step(case.state, visit_id=seat.visit_id, step=step)
            if decided:
                done_at = _last_at(await tx.history(case.id), _STEPS[step])
                line.require_in_time(done_at, order.at)
            if step is CounterStep.PINS and case.state.envelope:
                await destroy_sealed_pins(tx, case.id)
            return record(case, order, decided)

        await self._work.carry_out(order, work)

    async def undo_end(self, order: Order, visit_id: UUID, station: str) -> None:
        """The party had not left after all: it is at the counter again.

        Whose card the back office has begun with meanwhile stays finished.
        """

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            ended_at = _last_at(await tx.history(visit_id), (VisitEnded,))
            decided = line.undo_end(visit.state, station=station, ended_at=ended_at, at=order.at)
            facts = record(visit, order, decided)
            for case in await self._party(tx, visit_id) if decided else ():
                done_at = _last_at(await tx.history(case.id), _STEPS[CounterStep.DONE])
                if done_at is not None:
                    undone = undoing.undo_step(case.state, visit_id=visit_id, step=CounterStep.DONE)
                    facts += record(case, order, undone)
            return facts

        await self._work.carry_out(order, work)

    async def correct_time(
        self, order: Order, visit_id: UUID, mark: Mark, real_at: datetime, reason: TimeReason
    ) -> None:
        """When the visit really began or ended; what was recorded first stays."""

        async def work(tx: Transaction) -> Facts:
            visit = await self._visit(tx, visit_id)
            decided = line.correct_time(
                mark=mark,
                real_at=real_at,
                reason=reason,
                times=times_of(await tx.history(visit_id)),
                now=order.at,
            )
            return record(visit, order, decided)

        await self._work.carry_out(order, work)

    async def measure(self, order: Order, visit_id: UUID, measured: Sequence[StepMeasured]) -> None:
        """Keep how long steps took; a visit's measures decide nothing."""
        await self.note(order, visit_id, lambda _: measured)


def times_of(history: Sequence[Recorded[Any]]) -> tuple[datetime | None, datetime | None]:
    """When the visit began and ended, corrected ones before recorded ones."""
    begun: datetime | None = None
    ended: datetime | None = None
    for each in history:
        match each.fact:
            case VisitCalled():
                begun, ended = each.at, None
            case VisitEnded() | line_facts.VisitBrokenOff():
                ended = each.at
            case line_facts.TimeCorrected(mark=mark, real_at=real_at):
                begun, ended = (real_at, ended) if mark is Mark.START else (begun, real_at)
            case _:
                pass
    return begun, ended


def _last_at(history: Sequence[Recorded[Any]], kinds: tuple[type, ...]) -> datetime | None:
    """When the last thing that moved this stream happened, if it is of these kinds."""
    moving = [each for each in history if not isinstance(each.fact, _BESIDE)]
    return moving[-1].at if moving and isinstance(moving[-1].fact, kinds) else None
