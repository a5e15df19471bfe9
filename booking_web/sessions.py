"""The resident's session: the answers so far, sealed into a cookie of their own browser.

Nothing is kept on the server, so any process can go on with any visit, and an id chosen by
somebody else opens nothing. The cookie is AES-256-GCM: unreadable and unchangeable without the key.
"""

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from issuance.ledger.facts import value

KEY_BYTES: Final = 32
LIFETIME: Final = timedelta(hours=24)
"""Longer than 20 hours, so that no time limit has to be announced (WCAG 2.2.1)."""
MOST_CHARACTERS: Final = 3_800
"""Browsers drop cookies of more than 4,096 bytes, name and attributes included."""

_PURPOSE: Final = b"madoguchi/booking/session/1"
_NONCE_BYTES: Final = 12


@value
class Person:
    """One whose number and birthday agreed; of the number only its last four symbols are kept."""

    notice_id: UUID
    tail: str
    service: str = "collect"
    """What they come for."""


@value
class ChosenTime:
    """The slot asked for; whether it is (still) held is known by the desk alone."""

    slot_id: UUID
    starts_at: datetime


@value
class Checklist:
    """Who comes with which documents, for the list of what to bring; only this browser has it.

    Documents are one bit each, in the order of the edition of the rules.
    """

    edition: int
    who: str
    notice: bool = True
    applicant: int = 0
    representative: int = 0


@value
class Draft:
    """What a resident has answered so far."""

    session_id: str
    expires_at: datetime
    people: tuple[Person, ...] = ()
    spoken: str = "ja"
    """The language wanted at the counter."""
    needs: tuple[str, ...] = ()
    memo: str = ""
    """For the resident's own confirmation; never sent to the desk or stored on the server."""
    email: str = ""
    """Where letters shall go; stored on the server, sealed, only with the booking."""
    letters_to: str = ""
    """The address that was stored with the booking."""
    helped: bool = False
    """Whether the page about help at the counter was answered."""
    chosen: ChosenTime | None = None
    asking: Checklist | None = None
    """The list that is being answered."""
    lists: tuple[Checklist, ...] = ()
    flash: str = ""
    """A code: what the next page has to say once."""

    @property
    def services(self) -> frozenset[str]:
        """What these people come for, all together."""
        return frozenset(person.service for person in self.people)

    @property
    def notice_ids(self) -> tuple[UUID, ...]:
        return tuple(person.notice_id for person in self.people)


class SessionSeal:
    """Opens and closes the cookies of one site."""

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            message = f"the session key needs {KEY_BYTES} bytes"
            raise ValueError(message)
        self._cipher = AESGCM(key)
        self._decoder = msgspec.json.Decoder(Draft)

    def fresh(self, now: datetime) -> Draft:
        """An empty session under a new id."""
        return Draft(session_id=secrets.token_urlsafe(16), expires_at=now + LIFETIME)

    def signed_in(self, person: Person, now: datetime) -> Draft:
        """The session after number and birthday agreed: new, with nothing of an earlier one.

        Whatever session somebody may have planted in this browser ends here.
        """
        return replace(self.fresh(now), people=(person,))

    def close(self, draft: Draft) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, msgspec.json.encode(draft), _PURPOSE)
        return urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")

    def open(self, cookie: str | None, now: datetime) -> Draft | None:
        """The draft in the cookie; None if it is foreign, changed, from before, or over."""
        if not cookie or len(cookie) > MOST_CHARACTERS or not cookie.isascii():
            return None
        try:
            sealed = urlsafe_b64decode(cookie + "=" * (-len(cookie) % 4))
            nonce, secret = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            draft = self._decoder.decode(self._cipher.decrypt(nonce, secret, _PURPOSE))
        except (NotBase64Error, ValueError, InvalidTag, msgspec.MsgspecError):
            return None
        return draft if now < draft.expires_at else None
