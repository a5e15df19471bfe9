"""What is said to booking of one fact."""

from typing import Any
from uuid import UUID

import msgspec

from issuance.ledger.batches import Item
from issuance.ledger.facts import Recorded


def item_of(recorded: Recorded[Any], topic: str, stream_id: UUID, body: object) -> Item:
    """*body* in its agreed form; `stream_id` is the notice, venue or party it is about."""
    return Item(
        position=recorded.position,
        stream_id=stream_id,
        topic=topic,
        at=recorded.at,
        body=msgspec.Raw(msgspec.json.encode(body)),
    )
