"""What the clerk sees: journal, the office's copy and the reader, put together."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from counter_station.journal.journal import Conflict
from counter_station.journal.waiting import Unsent
from counter_station.office_answers import QueuedVisit, Resident
from counter_station.screens.reader_eye import Seen
from counter_station.screens.standing import Standing, Trouble, standing, troubles
from counter_station.screens.station import Station
from counter_station.visit.clock import Elapsed, Lap, elapsed, laps, minutes_of, running_since
from counter_station.visit.line_facts import FiveSteps
from counter_station.visit.state import Person, Stage, Step, Visit
from counter_station.visit.turn import InLine

_LOCAL_WINS = frozenset({Stage.AT_COUNTER, Stage.FINISHED, Stage.NO_SHOW, Stage.BROKEN_OFF})
_IN_LINE = frozenset({"expected", "waiting"})
_CALLABLE = frozenset({"expected", "waiting", "held"})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One party in the day's queue."""

    visit_id: UUID
    reference: str
    starts_at: datetime
    size: int
    stage: str
    station: str
    late_minutes: int = 0
    """How late it announced to be, while it is not here."""
    ticket: str = ""
    booked: bool = True
    arrived_at: datetime | None = None
    held_because: str = ""
    meant_for: str = ""
    priority: str = ""

    @property
    def may_be_called(self) -> bool:
        return self.stage in _CALLABLE


@dataclass(frozen=True, kw_only=True)
class Bar:
    """The state of the station: reader, office, what is unsent, what was refused."""

    seen: Seen
    unsent: Unsent
    unsent_for_seconds: float
    away_because: str | None
    conflicts: tuple[Conflict, ...]
    troubles: tuple[Trouble, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class AtCounter:
    """The party at the counter and the person whose turn it is."""

    visit_id: UUID
    visit: Visit
    people: tuple[Person, ...]
    number: int
    residents: tuple[Resident | None, ...]
    elapsed: Elapsed | None
    times: dict[str, datetime]
    laps: tuple[Lap, ...] = ()
    running_since: datetime | None = None
    now: datetime | None = None

    @property
    def person(self) -> Person:
        return self.people[self.number - 1]

    @property
    def resident(self) -> Resident | None:
        return self.residents[self.number - 1]

    @property
    def clocks(self) -> dict[FiveSteps, str]:
        """Each of the five steps with its own time: taken, or running; as minutes and seconds."""
        mine = {self.person.due.case_id, None}
        taken = dict[FiveSteps, timedelta]()
        for lap in self.laps:
            if lap.case_id in mine:
                before = taken.get(lap.step, timedelta(0))  # a party handed on is called again
                taken[lap.step] = before + (lap.ended_at - lap.began_at)
        if self.running_since is not None and self.now is not None:
            before = taken.get(self.step, timedelta(0))  # at the counter that handed it on
            taken[self.step] = before + (self.now - self.running_since)
        return {step: minutes_of(each.total_seconds()) for step, each in taken.items()}

    @property
    def step(self) -> FiveSteps:
        """The step that is on the screen."""
        return list(FiveSteps)[self.step_number - 1]

    @property
    def step_number(self) -> int:
        """Of the five steps, the one this person is at."""
        if self.visit.everybody_settled:
            return 5
        return _STEP_NUMBERS[self.person.step]


_STEP_NUMBERS = {
    Step.IDENTITY: 2,
    Step.PINS: 3,
    Step.DELIVERY: 4,
    Step.SETTLED: 5,
    Step.TURNED_AWAY: 5,
}


async def rows(station: Station) -> list[Row]:
    """The day's queue in order of time; this counter's own facts come before the office's copy."""
    queued = station.desk.office.queue.visits
    known = await asyncio.to_thread(station.desk.journal.visits_at_hand)
    unsent = await asyncio.to_thread(station.desk.journal.visits_unsent)
    return [
        _row(each, known[each.visit_id].state if each.visit_id in known else Visit(), unsent)
        for each in sorted(queued, key=lambda each: (each.starts_at, each.reference))
    ]


async def bar(station: Station) -> Bar:
    journal = station.desk.journal
    unsent = await asyncio.to_thread(journal.unsent)
    conflicts = await asyncio.to_thread(journal.conflicts)
    since = unsent.oldest_at or station.now()
    return Bar(
        seen=station.eye.look(),
        unsent=unsent,
        unsent_for_seconds=max(0.0, (station.now() - since).total_seconds()),
        away_because=station.desk.courier.away_because or station.desk.office.away_because,
        conflicts=tuple(conflicts),
        troubles=troubles(conflicts, station.desk.office),
        standing=standing(
            station.desk.office,
            station.now(),
            most_skew_seconds=station.settings.clock_skew_seconds,
        ),
    )


async def at_counter(station: Station, number: int | None = None) -> AtCounter | None:
    """The party here; `number` counts its people from 1, None for whoever is next."""
    visit_id = station.desk.at_counter
    if visit_id is None:
        return None
    visit = await station.desk.visit(visit_id)
    people = tuple(visit.people.values())
    if not people:
        return None
    history = await asyncio.to_thread(station.desk.journal.history, visit_id)
    return AtCounter(
        visit_id=visit_id,
        visit=visit,
        people=people,
        number=number if number and 1 <= number <= len(people) else _next(people),
        residents=tuple(station.desk.office.person(visit_id, each.due.case_id) for each in people),
        elapsed=elapsed(visit, now=station.now()),
        times={_key(each.fact): each.at for each in history},
        laps=tuple(laps(history)),
        running_since=running_since(history),
        now=station.now(),
    )


def _next(people: tuple[Person, ...]) -> int:
    """The first with a step open."""
    settled = {Step.SETTLED, Step.TURNED_AWAY}
    open_ = (number for number, each in enumerate(people, 1) if each.step not in settled)
    return next(open_, len(people))


def _row(queued: QueuedVisit, visit: Visit, unsent: frozenset[UUID]) -> Row:
    local = visit.stage in _LOCAL_WINS or (
        visit.stage is not Stage.UNKNOWN and queued.visit_id in unsent
    )
    stage = visit.stage.value if local else queued.stage
    return Row(
        visit_id=queued.visit_id,
        reference=queued.reference,
        starts_at=queued.starts_at,
        size=len(queued.people),
        stage=stage,
        station="" if local else queued.station or "",
        late_minutes=queued.late_minutes if stage == Stage.EXPECTED.value else 0,
        ticket=queued.ticket,
        booked=queued.booked,
        arrived_at=_arrived_at(queued, stage),
        held_because=visit.held_because or queued.held_because,
        meant_for=queued.meant_for,
        priority=visit.priority or queued.priority,
    )


def _arrived_at(queued: QueuedVisit, stage: str) -> datetime | None:
    """Where only this counter knows that the party came, it came in time."""
    if stage == Stage.EXPECTED.value:
        return None
    return queued.arrived_at or queued.starts_at


def in_line(rows: list[Row]) -> list[InLine]:
    """Whom the rule of `turn` may choose from: all who wait, but those on hold."""
    return [
        InLine(
            visit_id=row.visit_id,
            reference=row.reference,
            starts_at=row.starts_at,
            arrived_at=row.arrived_at,
            walk_in=not row.booked,
            priority=bool(row.priority),
            meant_for=row.meant_for,
        )
        for row in rows
        if row.stage in _IN_LINE
    ]


def _key(fact: object) -> str:
    return f"{type(fact).__name__}:{getattr(fact, 'case_id', '')}"
