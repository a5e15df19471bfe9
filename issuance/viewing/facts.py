"""What is remembered of a view (閲覧): never what was seen."""

from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from issuance.ledger.facts import fact
from issuance.staffing.roles import Role


class Section(StrEnum):
    """The part of the office that looked (係). Values are stored and never change."""

    COUNTER = "counter"
    BACK_OFFICE = "back-office"


class Purpose(StrEnum):
    """What for (閲覧の目的). Values are stored and never change.

    So general that nobody can read anything of a household from it.
    """

    CASE = "case"
    VISIT = "visit"
    NOTICE = "notice"
    POSTING = "posting"
    RETURNED_MAIL = "returned-mail"
    RECORD_CHANGE = "record-change"


@fact("person.viewed")
class PersonViewed:
    """A member of staff was shown the data of the case's holder; `by` says who."""

    case_id: UUID
    role: Role
    section: Section
    purpose: Purpose


def views_stream_of(case_id: UUID) -> UUID:
    """One stream for the views of each case's holder."""
    return uuid5(NAMESPACE_URL, f"madoguchi:views:{case_id}")
