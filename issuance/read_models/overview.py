"""The office's tables as one projection."""

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
from issuance.read_models.projector import Projector
from issuance.staffing.facts import StaffFact
from issuance.staffing.machines import MachineFact

FOLLOWED_BY_NONE = StaffFact | MachineFact
"""No table shows them, yet whoever reads the whole log has to know them."""
_TABLES = (
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


def office_projector(log: PostgresLog) -> Projector:
    return Projector(
        log,
        name="office",
        tables=_TABLES,
        changes=(
            cases.changes,
            cases.depending,
            house.boxes,
            house.card_places,
            visits.visits,
            visits.line_of,
            house.venues,
            tickets.changes,
            invitations.changes,
            sheets.changes,
            board_visits.changes,
            board_bookings.changes,
            board_cases.changes,
            board_documents.changes,
            custody.changes,
            mail.shipments,
            mail.lists,
            clocks.changes,
            contacts.changes,
            stocktakes.changes,
        ),
        tallies=(house.day_counts,),
    )
