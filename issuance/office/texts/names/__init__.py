"""The office's words for codes: one file for each part of the office, all of them for templates."""

from issuance.office.texts.names.cases import (
    DELIVERY,
    KINDS,
    LOOK_OF_STAGE,
    RETURN_REASONS,
    STAGES,
)
from issuance.office.texts.names.counter import RECEIPT_LANGUAGES, VISIT_STAGES
from issuance.office.texts.names.done import DONE
from issuance.office.texts.names.opening import (
    INVITATION_STAGES,
    NTH,
    ON_HOLIDAYS,
    RULE_PROBLEMS,
    SERVICES,
    VENUE_KINDS,
)
from issuance.office.texts.names.pins import REFERENCES, SEEN, SHEET_FAULTS
from issuance.office.texts.names.places import PLACES
from issuance.office.texts.names.roles import ROLES

__all__ = [
    "DELIVERY", "DONE", "INVITATION_STAGES", "KINDS", "LOOK_OF_STAGE", "NTH", "ON_HOLIDAYS",
    "PLACES", "RECEIPT_LANGUAGES", "REFERENCES", "RETURN_REASONS", "ROLES", "RULE_PROBLEMS",
    "SEEN", "SERVICES", "SHEET_FAULTS", "STAGES", "VENUE_KINDS", "VISIT_STAGES",
]  # fmt: skip
