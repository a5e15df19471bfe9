"""Facts handed to the other zone: numbered, chained and signed batches.

A batch is canonical JSON: reading it and writing it again gives the same bytes. It names its
sender, its number (from 1, no gaps) and the digest of the batch before, so nothing can be
replayed, reordered, cut or slipped in. The same bytes go over HTTP or on a stick.
"""

from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Annotated
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from issuance.errors import Refusal

_PURPOSE = b"madoguchi batch v1\0"
MAX_BYTES = 16 * 1024 * 1024
FIRST = bytes(32)
"""The digest that stands before batch 1."""


Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing said to the other zone: where it stood in the sender's log, and what it says."""

    position: Count
    stream_id: UUID
    topic: str
    at: Moment
    body: msgspec.Raw


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    sender: str
    number: Count
    previous: bytes
    upto: Count
    items: tuple[Item, ...]


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    payload: bytes
    signature: bytes


class BatchRefusedError(Refusal):
    """A batch was not taken in; nothing of it was applied."""

    code = "batch-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


def sign_batch(batch: Batch, key: Ed25519PrivateKey) -> tuple[bytes, bytes]:
    """The bytes to hand over, and the digest that the next batch names."""
    payload = msgspec.json.encode(batch)
    envelope = Envelope(payload=payload, signature=key.sign(_PURPOSE + payload))
    return msgspec.json.encode(envelope), sha256(payload).digest()


def open_batch(
    data: bytes, key: Ed25519PublicKey, *, sender: str, number: int, previous: bytes, after: int
) -> tuple[Batch, bytes]:
    """The batch in *data* and its digest, if it is the one that must come next.

    Raises:
        BatchRefusedError: with the reason too-large, unreadable, signature, sender, replayed,
            gap, chain or order.
    """
    if len(data) > MAX_BYTES:
        raise BatchRefusedError("too-large")
    payload = _verified(data, key)
    batch = _canonical(payload)
    if batch.sender != sender:
        raise BatchRefusedError("sender")
    if batch.number != number:
        raise BatchRefusedError("replayed" if batch.number < number else "gap")
    if batch.previous != previous:
        raise BatchRefusedError("chain")
    _require_order(batch, after)
    return batch, sha256(payload).digest()


def _verified(data: bytes, key: Ed25519PublicKey) -> bytes:
    try:
        envelope = msgspec.json.decode(data, type=Envelope)
        key.verify(envelope.signature, _PURPOSE + envelope.payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BatchRefusedError("unreadable") from error
    except InvalidSignature as error:
        raise BatchRefusedError("signature") from error
    return envelope.payload


def _canonical(payload: bytes) -> Batch:
    try:
        batch = msgspec.json.decode(payload, type=Batch)
        same = msgspec.json.encode(batch) == payload
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BatchRefusedError("unreadable") from error
    if not same:
        raise BatchRefusedError("unreadable")
    return batch


def _require_order(batch: Batch, after: int) -> None:
    """Positions rise; several items may come of one fact."""
    positions = [after + 1, *(item.position for item in batch.items), batch.upto]
    if any(earlier > later for earlier, later in pairwise(positions)):
        raise BatchRefusedError("order")
