"""未送信: the facts the office has not answered, in memory, so that looking costs nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
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
        known = frozenset(answered)
        for each in facts:
            if each.position not in known:
                self._add(each.position, each)

    def __contains__(self, position: int) -> bool:
        return position in self._places

    def add(self, positions: Sequence[int], recorded: Sequence[Recorded[JournalFact]]) -> None:
        for position, each in zip(positions, recorded, strict=True):
            self._add(position, each)

    def answered(self, position: int) -> None:
        self._places.pop(position, None)

    def firsts(self, count: int, without: Collection[UUID]) -> list[int]:
        """The oldest positions, one a visit, of visits that are not to be left out."""
        found: dict[UUID, int] = {}
        for position, each in list(self._places.items()):
            if each.stream_id not in without:
                found.setdefault(each.stream_id, position)
            if len(found) == count:
                break
        return list(found.values())

    def positions(self) -> list[int]:
        return list(self._places)

    def visits(self) -> frozenset[UUID]:
        return frozenset(each.stream_id for each in list(self._places.values()))

    def unsent(self) -> Unsent:
        times = [each.at for each in list(self._places.values()) if each.for_office]
        return Unsent(count=len(times), oldest_at=min(times, default=None))

    def _add(self, position: int, recorded: Recorded[JournalFact]) -> None:
        self._places[position] = _Place(
            stream_id=recorded.stream_id, at=recorded.at, for_office=concerns_office(recorded)
        )
