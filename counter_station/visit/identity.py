"""本人確認: taking documents as proof, or recording that they fall short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from counter_station.visit.facts import (
    DocumentsInsufficient,
    IdentityVerified,
)
from counter_station.visit.guards import at_step
from counter_station.visit.people import Check
from counter_station.visit.refusals import (
    DocumentsFallShortError,
    DocumentsSufficeError,
    DoubtOpenError,
    SituationDoesNotFitError,
)
from counter_station.visit.state import Person, Step, Visit
from issuance.identity.absence import AbsenceReason, asks_reason, fitting_reason
from issuance.identity.shown import ShownDocument, seen
from issuance.identity.situations import Situation, fitting
from issuance.identity.sufficiency import Insufficient, Judgement, Sufficient, judge


@dataclass(frozen=True, kw_only=True)
class Laid:
    """What somebody of the party laid on the counter: as whom they came, and which documents."""

    case_id: UUID
    situation: Situation
    shown: Sequence[ShownDocument]
    absence: AbsenceReason | None = None
    """Why the applicant did not come, where somebody else did."""

    @property
    def told_absence(self) -> AbsenceReason | None:
        """None where the applicant came, or needs no reason not to."""
        return self.absence if asks_reason(self.situation) else None


def verify_identity(visit: Visit, laid: Laid, *, today: date) -> list[IdentityVerified]:
    """Take the documents as proof, or refuse and say what is missing (nothing is recorded).

    Raises:
        DocumentsFallShortError: not enough.
        DoubtOpenError: only a supervisor may decide.
    """
    person = person_to_judge(visit, laid)
    if person.doubt is not None:
        raise DoubtOpenError
    return [verified(person, laid, today=today)]


def turn_away(visit: Visit, laid: Laid, *, today: date) -> list[DocumentsInsufficient]:
    """Record that the documents do not suffice: the person comes again."""
    if (known := visit.people.get(laid.case_id)) and known.step is Step.TURNED_AWAY:
        return []
    person = person_to_judge(visit, laid)
    if person.doubt is not None:
        raise DoubtOpenError
    match judged(person, laid, today=today):
        case Sufficient():
            raise DocumentsSufficeError
        case Insufficient() as answer:
            return [
                DocumentsInsufficient(
                    case_id=laid.case_id,
                    situation=laid.situation,
                    documents=seen(laid.shown, today),
                    missing=tuple(each.code for each in answer.missing[0]),
                    absence=laid.told_absence,
                )
            ]


def verified(person: Person, laid: Laid, *, today: date, approved_by: str = "") -> IdentityVerified:
    """The fact, where the documents suffice; else raises DocumentsFallShortError."""
    match judged(person, laid, today=today):
        case Insufficient() as answer:
            raise DocumentsFallShortError(answer)
        case Sufficient(rule=rule):
            chip = any(each.chip_read_with_pin for each in laid.shown)
            return IdentityVerified(
                case_id=laid.case_id,
                situation=laid.situation,
                rule=rule,
                documents=seen(laid.shown, today),
                method=Check.CHIP if chip else Check.VISUAL,
                approved_by=approved_by,
                absence=laid.told_absence,
            )


def judged(person: Person, laid: Laid, *, today: date) -> Judgement:
    absence = fitting_reason(laid.absence, under_15=person.due.under_15)
    extra = person.extra_asked
    return judge(laid.situation, laid.shown, today=today, extra=extra, absence=absence)


def person_to_judge(visit: Visit, laid: Laid) -> Person:
    """Whose turn it is, come as somebody who can come for such a card."""
    person = at_step(visit, laid.case_id, Step.IDENTITY)
    if laid.situation not in fitting(under_15=person.due.under_15):
        raise SituationDoesNotFitError
    return person
