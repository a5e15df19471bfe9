"""未送信: the facts the office has not answered, in memory, so that looking costs nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock
from uuid import UUID

from counter_station.journal.messages import JournalFact, concerns_office
from issuance.ledger.facts import Recorded


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """What the office has not got yet."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class _Place:
    stream_id: UUID
    at: datetime
    for_office: bool


class Waiting:
    """Positions without an answer, in order; it follows from facts and answers at each start."""

    def __init__(self, facts: Iterable[Recorded[JournalFact]], answered: Collection[int]) -> None:
        self._places: dict[int, _Place] = {}
        self._by_visit: dict[UUID, list[int]] = {}
        self._lock = Lock()
        """Threads of the courier and of the desk come here at the same time."""
        known = frozenset(answered)
        for each in facts:
            if each.position not in known:
                self._add(each.position, each)

    def __contains__(self, position: int) -> bool:
        return position in self._places

    def add(self, positions: Sequence[int], recorded: Sequence[Recorded[JournalFact]]) -> None:
        for position, each in zip(positions, recorded, strict=True):
            self._add(position, each)

    def answered(self, positions: Iterable[int]) -> None:
        with self._lock:
            for each in positions:
                place = self._places.pop(each, None)
                if place is not None:
                    self._forget(place.stream_id, each)

    def visits_first(self, count: int, without: Collection[UUID]) -> list[UUID]:
        """So many visits, those first that began to wait first; *without* are left out."""
        with self._lock:
            wanted = (each for each in self._by_visit if each not in without)
            return list(islice(wanted, count))

    def of(self, visit_id: UUID, most: int) -> list[int]:
        """A visit's oldest positions."""
        with self._lock:
            return self._by_visit.get(visit_id, [])[:most]

    def positions(self) -> list[int]:
        return list(self._places)

    def visits(self) -> frozenset[UUID]:
        with self._lock:
            return frozenset(self._by_visit)

    def unsent(self) -> Unsent:
        times = [each.at for each in list(self._places.values()) if each.for_office]
        return Unsent(count=len(times), oldest_at=min(times, default=None))

    def _add(self, position: int, recorded: Recorded[JournalFact]) -> None:
        place = _Place(
            stream_id=recorded.stream_id, at=recorded.at, for_office=concerns_office(recorded)
        )
        with self._lock:
            self._places[position] = place
            self._by_visit.setdefault(recorded.stream_id, []).append(position)

    def _forget(self, visit_id: UUID, position: int) -> None:
        left = self._by_visit[visit_id]
        left.remove(position)
        if not left:
            del self._by_visit[visit_id]
