"""The hall's rules for a planned day: places for walk-ins, and who is called next.

The stations call by a rule of their own room, with holds, priorities and transfers. For parties
that simply come, this one calls the same party; a test keeps the two together.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from issuance.planning.hall import Guest, Waiting

EARLY: Final = 5.0
"""Minutes before its time at which a party that is here counts as due."""
LATE: Final = 10.0
"""Who comes more than this after its time is taken as if it had come without a booking."""
YIELDS: Final = 20.0
"""Who came without a booking is owed a counter so many minutes after it came in."""


class PlannedHall:
    """Walk-ins are let in as long as there are places for them."""

    def __init__(self, *, walk_in_places: int) -> None:
        self._places = walk_in_places

    def admits(self, guest: Guest) -> bool:
        if guest.starts is not None:
            return True
        self._places -= 1
        return self._places >= 0

    def calls(self, line: Mapping[UUID, Waiting], *, station: str, minute: float) -> UUID | None:  # noqa: ARG002
        """The same for every *station*: nobody is handed on in a planned day."""
        return min(line, key=lambda each: _turn(line[each], minute), default=None)


def _turn(waiting: Waiting, minute: float) -> tuple[bool, float, UUID]:
    """Who is due comes before who is early; among equals the one owed a counter for longest."""
    guest, owed = waiting.guest, owed_from(waiting)
    early = owed == guest.starts and owed - EARLY > minute
    return early, owed, guest.guest_id


def owed_from(waiting: Waiting) -> float:
    """The minute from which the party is owed a counter."""
    starts = waiting.guest.starts
    if starts is None or waiting.since > starts + LATE:
        return waiting.since + YIELDS
    return starts
