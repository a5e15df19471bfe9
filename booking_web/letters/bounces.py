"""Mails that come back: a server took a letter, and said later that it could not be delivered.

Such a report (RFC 3464) goes to the letters' own sender. Its mail server hands each one to
`madoguchi letters-returned`; whatever is no report about a letter of ours changes nothing.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Final
from uuid import UUID

from booking_web.letters.mailbox import BOUNCED
from booking_web.letters.undeliverable import tell_undeliverable
from issuance.ledger.postgres import PostgresLog

LARGEST_BYTES: Final = 1_000_000
_STATUS: Final = re.compile(r"5\.[0-9]{1,3}\.[0-9]{1,3}")
_MESSAGE_ID: Final = re.compile(r"<([0-9a-f-]{36})@[^<>\s]+>")
_RETURNED: Final = """
UPDATE booking.letters SET state = 'dead', trouble = $2, settled_at = $3
WHERE letter_id = $1 AND state = 'sent' RETURNING party_id"""


async def take_back(log: PostgresLog, mail: bytes, *, at: datetime) -> bool:
    """Note that a letter came back; False: no letter of ours, or known already."""
    found = letter_of(mail)
    if found is None:
        return False
    letter_id, status = found
    async with log.transaction() as tx:
        party_id: UUID | None = await tx.connection.fetchval(
            _RETURNED, letter_id, f"{BOUNCED} {status}", at
        )
        if party_id is None:
            return False
        await tell_undeliverable(tx, party_id, at=at)
    return True


def letter_of(mail: bytes) -> tuple[UUID, str] | None:
    """The letter a report is about, and its status, if it says "failed for good"."""
    if len(mail) > LARGEST_BYTES:
        return None
    parts = list(_parts(message_from_bytes(mail, policy=default)))
    statuses = [status for each in parts for status in _statuses(each)]
    ids = [found for each in parts if (found := _original(each)) is not None]
    return (ids[0], statuses[0]) if ids and statuses else None


def _parts(mail: Message) -> Iterator[Message]:
    return iter(list(mail.walk())[1:])


def _statuses(part: Message) -> list[str]:
    """Of a delivery-status part; a temporary failure (4.x.x) is none."""
    failed = str(part.get("Action", "")).strip().lower() == "failed"
    found = _STATUS.fullmatch(str(part.get("Status", "")).split(" ")[0].strip())
    return [found[0]] if failed and found else []


def _original(part: Message) -> UUID | None:
    """From the letter itself, or its headers, which the report brings back."""
    headers = str(part.get("Message-ID", ""))
    if part.get_content_type() == "text/rfc822-headers":
        headers = str(part.get_payload())
    found = _MESSAGE_ID.search(headers)
    try:
        return UUID(found[1]) if found else None
    except ValueError:
        return None
