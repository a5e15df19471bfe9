"""How this station stands without the network: what is unsent, who is prepared, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from counter_station.journal.journal import Conflict
from counter_station.office_copy import OfficeCopy
from issuance.calendar import office_date, office_time

_SAYS_LITTLE: Final = frozenset({"not-found", "not-called"})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the clerk has to know about working on."""

    goes_on_until: datetime | None
    """The staff list's day ends then; None: nobody could sign in without the office."""
    prepared: int | None
    """How many parties of today are here with their people; None: the day is not prepared."""
    prepared_at: datetime | None
    skew_seconds: int | None
    """How far this clock is from the office's, where it is too far; positive: ahead."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What the office refused of one visit: one refusal is the cause of the others."""

    conflicts: tuple[Conflict, ...]
    reference: str = ""

    @property
    def cause(self) -> Conflict:
        """The first one that says more than that the visit is not there (any more)."""
        telling = (each for each in self.conflicts if each.code not in _SAYS_LITTLE)
        return next(telling, self.conflicts[0])

    @property
    def followed(self) -> tuple[Conflict, ...]:
        return tuple(each for each in self.conflicts if each is not self.cause)

    @property
    def last_position(self) -> int:
        return self.conflicts[-1].position


def standing(copy: OfficeCopy, now: datetime, *, most_skew_seconds: int) -> Standing:
    skew = copy.releases.skew_seconds
    known = copy.releases.staff() is not None
    tomorrow = office_date(now) + timedelta(days=1)
    return Standing(
        goes_on_until=office_time(tomorrow, 0) if known else None,
        prepared=copy.releases.prepared.size,
        prepared_at=copy.releases.prepared.prepared_at,
        skew_seconds=skew if skew is not None and abs(skew) > most_skew_seconds else None,
    )


def troubles(conflicts: Iterable[Conflict], copy: OfficeCopy) -> tuple[Trouble, ...]:
    """Refusals by visit, the oldest visit first."""
    references = {each.visit_id: each.reference for each in copy.queue.visits}
    in_order = sorted(conflicts, key=lambda each: each.position)
    first = {each.recorded.stream_id: each.position for each in reversed(in_order)}
    by_visit = sorted(in_order, key=lambda each: (first[each.recorded.stream_id], each.position))
    return tuple(
        Trouble(conflicts=tuple(group), reference=references.get(visit_id, ""))
        for visit_id, group in groupby(by_visit, key=lambda each: each.recorded.stream_id)
    )
