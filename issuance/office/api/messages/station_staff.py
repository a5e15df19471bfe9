"""Who may sign in at stations, and the passkeys that stations bring to the office."""

from datetime import date
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from issuance.office.api.messages.fields import At

_CredentialId = Annotated[bytes, Meta(min_length=1, max_length=1023)]
_PublicKey = Annotated[bytes, Meta(min_length=1, max_length=2048)]
_Count = Annotated[int, Meta(ge=0, le=2**32 - 1)]


class ReleasedPasskey(Struct, frozen=True, kw_only=True):
    """A key that opens every station."""

    credential_id: bytes
    public_key: bytes
    sign_count: int

    def __repr__(self) -> str:
        return "ReleasedPasskey(…)"


class ReleasedClerk(Struct, frozen=True, kw_only=True):
    """Somebody who may sign in at stations."""

    staff_id: str
    pin_hash: str
    supervisor: bool
    passkeys: list[ReleasedPasskey]

    def __repr__(self) -> str:
        return f"ReleasedClerk({self.staff_id})"


class StaffList(Struct, frozen=True, kw_only=True):
    """Good for this office day and no longer."""

    day: date
    clerks: list[ReleasedClerk]


class Registered(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The public half of a key of whoever is signed in at the station."""

    at: At
    passkey_id: UUID
    credential_id: _CredentialId
    public_key: _PublicKey
    sign_count: _Count

    def __repr__(self) -> str:
        return f"Registered({self.passkey_id})"
