"""The counter's desk: one method for each thing done here: decide, write down, tell the office.

Nothing waits for the office longer than the settings say; what it has not got yet goes later.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from uuid import UUID, uuid4

from counter_station.journal.at_hand import VisitStream
from counter_station.journal.courier import Courier
from counter_station.journal.journal import Conflict, Journal
from counter_station.office_copy import OfficeCopy
from counter_station.visit import delivery, party, pins
from counter_station.visit.facts import PartyCalled, PinSheetSealed, VisitFact
from counter_station.visit.handing_over import take_over
from counter_station.visit.people import Travel
from counter_station.visit.refusals import (
    AnotherPartyAtCounterError,
    PartyUnknownError,
    SheetUsedError,
)
from counter_station.visit.state import Stage, Visit, evolve
from counter_station.visit.station_facts import ClockMeasured, StationFact
from issuance.calendar import office_date
from issuance.identity.posting import Declaration
from issuance.pins.sealing import EnvelopeContext, SealingKey, seal
from issuance.pins.values import PinValues

Decide = Callable[[Visit], Sequence[VisitFact]]


@dataclass(frozen=True, kw_only=True)
class Counter:
    """Which counter this is."""

    station_id: str
    tenant: str
    office_wait_seconds: float
    no_show_recalls: int = 2
    """So often a party that was called is called again before it is a no-show."""


class CounterDesk:
    """What the clerk and the resident do at this counter."""

    def __init__(
        self,
        counter: Counter,
        *,
        journal: Journal,
        courier: Courier,
        office: OfficeCopy,
        now: Callable[[], datetime],
    ) -> None:
        self.journal = journal
        self.office = office
        self.courier = courier
        office.came_back = courier.go
        office.at_counter = self._here_or_called
        self._counter = counter
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self._being_called: UUID | None = None
        office.releases.clock_moved = self._note_clock
        self.at_counter: UUID | None = next(
            (
                visit_id
                for visit_id, stream in journal.visits_at_hand().items()
                if stream.state.stage is Stage.AT_COUNTER
            ),
            None,
        )

    async def note_arrival(self, visit_id: UUID, *, by: str) -> None:
        await self.open(visit_id, by)
        await self._do(visit_id, party.note_arrival, by)

    async def call(self, visit_id: UUID, *, by: str) -> None:
        """Call a party to this counter; whoever another counter has called stays there.

        Raises:
            AnotherPartyAtCounterError: somebody is here.
            PartyUnknownError: the office never told of the party.
        """
        if self.at_counter not in {None, visit_id}:
            raise AnotherPartyAtCounterError
        self._being_called = visit_id
        wait = self._counter.office_wait_seconds
        people = asyncio.create_task(self.office.open(visit_id, timeout_seconds=wait))
        try:
            await self._call(visit_id, by)
        finally:
            await people
            self._being_called = None

    async def _call(self, visit_id: UUID, by: str) -> None:
        at, station = self._now(), self._counter.station_id

        def decide(visit: Visit) -> Sequence[VisitFact]:
            opened = self._opened(visit_id, visit)
            known = reduce(evolve, opened, visit)
            over = take_over(known, self.office.progress(visit_id), self.office.spent(visit_id))
            called = party.call_party(reduce(evolve, over, known), station=station, at=at)
            return [*opened, *over, *called]

        position = await self._do(visit_id, decide, by)
        # The office may have answered at once that another counter has the party.
        conflicts = await asyncio.to_thread(self.journal.conflicts)
        if position in {conflict.position for conflict in conflicts}:
            await self._do(visit_id, party.withdraw_call, by)

    async def seal_pins(
        self, visit_id: UUID, case_id: UUID, *, values: PinValues, key: SealingKey, by: str
    ) -> None:
        """Seal what the resident typed and wipe it, whatever happens after.

        The sealed form reaches the disk before the fact that tells of it.
        """
        envelope_id = uuid4()
        kinds = values.kinds
        context = EnvelopeContext(
            tenant=self._counter.tenant, case_id=case_id, envelope_id=envelope_id
        )
        with values:
            blob = seal(values, context=context, key=key)

        def decide(visit: Visit) -> Sequence[VisitFact]:
            facts = pins.seal_pins(
                visit,
                case_id=case_id,
                envelope_id=envelope_id,
                pin_kinds=kinds,
                key_id=key.key_id,
            )
            self.journal.outbox.keep_sealed(envelope_id, blob)
            return facts

        await self._do(visit_id, decide, by)

    async def seal_sheet(
        self, visit_id: UUID, case_id: UUID, *, scans: tuple[str, str], by: str
    ) -> None:
        """A sheet of paper under seal, by the number on its envelope scanned twice."""

        def decide(visit: Visit) -> Sequence[VisitFact]:
            used = self.journal.sheets_taken()
            return pins.seal_sheet(visit, case_id=case_id, scans=scans, used=used)

        await self._do(visit_id, decide, by)

    async def choose_pinless(self, visit_id: UUID, case_id: UUID, *, by: str) -> None:
        await self._do(visit_id, lambda visit: pins.choose_pinless(visit, case_id=case_id), by)

    async def choose_delivery(
        self,
        visit_id: UUID,
        case_id: UUID,
        *,
        mode: Travel,
        declarations: Collection[Declaration],
        by: str,
    ) -> None:
        def decide(visit: Visit) -> Sequence[VisitFact]:
            return delivery.choose_delivery(
                visit, case_id=case_id, mode=mode, declarations=declarations, today=self.today()
            )

        await self._do(visit_id, decide, by)

    async def finish(self, visit_id: UUID, *, by: str) -> None:
        at = self._now()
        await self._do(visit_id, lambda visit: party.finish(visit, at=at), by)

    async def note_no_show(self, visit_id: UUID, *, by: str) -> None:
        await self.open(visit_id, by)
        at, queued = self._now(), self.office.queued(visit_id)
        until = queued.awaited_until if queued else None
        recalls = self._counter.no_show_recalls

        def decide(visit: Visit) -> Sequence[VisitFact]:
            return party.note_no_show(visit, at=at, awaited_until=until, recalls_needed=recalls)

        await self._do(visit_id, decide, by)

    async def call_off(self, visit_id: UUID, *, by: str) -> None:
        await self._do(visit_id, party.call_off, by)

    async def note_conflict_seen(self, position: int, *, by: str) -> None:
        """A clerk has read what the office refused of a visit up to *position*.

        A party refused to us goes; a sheet refused is sealed again while the party is here.
        """
        conflicts = await asyncio.to_thread(self.journal.conflicts)
        visits = {each.recorded.stream_id for each in conflicts if each.position == position}
        for conflict in conflicts:
            if conflict.recorded.stream_id not in visits or conflict.position > position:
                continue
            if await self._is_our_call(conflict):
                await self._do(conflict.recorded.stream_id, party.withdraw_call, by)
            await self._open_again(conflict, by)
            await asyncio.to_thread(self.journal.note_conflict_seen, conflict.position, by=by)

    async def _open_again(self, conflict: Conflict, by: str) -> None:
        """Another envelope is needed where the office knows this one's number of another case."""
        refused = conflict.recorded.fact
        if isinstance(refused, PinSheetSealed) and conflict.code == SheetUsedError.code:
            visit_id = conflict.recorded.stream_id
            await self._do(visit_id, lambda visit: pins.seal_again(visit, refused), by)

    async def note_of_station(self, happened: StationFact, *, by: str) -> None:
        """Something that concerns no visit; nobody waits until the office has it."""
        await asyncio.to_thread(
            self.journal.note_of_station,
            self._counter.station_id,
            happened,
            at=self._now(),
            by=by,
        )
        self.courier.go()

    def _note_clock(self, skew_seconds: int) -> None:
        self.journal.note_of_station(
            self._counter.station_id,
            ClockMeasured(skew_seconds=skew_seconds),
            at=self._now(),
            by="station",
        )
        self.courier.go()

    def today(self) -> date:
        return office_date(self._now())

    async def _is_our_call(self, conflict: Conflict) -> bool:
        """Whether what the office refused is the call by which the party is here now."""
        refused = conflict.recorded
        history = await asyncio.to_thread(self.journal.history, refused.stream_id)
        calls = [each.version for each in history if isinstance(each.fact, PartyCalled)]
        return isinstance(refused.fact, PartyCalled) and refused.version == max(calls)

    async def open(self, visit_id: UUID, by: str) -> None:
        """Write down who the party is, so that it can go on without the office."""
        await self._do(visit_id, lambda visit: self._opened(visit_id, visit), by)

    def _opened(self, visit_id: UUID, visit: Visit) -> Sequence[VisitFact]:
        if visit.stage is not Stage.UNKNOWN:
            return []
        queued, due = self.office.queued(visit_id), self.office.dues(visit_id)
        if queued is None or not due:
            raise PartyUnknownError
        return party.open_visit(
            visit, reference=queued.reference, starts_at=queued.starts_at, people=due
        )

    def _here_or_called(self) -> Collection[UUID]:
        return {each for each in (self.at_counter, self._being_called) if each is not None}

    async def visit(self, visit_id: UUID) -> Visit:
        return (await asyncio.to_thread(self.journal.visit, visit_id)).state

    async def decide(self, visit_id: UUID, decide: Decide, *, by: str) -> None:
        """For desks of one step: decide on the visit as it stands, write down, tell the office."""
        await self._do(visit_id, decide, by)

    async def _do(self, visit_id: UUID, decide: Decide, by: str) -> int | None:
        """Decide on the visit as it stands, write down, then try the office for a moment."""
        async with self._one_at_a_time:
            position, visit = await asyncio.to_thread(self._decide, visit_id, decide, by)
            self._note_who_is_here(visit_id, visit)
        if position is not None:
            await self.courier.deliver(position, timeout_seconds=self._counter.office_wait_seconds)
            self.office.ask_soon()
        return position

    def _decide(self, visit_id: UUID, decide: Decide, by: str) -> tuple[int | None, Visit]:
        stream: VisitStream = self.journal.visit(visit_id)
        recorded = stream.record(decide(stream.state), at=self._now(), by=by)
        position = self.journal.append(recorded)
        return position, stream.replay(recorded).state

    def _note_who_is_here(self, visit_id: UUID, visit: Visit) -> None:
        if visit.stage is Stage.AT_COUNTER:
            self.at_counter = visit_id
        elif self.at_counter == visit_id:
            self.at_counter = None
