"""Facts of the log as what they do to the tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg

from issuance.ledger.facts import Recorded, class_of
from issuance.ledger.postgres import recorded_of
from issuance.read_models.tables import Change, Changes, Tally, kinds_of


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What the facts after a position do, up to `last`. `is_full`: there may be more."""

    after: int
    last: int
    is_full: bool
    changes: list[Change]

    @property
    def is_empty(self) -> bool:
        return self.last == self.after


class Followers:
    """Those who say what facts do to their tables; only facts that somebody follows are read."""

    def __init__(self, changes: Iterable[Changes], tallies: Iterable[Tally]) -> None:
        self._changes = {each: kinds_of(each) for each in changes}
        self._tallies = tuple(tallies)
        self._of: dict[str, tuple[Changes, ...]] = {}

    def batch(self, after: int, rows: Sequence[asyncpg.Record], *, limit: int) -> Batch:
        """What the rows of the log after a position do; at most *limit* were asked for."""
        facts: list[Recorded[Any]] = []
        changes: list[Change] = []
        for row in rows:
            following = self._following(row["topic"])
            if following or self._tallies:
                facts.append(recorded := recorded_of(row))
                for each in following:
                    changes += each(recorded)
        changes += (put for tally in self._tallies for put in tally(facts))
        last = rows[-1]["notification_id"] if rows else after
        return Batch(after=after, last=last, is_full=len(rows) == limit, changes=changes)

    def _following(self, topic: str) -> tuple[Changes, ...]:
        """Who follows facts of this name."""
        if (found := self._of.get(topic)) is None:
            kind = class_of(topic)
            found = self._of[topic] = tuple(
                each for each, kinds in self._changes.items() if not kinds or kind in kinds
            )
        return found
