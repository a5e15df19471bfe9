"""The visits of the last days, as they stand: read once, and again only where something happened.

A clerk's screen asks for them every second, and a day's journal grows to hundreds of facts.
"""

from collections import deque
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final
from uuid import UUID

from counter_station.journal.messages import JournalFact
from counter_station.visit.facts import VisitFact
from counter_station.visit.state import Visit
from issuance.ledger.facts import Recorded, Stream

VisitStream = Stream[Visit, VisitFact]
RECENT_FACTS: Final = 2_000
"""About two busy days."""


class VisitsAtHand:
    """Kept level by whoever writes: `note` after what was written; any thread may ask."""

    def __init__(
        self, facts: Iterable[Recorded[JournalFact]], read: Callable[[UUID], VisitStream]
    ) -> None:
        self._read, self._lock = read, Lock()
        self._recent = deque[UUID](maxlen=RECENT_FACTS)
        """The visits of the last facts, the same one as often as it has some."""
        self._known: dict[UUID, VisitStream] = {}
        self.note(facts)

    def note(self, written: Iterable[Recorded[JournalFact]]) -> None:
        with self._lock:
            for each in written:
                if isinstance(each.fact, VisitFact):
                    self._recent.append(each.stream_id)
                    self._known.pop(each.stream_id, None)

    def all(self) -> dict[UUID, VisitStream]:
        with self._lock:
            self._known = {
                each: self._known.get(each) or self._read(each)
                for each in dict.fromkeys(self._recent)
            }
            return dict(self._known)
