"""Locust's residents and pgbench turn about: what each of them reached in a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Final

from infra.bench.anchor import Anchor
from infra.bench.ratios import Figures, Ratio
from infra.peers.visits import Ours, Visits

SLOTS: Final = 2_000
"""As many as pgbench's table has."""
_OTHERS: Final = "cores that others used"


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """A crowd of one scenario against so many clients of pgbench.

    fastest: more bookings a second than will come; so many people are needed.
    """

    name: str
    scenario: str
    clients: int
    target: float
    fastest: int

    @property
    def anchor(self) -> str:
        return f"pgbench, {self.clients} client{'s' if self.clients > 1 else ''}"


PAIRINGS: Final = (
    Pairing(name="by form", scenario="form", clients=8, target=0.20, fastest=3_000),
    Pairing(name="page and form", scenario="one_step", clients=1, target=0.45, fastest=2_500),
)


class Turns:
    """A round is every pairing once."""

    def __init__(self, anchor: Anchor, crowds: Mapping[Pairing, Ours], seconds: int) -> None:
        self.figures = Figures()
        self._anchor, self._crowds, self._seconds = anchor, crowds, seconds

    def round(self, *, warming: bool) -> None:
        """Raises RuntimeError: a request of the crowd failed. *warming*: nothing is noted."""
        for pairing, crowd in self._crowds.items():
            before = self._pgbench(pairing)
            came = crowd.visit(crowd.house.processes)
            after = self._pgbench(pairing)
            if came.failures:
                raise RuntimeError(f"{pairing.name}: {came.failures} requests failed")
            if not warming:
                self._note(pairing, came, before, after)

    def _note(self, pairing: Pairing, came: Visits, before: float, after: float) -> None:
        self.figures.note(pairing.name, came.a_second)
        self.figures.note(pairing.anchor, mean((before, after)))
        self.figures.note(f"{pairing.anchor}: after / before", after / before)
        self.figures.note(_OTHERS, came.others)

    def ratios(self) -> dict[str, Ratio]:
        return {
            f"{each.name} / {each.anchor}": self.figures.ratio(
                each.name, each.anchor, target=each.target
            )
            for each in self._crowds
        }

    def _pgbench(self, pairing: Pairing) -> float:
        return self._anchor.rate(SLOTS, max(2, self._seconds // 4), pairing.clients)
