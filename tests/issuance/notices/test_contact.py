"""連絡: reminders once a notice, every call noted, no second letter to an address that failed."""

from datetime import date
from uuid import UUID

import pytest

from issuance.notices import contact
from issuance.notices.contact import (
    AddressUncheckedError,
    AlreadyRemindedError,
    Contact,
    NotReturnedError,
)
from issuance.notices.contact_facts import (
    AddressChecked,
    AddressOutcome,
    Called,
    CallOutcome,
    ContactFact,
    HomeVisited,
    HomeVisitOutcome,
    NoticeReturned,
    NoticeReturnReason,
    Reminded,
)
from tests.support.given import Specification

holder: Specification[Contact, ContactFact] = Specification(Contact(), contact.evolve)

CASE, TODAY = UUID(int=1), date(2027, 2, 2)
RETURNED = NoticeReturned(case_id=CASE, round=1, reason=NoticeReturnReason.MOVED, returned_on=TODAY)


def checked(outcome):
    return AddressChecked(case_id=CASE, outcome=outcome)


class TestReminding:
    def test_once_a_notice(self):
        first = Reminded(case_id=CASE, round=1)
        holder.given().when(contact.remind, case_id=CASE, round_=1).then(first)
        again = holder.given(first)
        again.when(contact.remind, case_id=CASE, round_=1).then_refused(AlreadyRemindedError)
        again.when(contact.remind, case_id=CASE, round_=2).then(Reminded(case_id=CASE, round=2))

    def test_not_where_the_notice_came_back(self):
        asked = holder.given(RETURNED).when(contact.remind, case_id=CASE, round_=1)
        asked.then_refused(AddressUncheckedError)


class TestReturnedNotices:
    def test_it_comes_back_once(self):
        def take_back(*history):
            return holder.given(*history).when(
                contact.take_back, case_id=CASE, round_=1, reason=RETURNED.reason, today=TODAY
            )

        take_back().then(RETURNED)
        take_back(RETURNED).then_nothing()
        take_back(RETURNED, checked(AddressOutcome.CONFIRMED)).then(RETURNED)

    @pytest.mark.parametrize("outcome", [AddressOutcome.CONFIRMED, AddressOutcome.CORRECTED])
    def test_a_checked_address_lets_the_next_one_go(self, outcome):
        with pytest.raises(AddressUncheckedError):
            contact.require_deliverable(holder.given(RETURNED).state)
        asked = holder.given(RETURNED).when(contact.check_address, case_id=CASE, outcome=outcome)
        asked.then(checked(outcome))
        contact.require_deliverable(holder.given(RETURNED, checked(outcome)).state)

    def test_an_unknown_address_holds_it_until_it_is_known(self):
        unknown = checked(AddressOutcome.UNKNOWN)
        held = holder.given(RETURNED, unknown)
        with pytest.raises(AddressUncheckedError):
            contact.require_deliverable(held.state)
        held.when(
            contact.check_address, case_id=CASE, outcome=AddressOutcome.UNKNOWN
        ).then_nothing()
        corrected = AddressOutcome.CORRECTED
        held.when(contact.check_address, case_id=CASE, outcome=corrected).then(checked(corrected))

    def test_without_a_returned_notice_there_is_nothing_to_check(self):
        asked = holder.given().when(
            contact.check_address, case_id=CASE, outcome=AddressOutcome.CONFIRMED
        )
        asked.then_refused(NotReturnedError)


@pytest.mark.parametrize("outcome", CallOutcome)
def test_every_call_is_noted(outcome):
    called = Called(case_id=CASE, outcome=outcome)
    holder.given(called).when(contact.call, case_id=CASE, outcome=outcome).then(called)
    assert holder.given(called).state.declined is (outcome is CallOutcome.DECLINES)


@pytest.mark.parametrize("outcome", HomeVisitOutcome)
def test_every_visit_is_noted(outcome):
    visited = HomeVisited(case_id=CASE, outcome=outcome)
    holder.given().when(contact.visit_home, case_id=CASE, outcome=outcome).then(visited)
