"""The day's parties: booked = arrived + no-show + remaining; and what became of who arrived."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from issuance.measures.day import Day
from issuance.measures.visits import VisitTimes
from issuance.visits.visit import VisitStage

_HERE = {VisitStage.WAITING, VisitStage.HELD, VisitStage.CALLED}


@dataclass(frozen=True, kw_only=True)
class BookedParty:
    """A party whose appointment stands at the moment in question."""

    appointment_id: UUID
    """Of an invitation; of a card's party, of one of its members."""
    visit_id: UUID | None
    """None for an invitation: who renews or consults has no visit of a card."""
    venue_id: UUID
    starts_at: datetime
    minutes: int
    people: int = 1
    service: str = "collect"


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """Parties. `booked` is the sum of `arrived`, `no_show` and `remaining`."""

    booked: int = 0
    arrived: int = 0
    no_show: int = 0
    remaining: int = 0
    walk_ins: int = 0
    waiting_booked: int = 0
    waiting_walk_ins: int = 0
    held: int = 0
    at_counter: int = 0
    done: int = 0
    """Left after being served, booked or not."""
    broken_off: int = 0
    """Left before the end."""

    @property
    def waiting(self) -> int:
        return self.waiting_booked + self.waiting_walk_ins

    @property
    def came(self) -> int:
        """All who are or were in the house."""
        return self.arrived + self.walk_ins


def count_parties(day: Day, booked: Sequence[BookedParty]) -> DayCount:
    """How the parties of these appointments, and those without one, stand."""
    became = Counter(_became(day, each) for each in booked)
    expected = {each.visit_id for each in booked}
    came = [each for each in day.visits.values() if _came(each)]
    # Who has no standing appointment of this day came without one, whatever was booked before.
    walk_ins = [each for each in came if each.visit_id not in expected]
    waiting = [each for each in came if each.stage is VisitStage.WAITING]
    stages = Counter(each.stage for each in came)
    served = sum(1 for each in booked if each.visit_id is None and _invited(day, each) == "served")
    return DayCount(
        booked=len(booked),
        arrived=became["arrived"],
        no_show=became["no-show"],
        remaining=became["remaining"],
        walk_ins=len(walk_ins),
        waiting_booked=sum(each.booked for each in waiting),
        waiting_walk_ins=sum(not each.booked for each in waiting),
        held=stages[VisitStage.HELD],
        at_counter=stages[VisitStage.CALLED],
        done=stages[VisitStage.FINISHED] + served,
        broken_off=stages[VisitStage.BROKEN_OFF],
    )


def remaining(day: Day, booked: Iterable[BookedParty]) -> list[BookedParty]:
    """Who is still expected, by time."""
    left = [each for each in booked if _became(day, each) == "remaining"]
    return sorted(left, key=lambda each: each.starts_at)


def at_venue(visits: Mapping[UUID, VisitTimes], venue_of: Mapping[UUID, UUID], venue: UUID | None
             ) -> dict[UUID, VisitTimes]:  # fmt: skip
    """The visits of one venue (None: all); *venue_of* knows parties that took no ticket."""
    return {
        id_: each
        for id_, each in visits.items()
        if venue is None or (each.venue_id or venue_of.get(id_)) == venue
    }


def _became(day: Day, party: BookedParty) -> str:
    if party.visit_id is None:
        return {"": "remaining", "no-show": "no-show"}.get(_invited(day, party), "arrived")
    visit = day.visits.get(party.visit_id)
    if visit is None or visit.stage is VisitStage.EXPECTED:
        return "remaining"
    return "no-show" if visit.stage is VisitStage.NO_SHOW else "arrived"


def _invited(day: Day, party: BookedParty) -> str:
    return day.invited.get(party.appointment_id, "")


def _came(visit: VisitTimes) -> bool:
    return visit.stage not in {VisitStage.EXPECTED, VisitStage.NO_SHOW}
