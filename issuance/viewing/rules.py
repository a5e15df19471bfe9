"""Which views are remembered: all, but one who looks again at once has looked once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from issuance.ledger.facts import Recorded
from issuance.viewing.facts import PersonViewed

SAME_VIEW: Final = timedelta(minutes=5)
"""So long after a view, the same person's next one for the same purpose is still the same."""


def view(
    earlier: Sequence[Recorded[PersonViewed]], seen: PersonViewed, *, by: str, at: datetime
) -> list[PersonViewed]:
    """The view as a fact, unless it goes on from one that is remembered."""
    same = any(
        each.by == by and each.fact == seen and each.at <= at < each.at + SAME_VIEW
        for each in earlier
    )
    return [] if same else [seen]
