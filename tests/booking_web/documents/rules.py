"""The office's rules as they arrive on this side: through the bytes of the exchange."""

import msgspec

from booking_web.documents.facts import DocumentsPublished
from issuance.identity.publication import published


def rules(edition: int = 1) -> DocumentsPublished:
    return msgspec.json.decode(body(edition), type=DocumentsPublished)


def body(edition: int = 1) -> bytes:
    return msgspec.json.encode(published(edition))
