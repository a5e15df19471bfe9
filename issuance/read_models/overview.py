"""The office's tables as one projection."""

from typing import Final

from issuance.ledger.postgres import PostgresLog
from issuance.read_models import (
    board_bookings,
    board_cases,
    board_documents,
    board_visits,
    cases,
    clocks,
    contacts,
    custody,
    house,
    invitations,
    mail,
    sheets,
    stocktakes,
    tickets,
    visits,
)
from issuance.read_models.parts import ProjectorInParts
from issuance.read_models.projector import Projector
from issuance.staffing.facts import StaffFact
from issuance.staffing.machines import MachineFact

FOLLOWED_BY_NONE = StaffFact | MachineFact
"""No table shows them, yet whoever reads the whole log has to know them."""
TABLES = (
    "office.case_overview",
    "office.visit_overview",
    "office.box_overview",
    "office.card_places",
    "office.venue_overview",
    "office.offered_days",
    "office.day_counts",
    "office.tickets",
    "office.step_measures",
    "office.invitation_overview",
    "office.pin_sheets",
    "office.measure_counts",
    "office.booking_spans",
    "office.case_days",
    "office.open_counters",
    "office.booking_heads",
    *custody.TABLES,
    "office.shipments",
    "office.posting_lists",
    "office.destruction_lists",
    "office.case_clocks",
    *contacts.TABLES,
    *stocktakes.TABLES,
)


_SEEN_AT_THE_COUNTER: Final = (
    cases.changes,
    cases.depending,
    visits.visits,
    visits.line_of,
    house.venues,
    tickets.changes,
    board_visits.changes,
    board_documents.changes,
)
"""Cases, visits and tickets look at each other's rows."""
_OTHER: Final = (
    house.boxes,
    house.card_places,
    invitations.changes,
    sheets.changes,
    board_bookings.changes,
    board_cases.changes,
    custody.changes,
    mail.shipments,
    mail.lists,
    clocks.changes,
    contacts.changes,
    stocktakes.changes,
)
"""None of these looks at a row of the former, nor the other way round."""
_TALLIES: Final = (house.day_counts,)


def office_projector(log: PostgresLog) -> ProjectorInParts:
    whole = Projector(
        log,
        name="office",
        tables=TABLES,
        changes=(*_SEEN_AT_THE_COUNTER, *_OTHER),
        tallies=_TALLIES,
    )
    parts = (
        Projector(log, name="office/counter", changes=_SEEN_AT_THE_COUNTER),
        Projector(log, name="office/other", changes=_OTHER, tallies=_TALLIES),
    )
    return ProjectorInParts(log, whole=whole, parts=parts)
