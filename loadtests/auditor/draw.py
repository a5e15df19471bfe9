"""Whether a draw was what it was said to be, from what was published and what clients noted.

As published with every draw: fingerprint = SHA-256 of all tickets (16 bytes each, in their order);
key = SHA-256(promised + added + fingerprint); place = rank of SHA-256(key + ticket).
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import sqrt
from statistics import correlation
from uuid import UUID


def drawn_order(published: Mapping[str, str], tickets: Sequence[UUID]) -> list[UUID]:
    """All tickets, the first to come in first."""
    key = sha256(b"".join(bytes.fromhex(published[each]) for each in _PARTS)).digest()
    return sorted(tickets, key=lambda ticket: sha256(key + ticket.bytes).digest())


_PARTS = ("promised", "added", "fingerprint")


def kept_its_promise(promise: str, published: Mapping[str, str]) -> bool:
    """What was promised before anybody came is what was drawn with."""
    return sha256(bytes.fromhex(published["promised"])).hexdigest() == promise


def is_of(published: Mapping[str, str], tickets: Sequence[UUID]) -> bool:
    """Drawn were exactly these tickets: none added, none left out, none exchanged."""
    content = b"".join(sorted(each.bytes for each in tickets))
    return sha256(content).hexdigest() == published["fingerprint"]


def strength(in_order_of_coming: Sequence[UUID], in_order_of_draw: Sequence[UUID]) -> float:
    """How far coming early or late went with a good place, in standard deviations from not at all.

    Spearman's rank correlation times sqrt(n - 1), which is about normal where there is none.
    """
    if len(in_order_of_coming) < 3:
        return 0.0
    place = {ticket: nth for nth, ticket in enumerate(in_order_of_draw)}
    places = [place[each] for each in in_order_of_coming]
    return abs(correlation(range(len(places)), places)) * sqrt(len(places) - 1)
