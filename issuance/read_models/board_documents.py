"""What people had not brought who were turned away, counted by day and venue in `measure_counts`.

Of the ways that would have sufficed the nearest counts: what it takes is what was forgotten.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from issuance.calendar import office_date
from issuance.cases.facts import DocumentsInsufficient
from issuance.ledger.facts import Recorded
from issuance.measures.hours import FORGOTTEN
from issuance.read_models.board_visits import NO_VENUE, count
from issuance.read_models.tables import Change, Put, Reading, look
from issuance.read_models.visits import VISITS


def changes(recorded: Recorded[DocumentsInsufficient]) -> Iterable[Change]:
    if recorded.fact.missing:
        nearest, *_ = recorded.fact.missing
        yield _forgotten(recorded, recorded.fact.visit_id, nearest.split("+"))


def _forgotten(recorded: Recorded[Any], visit_id: UUID, parts: list[str]) -> Reading:
    def then(venue_id: UUID | None) -> Iterable[Put]:
        for part in parts:
            yield count(office_date(recorded.at), venue_id or NO_VENUE, f"{FORGOTTEN}{part}", 0)

    return Reading(looks=(look(VISITS, visit_id, "venue_id"),), then=then)
