"""What the PIN desk tells the office."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from issuance.cases.facts import Seen
from issuance.pins.references import Reference

KeyId = Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]


class Reported(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the writer left a card."""

    case_id: UUID
    envelope_id: UUID
    outcome: Literal["set", "uncertain", "refused"]
    references: Annotated[tuple[Annotated[str, Meta(max_length=64)], ...], Meta(max_length=10)] = ()


class Progress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many of a card's references are set so far."""

    case_id: UUID
    envelope_id: UUID
    done: Annotated[int, Meta(ge=0, le=10)]
    of: Annotated[int, Meta(ge=1, le=10)]


class ReferenceFound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reference: Reference
    stands: Seen
    tries: Annotated[int, Meta(ge=0, le=15)]


class Checked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How an uncertain card was found."""

    case_id: UUID
    envelope_id: UUID
    read: Annotated[tuple[ReferenceFound, ...], Meta(max_length=10)]


class NewKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    public_key_pem: Annotated[str, Meta(max_length=1024)]


class WhichKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key_id: KeyId
