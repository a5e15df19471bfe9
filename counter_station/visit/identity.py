"""本人確認: taking documents as proof, or recording that they fall short."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from counter_station.visit.facts import (
    DocumentsInsufficient,
    IdentityVerified,
)
from counter_station.visit.guards import at_step
from counter_station.visit.people import Check, Seen
from counter_station.visit.refusals import (
    DocumentsFallShortError,
    DocumentsSufficeError,
    SituationDoesNotFitError,
)
from counter_station.visit.state import Person, Step, Visit
from issuance.identity.documents import ShownDocument
from issuance.identity.situations import Situation
from issuance.identity.sufficiency import Insufficient, Sufficient, judge

_OF_CHILDREN = frozenset({Situation.U15_BOTH, Situation.AGENT_LEGAL, Situation.AGENT_INFANT})
_SELF = frozenset({Situation.SELF_N, Situation.SELF_X})


def verify_identity(
    visit: Visit,
    *,
    case_id: UUID,
    situation: Situation,
    shown: Sequence[ShownDocument],
    today: date,
) -> list[IdentityVerified]:
    """Take the documents as proof, or refuse and say what is missing (nothing is recorded)."""
    person = at_step(visit, case_id, Step.IDENTITY)
    _require_fitting(person, situation)
    match judge(situation, shown, today=today):
        case Insufficient() as answer:
            raise DocumentsFallShortError(answer)
        case Sufficient(rule=rule):
            chip = any(each.chip_read_with_pin for each in shown)
            return [
                IdentityVerified(
                    case_id=case_id,
                    situation=situation,
                    rule=rule,
                    documents=_seen(shown),
                    method=Check.CHIP if chip else Check.VISUAL,
                )
            ]


def turn_away(
    visit: Visit,
    *,
    case_id: UUID,
    situation: Situation,
    shown: Sequence[ShownDocument],
    today: date,
) -> list[DocumentsInsufficient]:
    """Record that the documents do not suffice: the person comes again."""
    if (known := visit.people.get(case_id)) and known.step is Step.TURNED_AWAY:
        return []
    person = at_step(visit, case_id, Step.IDENTITY)
    _require_fitting(person, situation)
    match judge(situation, shown, today=today):
        case Sufficient():
            raise DocumentsSufficeError
        case Insufficient() as answer:
            return [
                DocumentsInsufficient(
                    case_id=case_id,
                    situation=situation,
                    documents=_seen(shown),
                    missing=tuple(each.code for each in answer.missing[0]),
                )
            ]


def _require_fitting(person: Person, situation: Situation) -> None:
    """Children come by the children's rules or under guardianship, adults never by those."""
    forbidden = _SELF if person.due.under_15 else _OF_CHILDREN
    if situation in forbidden:
        raise SituationDoesNotFitError


def _seen(shown: Sequence[ShownDocument]) -> tuple[Seen, ...]:
    return tuple(
        Seen(kind=each.kind, holder=each.holder, chip_read_with_pin=each.chip_read_with_pin)
        for each in shown
    )
