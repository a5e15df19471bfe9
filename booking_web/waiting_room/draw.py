"""The draw (抽選): in which order those come in who were there before the opening.

The key has two halves and a fingerprint. The first half is made with the room and promised by its
SHA-256 before anybody comes; the second is made only when nobody can join any more; the
fingerprint is of all tickets. Afterwards all three are published, and anybody can draw again.
PostgreSQL draws (`booking.draw_places`); these rules say what it has to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What a draw was made of, once it was made."""

    promised: bytes
    added: bytes
    fingerprint: bytes

    @property
    def commitment(self) -> bytes:
        """What was published of the first half before anybody came."""
        return sha256(self.promised).digest()

    @property
    def key(self) -> bytes:
        return sha256(self.promised + self.added + self.fingerprint).digest()


def fingerprint(tickets: Iterable[UUID]) -> bytes:
    """Changes with every ticket that is added, removed or exchanged."""
    return sha256(b"".join(sorted(ticket.bytes for ticket in tickets))).digest()


def rank(key: bytes, ticket: UUID) -> bytes:
    """Where a ticket stands among the others: small is early. The key must be of 32 bytes."""
    return sha256(key + ticket.bytes).digest()


def order(key: bytes, tickets: Iterable[UUID]) -> list[UUID]:
    """All tickets, the first to come in first."""
    return sorted(tickets, key=lambda ticket: rank(key, ticket))
