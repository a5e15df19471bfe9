"""What a visit's facts add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any, assert_never
from uuid import UUID

from counter_station.visit import line_facts as line
from counter_station.visit.facts import (
    CallWithdrawn,
    DeliveryChosen,
    DocumentsInsufficient,
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityRefused,
    IdentityVerified,
    PartyArrived,
    PartyCalled,
    PartyDidNotCome,
    PinlessChosen,
    PinSheetSealed,
    PinsSealed,
    VisitCalledOff,
    VisitFact,
    VisitFinished,
    VisitOpened,
)
from counter_station.visit.people import PersonDue
from counter_station.visit.taken_over import (
    Chosen,
    PersonTakenOver,
    PinsTaken,
    Progress,
    Proven,
    TimeTakenOver,
)


class Stage(Enum):
    """Where the party is."""

    UNKNOWN = "unknown"
    EXPECTED = "expected"
    WAITING = "waiting"
    HELD = "held"
    AT_COUNTER = "at-counter"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    BROKEN_OFF = "broken-off"


class Step(Enum):
    """What one person of the party comes to next, in this order."""

    IDENTITY = "identity"
    PINS = "pins"
    DELIVERY = "delivery"
    SETTLED = "settled"
    TURNED_AWAY = "turned-away"


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the party, and how far they are."""

    due: PersonDue
    extra_asked: int = 0
    """Documents asked for beyond the rule."""
    doubt: IdentityDoubted | None = None
    """Since when only a supervisor may decide."""
    identity: IdentityVerified | None = None
    insufficient: DocumentsInsufficient | None = None
    refused: IdentityRefused | None = None
    sealed: PinsSealed | PinSheetSealed | None = None
    sealed_elsewhere: bool = False
    """At another counter, which handed the party on."""
    pinless: bool = False
    delivery: DeliveryChosen | None = None

    @property
    def step(self) -> Step:
        if self.insufficient is not None or self.refused is not None:
            return Step.TURNED_AWAY
        if self.identity is None:
            return Step.IDENTITY
        if not self.pins_taken:
            return Step.PINS
        return Step.DELIVERY if self.delivery is None else Step.SETTLED

    @property
    def pins_taken(self) -> bool:
        return self.sealed is not None or self.sealed_elsewhere or self.pinless


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One party's visit; people in the office's order."""

    stage: Stage = Stage.UNKNOWN
    reference: str = ""
    starts_at: datetime | None = None
    station: str = ""
    called_at: datetime | None = None
    finished_at: datetime | None = None
    real_start: datetime | None = None
    real_end: datetime | None = None
    recalls: int = 0
    came: bool = False
    held_because: line.HoldReason | None = None
    priority: line.PriorityReason | None = None
    consultant_called: bool = False
    people: Mapping[UUID, Person] = field(default_factory=dict[UUID, Person])

    @property
    def everybody_settled(self) -> bool:
        settled = {Step.SETTLED, Step.TURNED_AWAY}
        return bool(self.people) and all(each.step in settled for each in self.people.values())


_AFRESH: Mapping[str, Any] = {
    "recalls": 0,
    "came": False,
    "held_because": None,
    "real_start": None,
    "consultant_called": False,
}
"""What begins anew with every call."""


def evolve(visit: Visit, happened: VisitFact) -> Visit:
    if isinstance(happened, line.LineFact):
        return _in_line(visit, happened)
    match happened:
        case VisitOpened():
            people = {due.case_id: Person(due=due) for due in happened.people}
            return replace(
                visit,
                stage=Stage.EXPECTED,
                reference=happened.reference,
                starts_at=happened.starts_at,
                people=people,
            )
        case PartyArrived():
            return replace(visit, stage=Stage.WAITING)
        case PartyCalled():
            return replace(
                visit,
                stage=Stage.AT_COUNTER,
                station=happened.station,
                called_at=happened.called_at,
                **_AFRESH,
            )
        case VisitFinished():
            return replace(visit, stage=Stage.FINISHED, finished_at=happened.finished_at)
        case PartyDidNotCome():
            return replace(visit, stage=Stage.NO_SHOW)
        case VisitCalledOff() | CallWithdrawn():
            return _waits(visit, Stage.WAITING)
        case TimeTakenOver():
            return visit
        case PersonTakenOver(case_id=case_id, progress=progress):
            person = with_progress(visit.people[case_id], progress)
            return replace(visit, people={**visit.people, case_id: person})
        case _:
            person = _person(visit.people[happened.case_id], happened)
            return replace(visit, people={**visit.people, happened.case_id: person})


def _in_line(visit: Visit, happened: line.LineFact) -> Visit:
    match happened:
        case line.PartyRecalled():
            return replace(visit, recalls=visit.recalls + 1)
        case line.PartyHeld(reason=reason):
            return replace(_waits(visit, Stage.HELD), held_because=reason)
        case line.PartyReturned() | line.PartyTransferred():
            return _waits(visit, Stage.WAITING)
        case line.PriorityGiven(need=need):
            return replace(visit, priority=need)
        case line.PartyCame():
            return replace(visit, came=True)
        case line.ConsultantCalled():
            return replace(visit, consultant_called=True)
        case line.VisitBrokenOff(finished_at=at):
            return replace(visit, stage=Stage.BROKEN_OFF, finished_at=at)
        case line.StepUndone(step=step, case_id=case_id):
            return _undone(visit, step, case_id)
        case line.TimeCorrected(mark=line.Mark.START, real_at=real_at):
            return replace(visit, real_start=real_at)
        case line.TimeCorrected(real_at=real_at):
            return replace(visit, real_end=real_at)
        case line.VisitMeasured():
            return visit
        case _:
            assert_never(happened)


def with_progress(person: Person, progress: Progress) -> Person:
    """The person as far as another counter had come with them."""
    case_id = person.due.case_id
    doubt = IdentityDoubted(case_id=case_id, reason=progress.doubt) if progress.doubt else None
    return replace(
        person,
        doubt=doubt,
        extra_asked=progress.extra_asked,
        identity=_proven(case_id, progress.proven) if progress.proven else None,
        sealed_elsewhere=progress.pins is PinsTaken.SEALED,
        pinless=progress.pins is PinsTaken.PINLESS,
        delivery=_chosen(case_id, progress.chosen) if progress.chosen else None,
    )


def _proven(case_id: UUID, proven: Proven) -> IdentityVerified:
    return IdentityVerified(
        case_id=case_id,
        situation=proven.situation,
        rule=proven.rule,
        documents=proven.documents,
        method=proven.method,
        approved_by=proven.approved_by,
        absence=proven.absence,
    )


def _chosen(case_id: UUID, chosen: Chosen) -> DeliveryChosen:
    return DeliveryChosen(
        case_id=case_id, mode=chosen.mode, declarations=chosen.declarations, rule=""
    )


def _waits(visit: Visit, stage: Stage) -> Visit:
    return replace(visit, stage=stage, called_at=None, **_AFRESH)


def _undone(visit: Visit, step: line.FiveSteps, case_id: UUID | None) -> Visit:
    """As if the step had never been."""
    if case_id is None:
        return replace(visit, stage=Stage.AT_COUNTER, finished_at=None, real_end=None)
    person = visit.people[case_id]
    match step:
        case line.FiveSteps.IDENTITY:
            person = replace(person, identity=None)
        case line.FiveSteps.PINS:
            # What followed a sheet that the office refused was refused with it.
            person = replace(person, sealed=None, pinless=False, delivery=None)
        case _:
            person = replace(person, delivery=None)
    return replace(visit, people={**visit.people, case_id: person})


PersonFact = (
    ExtraDocumentAsked
    | IdentityDoubted
    | IdentityVerified
    | IdentityRefused
    | DocumentsInsufficient
    | PinsSealed
    | PinSheetSealed
    | PinlessChosen
    | DeliveryChosen
)


def _person(person: Person, happened: PersonFact) -> Person:
    match happened:
        case ExtraDocumentAsked():
            return replace(person, extra_asked=person.extra_asked + 1)
        case IdentityDoubted():
            return replace(person, doubt=happened)
        case IdentityVerified():
            return replace(person, identity=happened)
        case IdentityRefused():
            return replace(person, refused=happened)
        case DocumentsInsufficient():
            return replace(person, insufficient=happened)
        case PinsSealed() | PinSheetSealed():
            return replace(person, sealed=happened)
        case PinlessChosen():
            return replace(person, pinless=True)
        case DeliveryChosen():
            return replace(person, delivery=happened)
        case _:
            assert_never(happened)
