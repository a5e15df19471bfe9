"""引継ぎ: a party that another counter handed on goes on here where it was.

The office refuses a step that is done: without this, an identity proven elsewhere could not be
proven again here, nor passed by.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from counter_station.visit.state import Person, Stage, Step, Visit, with_progress
from counter_station.visit.taken_over import (
    PersonTakenOver,
    Progress,
    TakenOver,
    TimeSpent,
    TimeTakenOver,
)

_ORDER: Final = tuple(Step)


def take_over(
    visit: Visit, told: Mapping[UUID, Progress], spent: Sequence[TimeSpent] = ()
) -> list[TakenOver]:
    """Note how far people are of whom the office knows more than this counter.

    Times are taken over once, by a counter where the party never was.
    """
    if visit.stage is Stage.AT_COUNTER:
        return []
    times = [TimeTakenOver(steps=tuple(spent))] if spent and not visit.station else []
    people = [
        PersonTakenOver(case_id=case_id, progress=progress)
        for case_id, progress in told.items()
        if (person := visit.people.get(case_id)) and _is_ahead(progress, person)
    ]
    return [*times, *people]


def _is_ahead(progress: Progress, here: Person) -> bool:
    there = with_progress(here, progress)
    if _ORDER.index(there.step) != _ORDER.index(here.step):
        return _ORDER.index(there.step) > _ORDER.index(here.step)
    doubted = here.doubt is None and there.doubt is not None
    return here.step is Step.IDENTITY and (doubted or there.extra_asked > here.extra_asked)
