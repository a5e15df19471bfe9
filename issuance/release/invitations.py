"""What booking is told of invitations: a number to book with, for one service, and their ends."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from issuance.application.work import Work
from issuance.invitations import facts as f
from issuance.invitations.ids import invitation_number
from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded
from issuance.ledger.postgres import Transaction
from issuance.release.items import item_of

_OF = "SELECT notice_id, birthday_check FROM office.invitations WHERE invitation_id = $1"


async def invitation_news(
    work: Work, tx: Transaction, recorded: Recorded[Any]
) -> AsyncIterator[Item]:
    """Nothing of what happens at the counter but whether somebody came."""
    if not isinstance(recorded.fact, f.InvitationFact):
        return
    row = await tx.connection.fetchrow(_OF, recorded.stream_id)
    if row is None or row["birthday_check"] is None:
        return
    notice_id: UUID = row["notice_id"]
    match recorded.fact:
        case f.InvitationSent() as sent:
            number = invitation_number(work.secrets.notice_numbers, recorded.stream_id)
            body = {
                "number": number,
                "birthday_check": row["birthday_check"],
                "pickup_deadline": sent.last_on,
                "round": 1,
                "service": sent.service,
                "same_day": True,  # no card has to be fetched
            }
            yield item_of(recorded, "notice.released", notice_id, body)
        case f.InvitationWithdrawn():
            yield item_of(recorded, "notice.withdrawn", notice_id, {"reason": "voided"})
        case f.InvitationServed(appointment_id=appointment_id):
            yield _closed(recorded, notice_id, appointment_id, "attended")
        case f.InvitationNoShowRecorded(appointment_id=appointment_id):
            yield _closed(recorded, notice_id, appointment_id, "no-show")
        case _:
            pass


def _closed(recorded: Recorded[Any], notice_id: UUID, appointment_id: UUID, outcome: str) -> Item:
    body = {"appointment_id": appointment_id, "outcome": outcome}
    return item_of(recorded, "appointment.closed", notice_id, body)
