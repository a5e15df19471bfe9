"""Where a party and its people have to be for a step to be taken."""

from uuid import UUID

from counter_station.visit.refusals import (
    NotOfThisPartyError,
    WrongStageError,
    WrongStepError,
)
from counter_station.visit.state import Person, Stage, Step, Visit


def require_stage(visit: Visit, *allowed: Stage) -> None:
    if visit.stage not in allowed:
        raise WrongStageError(visit.stage)


def at_step(visit: Visit, case_id: UUID, *allowed: Step) -> Person:
    """The person, while their party is at the counter and they are at one of these steps."""
    person = visit.people.get(case_id)
    if person is None:
        raise NotOfThisPartyError(case_id)
    require_stage(visit, Stage.AT_COUNTER)
    if person.step not in allowed:
        raise WrongStepError(person.step)
    return person
