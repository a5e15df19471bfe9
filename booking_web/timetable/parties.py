"""Who has how many places of a slot: a mapping that is never changed, and cheap to grow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, eq=False)
class Parties(Mapping[UUID, int]):
    """Places by party. A grown copy shares what was there, so thousands in a slot cost little.

    `_latest` covers `_settled` and stays at most about its root in size; 0 there means gone.
    """

    _settled: Mapping[UUID, int] = field(default_factory=dict[UUID, int])
    _latest: Mapping[UUID, int] = field(default_factory=dict[UUID, int])

    def with_party(self, party_id: UUID, count: int) -> "Parties":
        """The same with so many places of this party; with 0, without it."""
        latest = {**self._latest, party_id: count}
        if len(latest) ** 2 <= len(self._settled):
            return Parties(self._settled, latest)
        return Parties(
            {each: count for each, count in {**self._settled, **latest}.items() if count}
        )

    def get(self, party_id: UUID, default: int = 0) -> int:  # type: ignore[override]
        return self._latest.get(party_id, self._settled.get(party_id, 0)) or default

    def __contains__(self, party_id: object) -> bool:
        return isinstance(party_id, UUID) and self.get(party_id) > 0

    def __getitem__(self, party_id: UUID) -> int:
        if not (count := self.get(party_id)):
            raise KeyError(party_id)
        return count

    def __iter__(self) -> Iterator[UUID]:
        return (each for each, count in {**self._settled, **self._latest}.items() if count)

    def __len__(self) -> int:
        return sum(1 for _ in self)
