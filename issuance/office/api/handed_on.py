"""引継ぎ: how far the parties are that some counter had and another one will call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from uuid import UUID

from issuance.application import Work
from issuance.cases import state as case_state
from issuance.cases.facts import DeliveryChosen, IdentityVerified
from issuance.cases.state import Case, Stage
from issuance.office.api.messages.handover import Chosen, Progress, Proven, TimeSpent
from issuance.read_models.queries_visits import VisitQueries, VisitRow
from issuance.visits.line_facts import MeasuredStep
from issuance.visits.visit import VisitStage

_AWAY: Final = frozenset({VisitStage.WAITING, VisitStage.HELD})
_BEGUN: Final = frozenset({Stage.IDENTITY_VERIFIED, Stage.PINS_TAKEN, Stage.DELIVERY_CHOSEN})


@dataclass(frozen=True, kw_only=True)
class HandedOn:
    """By case, how far its holder is; by visit, what its steps took."""

    progress: Mapping[UUID, Progress] = field(default_factory=dict[UUID, Progress])
    spent: Mapping[UUID, list[TimeSpent]] = field(default_factory=dict[UUID, list[TimeSpent]])


async def handed_on(work: Work, visits: Sequence[VisitRow]) -> HandedOn:
    """Of those that are at no counter now, and were at one before."""
    away = [each for each in visits if each.stage in _AWAY and _was_at_a_counter(each)]
    if not away:
        return HandedOn()
    async with work.log.transaction() as tx:
        cases = await tx.read_many(
            [case.case_id for each in away for case in each.cases], Case(), case_state.evolve
        )
    rows = await VisitQueries(work.log.pool).spent([each.visit_id for each in away])
    spent: dict[UUID, list[TimeSpent]] = {}
    for visit_id, step, case_id, ms in rows:
        told = TimeSpent(step=MeasuredStep(step), case_id=case_id, ms=ms)
        spent.setdefault(visit_id, []).append(told)
    progress = {each: _progress(stream.state) for each, stream in cases.items()}
    return HandedOn(progress=progress, spent=spent)


def _was_at_a_counter(visit: VisitRow) -> bool:
    left = bool(visit.meant_for or visit.held_because)
    return left or any(each.stage in _BEGUN for each in visit.cases)


def _progress(case: Case) -> Progress:
    begun = case.stage in _BEGUN
    return Progress(
        doubt=case.doubt,
        extra_asked=case.extra_asked,
        proven=_proven(case.identity) if begun and case.identity else None,
        pins=_pins(case) if begun else None,
        chosen=_chosen(case.delivery) if case.stage is Stage.DELIVERY_CHOSEN else None,
    )


def _pins(case: Case) -> Literal["sealed", "pinless"] | None:
    if case.stage is Stage.IDENTITY_VERIFIED:
        return None
    return "sealed" if case.envelope is not None else "pinless"


def _proven(identity: IdentityVerified) -> Proven:
    return Proven(
        situation=identity.situation,
        rule=identity.rule,
        documents=identity.documents,
        method=identity.method,
        approved_by=identity.approved_by,
        absence=identity.absence,
    )


def _chosen(delivery: DeliveryChosen | None) -> Chosen | None:
    if delivery is None:
        return None
    return Chosen(mode=delivery.mode, declarations=delivery.declarations)
