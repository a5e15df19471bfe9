"""これから2時間: how many places of the coming hours are taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from issuance.capacity.venues import OfferedSlot
from issuance.measures.parties import BookedParty
from issuance.measures.spread import share

AHEAD: Final = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Filling:
    """People booked and places offered; overbooked places make more than all."""

    booked: int
    places: int

    @property
    def share(self) -> float | None:
        return share(self.booked, self.places)


def filling(
    booked: Iterable[BookedParty], slots: Sequence[OfferedSlot], *, at: datetime
) -> Filling:
    """Of the slots of this day that start within two hours."""

    def is_ahead(starts_at: datetime) -> bool:
        return at <= starts_at < at + AHEAD

    return Filling(
        booked=sum(each.people for each in booked if is_ahead(each.starts_at)),
        places=sum(each.places for each in slots if is_ahead(each.starts_at)),
    )
