"""The office's tables as one projection."""

from issuance.ledger.postgres import PostgresLog
from issuance.read_models import cases, house, invitations, sheets, tickets, visits
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
        ),
    )
