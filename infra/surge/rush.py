"""One drill from beginning to end: a house, its people, the audit, the figures."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from infra.surge.crowd import Counted, counted, crowd
from infra.surge.evidence import EVIDENCE, Proof
from infra.surge.figures import of_findings, of_outcomes, of_requests, of_samples
from infra.surge.houses import HOUSES, OpenHouse
from infra.surge.sampling import Sample, sampling
from loadtests.auditor import Finding, audit, read_journal
from loadtests.drills import Drill
from loadtests.journal import journals
from loadtests.thresholds import Judged, judged

CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one drill was, and everything it measured."""

    drill: Drill
    began_at: datetime
    counted: Mapping[str, Counted]
    outcomes: Mapping[str, int]
    findings: list[Finding]
    samples: list[Sample]
    figures: Mapping[str, float]

    @property
    def booked(self) -> int:
        return self.outcomes.get(CONFIRMED, 0)

    @property
    def judged(self) -> list[Judged]:
        return [judged(each, self.figures) for each in self.drill.thresholds]


async def run_drill(drill: Drill, folder: Path) -> Run:
    """Raises RuntimeError: the site or Locust did not start."""
    click.echo(
        f"… {drill.name}: a ward of {drill.ward.residents:,} people, {drill.ward.slots:,} slots"
    )
    async with HOUSES[drill.house](drill, folder) as house:
        click.echo(f"… {drill.users:,} users for {drill.seconds:g} s at most ({drill.model} model)")
        began_at = datetime.now(UTC)
        samples = await asyncio.to_thread(_let_them_come, house, folder)
        click.echo("… audit")
        return await _look_back(house, folder, began_at, samples)


def _let_them_come(house: OpenHouse, folder: Path) -> list[Sample]:
    with crowd(house.url, house.drill, folder) as people:
        with sampling({**house.processes, "locust": people.pid}) as samples:
            people.wait()
        return samples


async def _look_back(
    house: OpenHouse, folder: Path, began_at: datetime, samples: list[Sample]
) -> Run:
    told = [line for path in journals(folder) for line in read_journal(path)]
    proofs = [await EVIDENCE[name](house, folder) for name in house.drill.evidence]
    findings = [
        *await audit(house.booking.dsn, told, house.since),
        *(each for proof in proofs for each in proof.findings),
    ]
    outcomes, requests = Counter(each.outcome for each in told), counted(folder)
    return Run(
        drill=house.drill,
        began_at=began_at,
        counted=requests,
        outcomes=outcomes,
        findings=findings,
        samples=samples,
        figures={
            **of_requests(requests),
            **of_outcomes(outcomes),
            **of_findings(findings),
            **of_samples(samples, outcomes[CONFIRMED]),
            **_proven(proofs),
        },
    )


def _proven(proofs: list[Proof]) -> dict[str, float]:
    return {name: value for proof in proofs for name, value in proof.figures.items()}
