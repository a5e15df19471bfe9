"""An invitation's id, made from the office's own reference number with a secret, and its number."""

import hmac
from uuid import UUID

from issuance.applicants.application_ids import as_version_8
from issuance.calendar.opening_rules import Service
from issuance.notices.numbers import notice_number

_ROUND = 1
"""An invitation has one number for good."""


def invitation_id_of(secret: bytes, service: Service, reference: str) -> UUID:
    """The same reference and service always find the same invitation; nobody can go back."""
    message = f"madoguchi/invitation/1|{service}|{reference}".encode()
    return as_version_8(hmac.digest(secret, message, "sha256")[:16])


def invitation_number(secret: bytes, invitation_id: UUID) -> str:
    """The notice number in its letter; computed again whenever it is needed."""
    return notice_number(secret, invitation_id, _ROUND)
