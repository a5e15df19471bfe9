"""閲覧の記録: who looked at a holder's data, told to booking under the notice; role, never a code.

A view from before the first notice is told with it; a second notice is told all of them again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from issuance.calendar import add_months, office_date
from issuance.cases.facts import NoticeSent
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.release.items import item_of
from issuance.staffing.roles import Role
from issuance.viewing.facts import PersonViewed, Purpose, Section, views_stream_of

MONTHS: Final = 6
"""So far back views are told (the last half year)."""
_LATEST: Final = """SELECT notice_id FROM office.notices WHERE case_id = $1
    ORDER BY round DESC LIMIT 1"""


@dataclass(frozen=True, kw_only=True)
class Told:
    at: datetime
    role: Role
    section: Section
    purpose: Purpose


async def view_news(tx: Transaction, recorded: Recorded[Any]) -> Iterable[Item]:
    match recorded.fact:
        case PersonViewed(case_id=case_id):
            notice_id = await tx.connection.fetchval(_LATEST, case_id)
            return [_item(recorded, notice_id, recorded)] if notice_id else []
        case NoticeSent(notice_id=notice_id):
            views = await tx.history(views_stream_of(recorded.stream_id))
            oldest = add_months(office_date(recorded.at), -MONTHS)
            return [
                _item(recorded, notice_id, each)
                for each in views
                if each.position < recorded.position and office_date(each.at) >= oldest
            ]
        case _:
            return []


def _item(told_at: Recorded[Any], notice_id: UUID, view: Recorded[PersonViewed]) -> Item:
    seen = view.fact
    told = Told(at=view.at, role=seen.role, section=seen.section, purpose=seen.purpose)
    return item_of(told_at, "person.viewed", notice_id, told)
