"""受渡方法: how the card travels once it is ready."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from counter_station.visit.facts import (
    DeliveryChosen,
)
from counter_station.visit.guards import at_step
from counter_station.visit.people import BY_POST, Travel
from counter_station.visit.refusals import (
    MayNotBePostedError,
)
from counter_station.visit.state import Person, Step, Visit
from issuance.identity.posting import CounterOnly, Declaration, MayBePosted, may_be_posted
from issuance.identity.shown import as_shown
from issuance.identity.situations import IN_PERSON


def choose_delivery(
    visit: Visit,
    *,
    case_id: UUID,
    mode: Travel,
    declarations: Collection[Declaration],
    today: date,
) -> list[DeliveryChosen]:
    """Choose how the card travels; by post only where the rules allow it (domain.md §3.1).

    Until the party leaves, the choice may be changed.
    """
    person = at_step(visit, case_id, Step.DELIVERY, Step.SETTLED)
    rule = ""
    if mode in BY_POST:
        answer = posting(person, declarations, today=today)
        if isinstance(answer, CounterOnly):
            raise MayNotBePostedError(answer)
        rule = answer.rule
    declared = tuple(each for each in Declaration if each in declarations)
    chosen = DeliveryChosen(case_id=case_id, mode=mode, declarations=declared, rule=rule)
    return [] if person.delivery == chosen else [chosen]


def posting(
    person: Person, declarations: Collection[Declaration], *, today: date
) -> MayBePosted | CounterOnly:
    """Whether this person's card may be posted, by the documents their identity was taken on."""
    if person.identity is None:
        return CounterOnly(undeclared=tuple(Declaration), documents_fall_short=True)
    present = person.identity.situation in IN_PERSON
    declared = set(declarations) - (set() if present else {Declaration.APPEARED_IN_PERSON})
    shown = as_shown(person.identity.documents)
    return may_be_posted(declared, shown, today=today, pinless=person.pinless)
