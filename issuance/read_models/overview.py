"""The office's tables as one projection."""

from issuance.ledger.postgres import PostgresLog
from issuance.read_models import (
    board_bookings,
    board_cases,
    board_visits,
    cases,
    custody,
    house,
    invitations,
    sheets,
    tickets,
    visits,
)
from issuance.read_models.projector import Projector

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
)


def office_projector(log: PostgresLog) -> Projector:
    return Projector(
        log,
        name="office",
        tables=_TABLES,
        changes=(
            cases.changes,
            house.boxes,
            house.card_places,
            visits.visits,
            visits.line_of,
            house.venues,
            house.day_counts,
            tickets.changes,
            invitations.changes,
            sheets.changes,
            board_visits.changes,
            board_bookings.changes,
            board_cases.changes,
            custody.changes,
        ),
    )
