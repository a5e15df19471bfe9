"""Everything that a drill measured, as numbers by name: what thresholds and reports speak of.

From Locust: `NAME.requests .failures .a_second .p50 .p95 .p99 .most` for each name of a request
(without times where nobody asked), `pages.p95` and `pages.p99` for the slowest kind of page,
`requests` and `failures` of all, where a scenario that fell over is a failure too. From the
journal: `outcomes.NAME`. From the auditor: `broken`. From /proc: `PROCESS.cpu_seconds`,
`.memory_mb` (the most), `.memory_mb_an_hour` (how fast it grew in the second half), and
`PROCESS.cpu_ms_a_booking`. From evidence: whatever it gives.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from statistics import linear_regression
from typing import Final

from infra.surge.counting import Counted
from infra.surge.watching.sampling import Sample
from loadtests.auditor import Finding
from loadtests.thresholds import OUTCOMES

_COUNTS: Final = ("requests", "failures", "a_second")
_TIMES: Final = ("p50", "p95", "p99", "most")
_AN_HOUR: Final = 3_600
ALL: Final = "Aggregated"


def of_requests(counted: Mapping[str, Counted], exceptions: int = 0) -> dict[str, float]:
    found = {
        f"{name}.{figure}": float(getattr(each, figure))
        for name, each in counted.items()
        for figure in (*_COUNTS, *(_TIMES if each.requests else ()))
    }
    pages = [each for each in counted.values() if each.method == "GET" and each.requests]
    for figure in ("p95", "p99") if pages else ():
        found[f"pages.{figure}"] = max(getattr(each, figure) for each in pages)
    kinds = [each for name, each in counted.items() if name != ALL]
    found["requests"] = float(sum(each.requests for each in kinds))
    found["failures"] = float(sum(each.failures for each in kinds) + exceptions)
    return found


def of_outcomes(outcomes: Mapping[str, int]) -> dict[str, float]:
    return {f"{OUTCOMES}{name}": float(count) for name, count in outcomes.items()}


def of_findings(findings: Iterable[Finding]) -> dict[str, float]:
    return {"broken": float(sum(each.broken for each in findings))}


def of_samples(samples: Iterable[Sample], booked: int) -> dict[str, float]:
    found: dict[str, float] = {}
    ordered = sorted(samples, key=lambda each: (each.process, each.at))
    for name, group in groupby(ordered, key=lambda each: each.process):
        told = list(group)
        cpu = told[-1].cpu_seconds - told[0].cpu_seconds
        found[f"{name}.cpu_seconds"] = cpu
        found[f"{name}.memory_mb"] = max(each.memory_mb for each in told)
        found[f"{name}.memory_mb_an_hour"] = growth(told[len(told) // 2 :])
        if booked:
            found[f"{name}.cpu_ms_a_booking"] = 1_000 * cpu / booked
    return found


def growth(samples: Sequence[Sample]) -> float:
    """MB an hour: the slope of the line through all samples."""
    if len(samples) < 3:
        return 0.0
    line = linear_regression([each.at for each in samples], [each.memory_mb for each in samples])
    return line.slope * _AN_HOUR
