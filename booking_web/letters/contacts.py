"""Where a party wants its letters: an address under seal, stored in the act that books."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from booking_web.letters.addresses import is_plausible
from issuance.ledger.postgres import Transaction

KEY_BYTES: Final = 32
UNTIL_READ: Final = timedelta(days=30)
"""Kept so long after the visit if nothing is heard of it; the reader of the log says it exactly."""
_NONCE_BYTES: Final = 12
_PURPOSE: Final = b"madoguchi/booking/contact/1"
_KEEP: Final = """
INSERT INTO booking.contacts (party_id, notice_id, sealed, language, forget_at, bring)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::timestamptz[], $6::text[])
ON CONFLICT (party_id) DO NOTHING"""
# Only an address that was not there before begins anew; of a changed one the past counts.
_CHANGE: Final = """
INSERT INTO booking.contacts (party_id, notice_id, sealed, language, forget_at, bring, since)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (party_id) DO UPDATE SET
  notice_id = excluded.notice_id, sealed = excluded.sealed, language = excluded.language,
  bring = CASE excluded.bring WHEN '' THEN contacts.bring ELSE excluded.bring END"""


class UnreadableContactError(Exception):
    """The seal was made with another key, or for another notice."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """`language` is the one of the pages on which the party booked.

    `bring` says what its list of documents is for: `who:notice`, as in "child:1,self:0".
    """

    notice_id: UUID
    sealed: bytes
    language: str
    bring: str = ""


@dataclass(frozen=True, kw_only=True)
class PartyContact:
    party_id: UUID
    starts_at: datetime
    contact: Contact


class ContactSeal:
    """AES-256-GCM; an address moved to another notice's row does not open."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"the contacts key needs {KEY_BYTES} bytes")
        self._cipher = AESGCM(key)

    def close(self, address: str, *, notice_id: UUID, language: str, bring: str = "") -> Contact:
        """Raises ValueError for what is no address; the page has told the resident before."""
        if not is_plausible(address):
            raise ValueError("not an address")
        nonce = os.urandom(_NONCE_BYTES)
        secret = self._cipher.encrypt(nonce, address.encode("ascii"), _bound(notice_id))
        return Contact(notice_id=notice_id, sealed=nonce + secret, language=language, bring=bring)

    def open(self, sealed: bytes, *, notice_id: UUID) -> str:
        """Raises UnreadableContactError."""
        nonce, secret = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, secret, _bound(notice_id)).decode("ascii")
        except (InvalidTag, ValueError) as error:
            raise UnreadableContactError from error


async def keep_contacts(tx: Transaction, contacts: Iterable[PartyContact]) -> None:
    """Store what parties gave; called in the transaction of their confirmation."""
    rows = [
        (
            each.party_id,
            each.contact.notice_id,
            each.contact.sealed,
            each.contact.language,
            each.starts_at + UNTIL_READ,
            each.contact.bring,
        )
        for each in contacts
    ]
    if rows:
        await tx.connection.execute(_KEEP, *map(list, zip(*rows, strict=True)))


async def change_contact(tx: Transaction, party: PartyContact, position: int) -> None:
    """Store what a party gave after it booked; *position* is the fact that says so."""
    contact, forget_at = party.contact, party.starts_at + UNTIL_READ
    await tx.connection.execute(
        _CHANGE,
        *(party.party_id, contact.notice_id, contact.sealed, contact.language),
        *(forget_at, contact.bring, position),
    )


def _bound(notice_id: UUID) -> bytes:
    return _PURPOSE + notice_id.bytes
