"""What the clerk sees: journal, the office's copy and the reader, put together."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counter_station.journal.journal import Conflict
from counter_station.journal.waiting import Unsent
from counter_station.office_client import QueuedVisit, Resident
from counter_station.screens.reader_eye import Seen
from counter_station.screens.standing import Standing, Trouble, standing, troubles
from counter_station.screens.station import Station
from counter_station.visit.clock import Elapsed, elapsed
from counter_station.visit.state import Person, Stage, Step, Visit

_LOCAL_WINS = frozenset({Stage.AT_COUNTER, Stage.FINISHED, Stage.NO_SHOW})
_CALLABLE = frozenset({"expected", "waiting"})


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

    @property
    def person(self) -> Person:
        return self.people[self.number - 1]

    @property
    def resident(self) -> Resident | None:
        return self.residents[self.number - 1]

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
    )


def _key(fact: object) -> str:
    return f"{type(fact).__name__}:{getattr(fact, 'case_id', '')}"
