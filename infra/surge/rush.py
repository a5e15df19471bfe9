"""One drill from beginning to end: a house, its people, the audit, the figures."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from infra.surge.counting import SCENARIO, Counted, Failed, counted, failed
from infra.surge.crowd import crowd, require_locust
from infra.surge.evidence.kinds import EVIDENCE
from infra.surge.evidence.proof import Proof
from infra.surge.evidence.whole import crowd_whole, house_whole
from infra.surge.houses.houses import OpenHouse
from infra.surge.houses.kinds import HOUSES
from infra.surge.houses.site import last_words
from infra.surge.watching.batches import log_bytes, read_batches
from infra.surge.watching.figures import of_findings, of_outcomes, of_requests, of_samples
from infra.surge.watching.machine import Machine, machine
from infra.surge.watching.observed import Observed
from infra.surge.watching.sampling import Sample, sampling
from infra.surge.watching.server_side import ServerSide, watching
from infra.surge.watching.timeline import read_seconds
from loadtests.auditor import Finding, audit, read_journal
from loadtests.drills import Drill
from loadtests.journal import journals
from loadtests.thresholds import Judged, judged

CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one drill was, and everything it measured.

    drill: as it was planned. last_words: of the site's log. broken_off: why the crowd did not come
    to its end; empty where it did.
    """

    drill: Drill
    began_at: datetime
    counted: Mapping[str, Counted]
    outcomes: Mapping[str, int]
    findings: list[Finding]
    figures: Mapping[str, float]
    observed: Observed
    machine: Machine
    failed: Sequence[Failed] = ()
    last_words: str = ""
    broken_off: str = ""

    @property
    def booked(self) -> int:
        return self.outcomes.get(CONFIRMED, 0)

    @property
    def judged(self) -> list[Judged]:
        return [judged(each, self.figures) for each in self.drill.thresholds]


async def run_drill(drill: Drill, folder: Path) -> Run:
    """Raises RuntimeError: the site did not start, or there is no Locust."""
    _require_known(drill)
    require_locust()
    click.echo(
        f"… {drill.name}: a ward of {drill.ward.residents:,} people, {drill.ward.slots:,} slots"
    )
    async with HOUSES[drill.house](drill, folder) as house:
        click.echo(f"… {drill.users:,} users for {drill.seconds:g} s at most ({drill.model} model)")
        began_at = datetime.now(UTC)
        size = await log_bytes(house.booking.dsn)
        async with watching(house.booking.dsn, house.url, drill.seconds) as seen:
            samples, broken_off = await asyncio.to_thread(_let_them_come, house, folder)
        observed = await _observed(house, folder, samples, seen, size)
        click.echo(f"… {broken_off}" if broken_off else "… audit")
        run = await look_back(house, folder, began_at, observed, broken_off)
        return replace(run, drill=drill)


def _require_known(drill: Drill) -> None:
    """Before anything is seeded. Raises RuntimeError."""
    if drill.house not in HOUSES:
        raise RuntimeError(f"no house {drill.house}; there are: {', '.join(HOUSES)}")
    for each in drill.evidence:
        if each not in EVIDENCE:
            raise RuntimeError(f"no evidence {each}; there are: {', '.join(EVIDENCE)}")


async def _observed(
    house: OpenHouse, folder: Path, samples: list[Sample], seen: ServerSide, size: int
) -> Observed:
    """*size*: of the log before people came."""
    seconds, came_at = read_seconds(folder)
    return Observed(
        seconds=seconds,
        came_at=came_at or next((each.at for each in seen.looks), 0.0),
        samples=samples,
        looks=seen.looks,
        waits=seen.waits,
        batches=await read_batches(house.booking.dsn, house.since),
        log_bytes=await log_bytes(house.booking.dsn) - size,
    )


def _let_them_come(house: OpenHouse, folder: Path) -> tuple[list[Sample], str]:
    """What was seen, and why it ended too early, if it did."""
    with crowd(house.url, house.drill, folder) as people:
        with sampling({**house.processes, "locust": people.pid}) as samples:
            broken_off = people.broken_off()
        return samples, broken_off


async def look_back(
    house: OpenHouse, folder: Path, began_at: datetime, observed: Observed, broken_off: str = ""
) -> Run:
    """Audit, evidence, and all figures of a drill that is over.

    Of one that was *broken_off* the last pages of the journals are lost: the log alone is audited.
    """
    told = [line for path in journals(folder) for line in read_journal(path)]
    proven = () if broken_off else house.drill.evidence
    proofs = [await EVIDENCE[name](house, folder) for name in proven]
    clients = ((), None) if broken_off else (told, house.since)
    findings = [
        *crowd_whole(folder),
        *house_whole(house.processes, observed.looks),
        *await audit(house.booking.dsn, *clients),
        *(each for proof in proofs for each in proof.findings),
    ]
    outcomes, requests = Counter(each.outcome for each in told), counted(folder)
    failures = failed(folder)
    fell = sum(each.times for each in failures if each.name == SCENARIO)
    return Run(
        drill=house.drill,
        began_at=began_at,
        counted=requests,
        outcomes=outcomes,
        findings=findings,
        observed=observed,
        machine=await machine(house.booking.dsn),
        failed=failures,
        last_words=last_words(folder),
        broken_off=broken_off,
        figures={
            **of_requests(requests, fell),
            **of_outcomes(outcomes),
            **of_findings(findings),
            **of_samples(observed.samples, outcomes[CONFIRMED]),
            **_proven(proofs),
        },
    )


def _proven(proofs: list[Proof]) -> dict[str, float]:
    return {name: value for proof in proofs for name, value in proof.figures.items()}
