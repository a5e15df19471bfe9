"""疑義と追加書類: what a clerk does not decide alone. A supervisor signs at this station."""

from datetime import date
from uuid import UUID

from counter_station.visit.facts import (
    ExtraDocumentAsked,
    IdentityDoubted,
    IdentityRefused,
    IdentityVerified,
)
from counter_station.visit.guards import at_step
from counter_station.visit.identity import Laid, person_to_judge, verified
from counter_station.visit.refusals import FourEyesError, NoDoubtError
from counter_station.visit.state import Step, Visit
from issuance.identity.doubts import DoubtReason, ExtraReason, TurnedAwayReason
from issuance.identity.shown import seen


def ask_extra(
    visit: Visit, *, case_id: UUID, reason: ExtraReason, clerk: str, supervisor: str
) -> list[ExtraDocumentAsked]:
    """Ask for one document more than the rule does; asking twice adds nothing.

    Source: domain.md §1.2 row 19 (reason and approval for every attachment).
    """
    person = at_step(visit, case_id, Step.IDENTITY)
    _require_second(clerk, supervisor)
    if person.extra_asked:
        return []
    return [ExtraDocumentAsked(case_id=case_id, reason=reason, approved_by=supervisor)]


def doubt(visit: Visit, *, case_id: UUID, reason: DoubtReason) -> list[IdentityDoubted]:
    """The clerk is not sure: from now on a supervisor decides."""
    person = at_step(visit, case_id, Step.IDENTITY)
    if person.doubt is not None and person.doubt.reason is reason:
        return []
    return [IdentityDoubted(case_id=case_id, reason=reason)]


def accept_identity(
    visit: Visit, laid: Laid, *, clerk: str, supervisor: str, today: date
) -> list[IdentityVerified]:
    """The supervisor is sure: the documents still have to suffice by the rules."""
    person = person_to_judge(visit, laid)
    if person.doubt is None:
        raise NoDoubtError
    _require_second(clerk, supervisor)
    return [verified(person, laid, today=today, approved_by=supervisor)]


def refuse_identity(
    visit: Visit,
    laid: Laid,
    *,
    reason: TurnedAwayReason,
    clerk: str,
    supervisor: str,
    today: date,
) -> list[IdentityRefused]:
    """The supervisor does not accept that this is the holder, whatever was laid down."""
    if (known := visit.people.get(laid.case_id)) and known.refused is not None:
        return []
    person = person_to_judge(visit, laid)
    if person.doubt is None:
        raise NoDoubtError
    _require_second(clerk, supervisor)
    return [
        IdentityRefused(
            case_id=laid.case_id,
            situation=laid.situation,
            documents=seen(laid.shown, today),
            reason=reason,
            decided_by=supervisor,
        )
    ]


def _require_second(clerk: str, supervisor: str) -> None:
    if not supervisor or supervisor == clerk:
        raise FourEyesError
