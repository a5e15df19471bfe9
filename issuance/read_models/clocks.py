"""`office.case_clocks`: the days that legal clocks run from, and what a case still owes."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, assert_never
from uuid import UUID

from issuance.cases import facts as f
from issuance.ledger.facts import Recorded
from issuance.read_models.tables import Change, Put, Reading, Table, change, look
from issuance.shipments.mail import LossDuty

CLOCKS: Final = Table(name="office.case_clocks", key=("case_id",))
_Followed = (
    f.CardExpected
    | f.NoticeSent
    | f.MailReturned
    | f.DestructionDeferred
    | f.DestructionProposed
    | f.DestructionApproved
    | f.PostingBarred
    | f.PostingAllowed
    | f.MailLost
    | f.LossDutyDone
)


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    id_, happened = recorded.stream_id, recorded.fact
    match happened:
        case f.CardExpected(expires_on=expires_on):
            # A card that is made anew begins anew.
            anew: dict[str, object] = {"returned_on": None, "barred": []}
            yield Put(table=CLOCKS, key=(id_,), columns={"expires_on": expires_on, **anew})
        case f.NoticeSent(sent_on=sent_on):
            yield _noticed(id_, sent_on)
        case f.MailReturned(returned_on=returned_on):
            yield change(CLOCKS, id_, returned_on=returned_on)
        case f.DestructionDeferred(reason=reason, until=until):
            deferred = {"deferred_until": until, "deferral": reason.value}
            yield change(CLOCKS, id_, proposed_by=None, approved_by=None, **deferred)
        case f.DestructionProposed(proposed_by=proposed_by):
            yield change(CLOCKS, id_, proposed_by=proposed_by, approved_by=None)
        case f.DestructionApproved(approved_by=approved_by):
            yield change(CLOCKS, id_, approved_by=approved_by)
        case f.PostingBarred(reason=bar):
            yield _listed(id_, "barred", lambda bars: [*bars, bar.value])
        case f.PostingAllowed(reason=bar):
            yield _listed(id_, "barred", lambda bars: _without(bars, bar.value))
        case f.MailLost(loss=loss, noted_on=noted_on):
            duties = [duty.value for duty in LossDuty]
            yield change(CLOCKS, id_, loss=loss.value, lost_on=noted_on, duties=duties)
        case f.LossDutyDone(duty=duty):
            yield _listed(id_, "duties", lambda duties: _without(duties, duty.value))
        case _:
            assert_never(happened)


def _noticed(id_: UUID, sent_on: date) -> Reading:
    """The first notice counts."""

    def then(first: date | None) -> Iterable[Put]:
        if first is None:
            yield change(CLOCKS, id_, first_notice_on=sent_on)

    return Reading(looks=(look(CLOCKS, id_, "first_notice_on"),), then=then)


def _listed(id_: UUID, column: str, now: Callable[[list[str]], list[str]]) -> Reading:
    """A list that follows from what it was."""

    def then(before: list[str] | None) -> Iterable[Put]:
        yield change(CLOCKS, id_, **{column: now(before or [])})

    return Reading(looks=(look(CLOCKS, id_, column),), then=then)


def _without(listed: list[str], word: str) -> list[str]:
    return [each for each in listed if each != word]
