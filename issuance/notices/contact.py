"""連絡: what may be done to reach a holder who has not booked, and when no notice may be sent."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID, uuid5

from issuance.errors import Refusal
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


class AddressUncheckedError(Refusal):
    """The notice came back: its address has to be checked before another one is posted."""

    code = "address-unchecked"


class NotReturnedError(Refusal):
    """No notice came back, so there is no address to check."""

    code = "notice-not-returned"


class AlreadyRemindedError(Refusal):
    """A reminder of this notice was posted already."""

    code = "already-reminded"


@dataclass(frozen=True, kw_only=True)
class ContactRules:
    """When the office gets in touch; each ward sets its own (domain.md 3.7). Calendar days."""

    reminder_days: int = 14
    """So long before the last day a reminder is due."""
    call_after_days: int = 14
    """So long after the second notice, without a booking, the calls begin."""
    call_again_days: int = 3
    most_calls: int = 3
    visit_after_days: int = 30
    """So long after the second notice a visit is due, once the calls have found nobody."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """`returned` is the notice that came back and whose address nobody confirmed since."""

    reminded: frozenset[int] = frozenset()
    returned: NoticeReturned | None = None
    address: AddressOutcome | None = None
    declined: bool = False


def contact_id_of(case_id: UUID) -> UUID:
    return uuid5(case_id, "contact")


def evolve(contact: Contact, happened: ContactFact) -> Contact:
    match happened:
        case Reminded(round=round_):
            return replace(contact, reminded=contact.reminded | {round_})
        case Called(outcome=outcome):
            return replace(contact, declined=outcome is CallOutcome.DECLINES)
        case HomeVisited(outcome=outcome):
            return replace(contact, declined=outcome is HomeVisitOutcome.DECLINES)
        case NoticeReturned():
            return replace(contact, returned=happened, address=None)
        case AddressChecked(outcome=outcome):
            known = outcome is not AddressOutcome.UNKNOWN
            return replace(contact, returned=None if known else contact.returned, address=outcome)
        case _:
            assert_never(happened)


def require_deliverable(contact: Contact) -> None:
    """A notice that came back is not simply posted again.

    Raises:
        AddressUncheckedError: nobody confirmed or corrected the address since.
    """
    if contact.returned is not None:
        raise AddressUncheckedError


def remind(contact: Contact, *, case_id: UUID, round_: int) -> list[Reminded]:
    require_deliverable(contact)
    if round_ in contact.reminded:
        raise AlreadyRemindedError
    return [Reminded(case_id=case_id, round=round_)]


def call(contact: Contact, *, case_id: UUID, outcome: CallOutcome) -> list[Called]:
    """Every call is noted, also the one that nobody answered."""
    del contact
    return [Called(case_id=case_id, outcome=outcome)]


def visit_home(contact: Contact, *, case_id: UUID, outcome: HomeVisitOutcome) -> list[HomeVisited]:
    del contact
    return [HomeVisited(case_id=case_id, outcome=outcome)]


def take_back(
    contact: Contact, *, case_id: UUID, round_: int, reason: NoticeReturnReason, today: date
) -> list[NoticeReturned]:
    """The same notice comes back once, until another one was posted."""
    if contact.returned is not None and contact.returned.round == round_:
        return []
    return [NoticeReturned(case_id=case_id, round=round_, reason=reason, returned_on=today)]


def check_address(
    contact: Contact, *, case_id: UUID, outcome: AddressOutcome
) -> list[AddressChecked]:
    if contact.returned is None:
        raise NotReturnedError
    if contact.address is outcome:
        return []
    return [AddressChecked(case_id=case_id, outcome=outcome)]
