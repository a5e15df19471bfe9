"""A day at the office, folded from its facts up to any moment: the one source of the live figures.

The same fold serves the board of now and the board as it stood at a past moment.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from issuance.cases import facts as c
from issuance.cases.facts import CounterStep
from issuance.invitations import facts as i
from issuance.ledger.facts import Recorded, form_of
from issuance.measures.visits import VisitTimes, evolve, step_taken
from issuance.visits import outages
from issuance.visits.stations import ClerkSignedIn, ClerkSignedOut
from issuance.visits.ticket import TicketIssued
from issuance.visits.visit import VisitFact

_ROOMS: Final[dict[type, str]] = {
    c.VisitFinished: "pins-in",
    c.PinsSet: "pins-out",
    c.EnvelopeSealed: "sealing-out",
    c.CardHandedOver: "sealing-out",
}
"""What comes into a room and leaves it; what leaves the PIN desk comes to sealing."""


@dataclass(frozen=True, kw_only=True)
class StationDay:
    """A counter on this day; never who sat there."""

    station: str
    open: bool = False
    since: datetime | None = None
    """Since when it is open, or away."""
    reader_down_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Day:
    """All that a day's facts say, as far as they were folded. `position`: the last of them."""

    position: int = 0
    visits: Mapping[UUID, VisitTimes] = field(default_factory=dict[UUID, VisitTimes])
    visit_of_case: Mapping[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    stations: Mapping[str, StationDay] = field(default_factory=dict[str, StationDay])
    counts: Mapping[str, int] = field(default_factory=dict[str, int])
    """How often each kind of fact happened, by its stored name."""
    passed: Mapping[str, tuple[datetime, ...]] = field(
        default_factory=dict[str, tuple[datetime, ...]]
    )
    """When something came into a room or left it, by `pins-in`, `pins-out`, `sealing-out`."""
    invited: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    """Appointments of invitations by what became of them: arrived, served, no-show."""


def fold(day: Day, facts: Iterable[Recorded[Any]]) -> Day:
    """The day with these facts too, in the order of the log."""
    folding = _Folding(day)
    for recorded in facts:
        folding.take(recorded)
    return folding.day()


class _Folding:
    """Copies what a day holds once for many facts, instead of once for each."""

    def __init__(self, day: Day) -> None:
        self._day, self._position = day, day.position
        self._visits, self._cases = dict(day.visits), dict(day.visit_of_case)
        self._stations = dict(day.stations)
        self._counts, self._invited = Counter(day.counts), dict(day.invited)
        self._passed = {room: list(times) for room, times in day.passed.items()}

    def day(self) -> Day:
        return Day(
            position=self._position,
            visits=self._visits,
            visit_of_case=self._cases,
            stations=self._stations,
            counts=dict(self._counts),
            passed={room: tuple(times) for room, times in self._passed.items()},
            invited=self._invited,
        )

    def take(self, recorded: Recorded[Any]) -> None:
        happened: object = recorded.fact
        self._position = max(self._position, recorded.position)
        self._counts[form_of(type(happened)).topic] += 1
        if (room := _ROOMS.get(type(happened))) is not None:
            self._passed.setdefault(room, []).append(recorded.at)
        self._visit(recorded, happened)
        self._case(recorded, happened)
        self._invitation(happened)
        self._house(recorded, happened)

    def _visit(self, recorded: Recorded[Any], happened: object) -> None:
        if isinstance(happened, TicketIssued):
            visit = self._of(happened.visit_id)
            label = f"{'A' if happened.booked else 'B'}{happened.number}"
            self._visits[happened.visit_id] = replace(
                visit,
                venue_id=happened.venue_id,
                ticket=label,
                booked=happened.booked,
                service=happened.service.value,
            )
        elif isinstance(happened, VisitFact):
            visit = self._of(recorded.stream_id)
            self._visits[recorded.stream_id] = evolve(visit, happened, recorded.at)

    def _case(self, recorded: Recorded[Any], happened: object) -> None:
        match happened:
            case c.CheckedIn(visit_id=visit_id):
                self._cases[recorded.stream_id] = visit_id
            case c.IdentityVerified():
                self._step(recorded, CounterStep.IDENTITY, recorded.at)
            case c.PinsSealed() | c.PinSheetSealed() | c.PinlessChosen():
                self._step(recorded, CounterStep.PINS, recorded.at)
            case c.DeliveryChosen():
                self._step(recorded, CounterStep.DELIVERY, recorded.at)
            case c.StepUndone(step=step):
                self._step(recorded, step, None)
            case _:
                pass

    def _step(self, recorded: Recorded[Any], step: CounterStep, at: datetime | None) -> None:
        visit_id = self._cases.get(recorded.stream_id)
        if visit_id is not None:
            self._visits[visit_id] = step_taken(self._of(visit_id), step, at)

    def _invitation(self, happened: object) -> None:
        match happened:
            case i.InvitationArrived(appointment_id=id_):
                self._invited[id_] = "arrived"
            case i.InvitationServed(appointment_id=id_):
                self._invited[id_] = "served"
            case i.InvitationNoShowRecorded(appointment_id=id_):
                self._invited[id_] = "no-show"
            case _:
                pass

    def _house(self, recorded: Recorded[Any], happened: object) -> None:
        match happened:
            case ClerkSignedIn(station=station):
                self._station(station, open=True, since=recorded.at)
            case ClerkSignedOut(station=station):
                self._station(station, open=False, since=recorded.at)
            case outages.ReaderLost(station=station):
                self._station(station, reader_down_since=recorded.at)
            case outages.ReaderBack(station=station):
                self._station(station, reader_down_since=None)
            case _:
                pass

    def _station(self, station: str, **changed: Any) -> None:
        known = self._stations.get(station, StationDay(station=station))
        self._stations[station] = replace(known, **changed)

    def _of(self, visit_id: UUID) -> VisitTimes:
        return self._visits.get(visit_id) or VisitTimes(visit_id=visit_id)
