"""`office.contact_overview`: who was reminded, called, visited, and whose notice came back."""

from collections.abc import Iterable
from typing import Any, Final, assert_never

from issuance.calendar import office_date
from issuance.cases.facts import NoticeSent
from issuance.ledger.facts import Recorded
from issuance.notices.contact_facts import (
    AddressChecked,
    Called,
    CallOutcome,
    HomeVisited,
    HomeVisitOutcome,
    NoticeReturned,
    Reminded,
)
from issuance.read_models.tables import Change, Put, Table, change

CONTACTS: Final = Table(name="office.contact_overview", key=("case_id",))
TABLES: Final = (CONTACTS.name,)


_Followed = NoticeSent | Reminded | Called | HomeVisited | NoticeReturned | AddressChecked


def changes(recorded: Recorded[_Followed]) -> Iterable[Change]:
    on, happened = office_date(recorded.at), recorded.fact
    match happened:
        case NoticeSent():
            yield _sent(recorded, happened)
        case Reminded(case_id=case_id, round=round_):
            yield change(CONTACTS, case_id, reminded_round=round_)
        case Called(case_id=case_id, outcome=call):
            declined = call is CallOutcome.DECLINES
            columns = {"last_call": call.value, "last_called_on": on, "declined": declined}
            yield Put(
                table=CONTACTS, key=(case_id,), columns=columns, added={"calls": 1}, existing=True
            )
        case HomeVisited(case_id=case_id, outcome=visit):
            declined = visit is HomeVisitOutcome.DECLINES
            yield change(
                CONTACTS, case_id, home_visit=visit.value, home_visited_on=on, declined=declined
            )
        case NoticeReturned(case_id=case_id, reason=reason, returned_on=day):
            yield change(
                CONTACTS, case_id, returned_on=day, return_reason=reason.value, address=None
            )
        case AddressChecked(case_id=case_id, outcome=address):
            yield change(CONTACTS, case_id, address=address.value)
        case _:
            assert_never(happened)


def _sent(recorded: Recorded[Any], sent: NoticeSent) -> Put:
    """Whatever came back before, this one is on its way."""
    columns = {
        "sent_on": sent.sent_on,
        "round": sent.round,
        "returned_on": None,
        "return_reason": None,
        "address": None,
    }
    return Put(table=CONTACTS, key=(recorded.stream_id,), columns=columns)
