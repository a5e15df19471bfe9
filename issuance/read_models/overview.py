"""The office's tables as one projection."""

from issuance.ledger.postgres import PostgresLog
from issuance.read_models import (
    board_bookings,
    board_cases,
    board_documents,
    board_visits,
    cases,
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
from issuance.read_models.tables import follow
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
            follow(cases.changes, "case"),
            follow(house.boxes, "box"),
            follow(house.card_places, "custody"),
            follow(visits.visits, "visit", "case"),
            follow(visits.line_of, "visit"),
            follow(house.venues, "capacity"),
            follow(tickets.changes, "reception", "visit", "case", "capacity"),
            follow(invitations.changes, "invitation"),
            follow(sheets.changes, "pin-sheet"),
            follow(board_visits.changes, "reception", "visit", "case", "counter"),
            follow(board_bookings.changes, "case", "invitation"),
            follow(board_cases.changes, "case"),
            follow(board_documents.changes, "case"),
            follow(custody.changes, "box", "place"),
            follow(mail.shipments, "case"),
            follow(mail.lists, "posting-list", "destruction-list"),
            follow(mail.clocks, "case"),
            follow(contacts.changes, "case", "contact"),
            follow(stocktakes.changes, "stocktake"),
        ),
        tallies=(house.day_counts,),
    )
