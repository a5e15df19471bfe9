"""`office.visit_overview`, `office.step_measures`: where each party is; how long steps took."""

from collections.abc import Iterable
from typing import Any

from issuance.cases.facts import (
    CounterStep,
    IdentityVerified,
    PinlessChosen,
    PinSheetSealed,
    PinsSealed,
    StepUndone,
)
from issuance.ledger.facts import Recorded
from issuance.read_models.projector import Statement
from issuance.visits import line_facts as line
from issuance.visits.visit import (
    VisitArrived,
    VisitCalled,
    VisitCalledOff,
    VisitEnded,
    VisitMissed,
)


def visits(recorded: Recorded[Any]) -> Iterable[Statement]:
    """A visit's times come from what happened; a party's step is done when its last member's is."""
    visit_id, at = recorded.stream_id, recorded.at
    match recorded.fact:
        case VisitArrived():
            yield (_ARRIVED, (visit_id, at))
        case VisitCalled(station=station):
            yield (_CALLED, (visit_id, at, station))
        case VisitCalledOff():
            yield (_WAITS, (visit_id,))
        case VisitEnded():
            yield (_ENDED, (visit_id, at))
        case VisitMissed():
            yield (_MISSED, (visit_id,))
        case IdentityVerified(visit_id=visit_id):
            yield (_IDENTITY, (visit_id, at))
        case PinsSealed() | PinSheetSealed() | PinlessChosen():
            yield (_PINS, (visit_id, at))
        case StepUndone(visit_id=visit_id, step=step):
            yield from _undone(visit_id, step)
        case _:
            pass


def line_of(recorded: Recorded[Any]) -> Iterable[Statement]:
    """Holds, recalls, transfers, signs of coming, corrected times."""
    visit_id, at = recorded.stream_id, recorded.at
    match recorded.fact:
        case line.VisitRecalled():
            yield (_RECALLED, (visit_id,))
        case line.VisitHeld(reason=reason):
            yield (_HELD, (visit_id, at, reason.value))
        case line.VisitReturned():
            yield (_WAITS, (visit_id,))
        case line.VisitTransferred(to=to):
            yield (_WAITS, (visit_id,))
            yield (_MEANT_FOR, (visit_id, to))
        case line.PriorityGiven(need=need):
            yield (_PRIORITY, (visit_id, need.value))
        case line.PartyCame():
            yield (_CAME, (visit_id, at))
        case line.ConsultantCalled():
            yield (_CONSULTANT, (visit_id, at))
        case line.VisitBrokenOff(reason=reason):
            yield (_BROKEN_OFF, (visit_id, at, reason.value))
        case line.VisitEndUndone(station=station):
            yield (_END_UNDONE, (visit_id, station))
        case line.TimeCorrected(mark=mark, real_at=real_at):
            yield (_REAL_START if mark is line.Mark.START else _REAL_END, (visit_id, real_at))
        case line.StepMeasured() as measured:
            yield (_MEASURED, (visit_id, recorded.version, at, *_figures(measured)))
        case _:
            pass


def _undone(visit_id: Any, step: CounterStep) -> Iterable[Statement]:
    if step is CounterStep.IDENTITY:
        yield (_IDENTITY, (visit_id, None))
    elif step is CounterStep.PINS:
        yield (_PINS_UNDONE, (visit_id,))


def _figures(measured: line.StepMeasured) -> tuple[object, ...]:
    return (
        measured.case_id,
        measured.step.value,
        measured.total_ms,
        measured.input_ms,
        measured.operation_ms,
        measured.understanding_ms,
        measured.fields,
        measured.keys,
    )


_ARRIVED = """INSERT INTO office.visit_overview (visit_id, stage, arrived_at)
    VALUES ($1, 'waiting', $2)
    ON CONFLICT (visit_id) DO UPDATE SET stage = 'waiting', arrived_at = $2"""
_CALLED = """INSERT INTO office.visit_overview AS v
    (visit_id, stage, station, arrived_at, called_at) VALUES ($1, 'called', $3, $2, $2)
    ON CONFLICT (visit_id) DO UPDATE SET stage = 'called', station = $3, called_at = $2,
      arrived_at = coalesce(v.arrived_at, $2), held_because = NULL, held_at = NULL,
      meant_for = NULL, consultant_asked_at = NULL, recalls = 0"""
_ENDED = """UPDATE office.visit_overview
    SET stage = 'finished', ended_at = $2 WHERE visit_id = $1"""
_MISSED = """INSERT INTO office.visit_overview (visit_id, stage) VALUES ($1, 'no-show')
    ON CONFLICT (visit_id) DO UPDATE SET stage = 'no-show'"""
_IDENTITY = "UPDATE office.visit_overview SET identity_at = $2 WHERE visit_id = $1"
_PINS = """UPDATE office.visit_overview AS v SET pins_at = $2 FROM office.case_overview AS c
    WHERE c.case_id = $1 AND v.visit_id = c.visit_id"""
_WAITS = """UPDATE office.visit_overview SET stage = 'waiting', station = NULL, called_at = NULL,
    came_at = NULL, held_because = NULL, held_at = NULL, recalls = 0 WHERE visit_id = $1"""
_PINS_UNDONE = "UPDATE office.visit_overview SET pins_at = NULL WHERE visit_id = $1"
_RECALLED = "UPDATE office.visit_overview SET recalls = recalls + 1 WHERE visit_id = $1"
_HELD = """UPDATE office.visit_overview SET stage = 'held', station = NULL, called_at = NULL,
    came_at = NULL, held_at = $2, held_because = $3 WHERE visit_id = $1"""
_MEANT_FOR = "UPDATE office.visit_overview SET meant_for = $2 WHERE visit_id = $1"
_PRIORITY = """INSERT INTO office.visit_overview (visit_id, stage, priority)
    VALUES ($1, 'expected', $2) ON CONFLICT (visit_id) DO UPDATE SET priority = $2"""
_CAME = "UPDATE office.visit_overview SET came_at = $2 WHERE visit_id = $1"
_CONSULTANT = "UPDATE office.visit_overview SET consultant_asked_at = $2 WHERE visit_id = $1"
_BROKEN_OFF = """UPDATE office.visit_overview SET stage = 'broken-off', ended_at = $2,
    broken_off_because = $3 WHERE visit_id = $1"""
_END_UNDONE = """UPDATE office.visit_overview SET stage = 'called', station = $2, ended_at = NULL
    WHERE visit_id = $1"""
_REAL_START = "UPDATE office.visit_overview SET real_start = $2 WHERE visit_id = $1"
_REAL_END = "UPDATE office.visit_overview SET real_end = $2 WHERE visit_id = $1"
_MEASURED = """INSERT INTO office.step_measures (visit_id, version, measured_at, case_id, step,
    total_ms, input_ms, operation_ms, understanding_ms, fields, keys)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"""
