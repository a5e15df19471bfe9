"""The charts of a report: what the crowd saw, what the server did, how it went before."""

from collections.abc import Sequence
from typing import Final

from infra.surge.report.charts import Chart, Line
from infra.surge.report.history import Past
from infra.surge.watching.batches import Batches
from infra.surge.watching.observed import OTHERS, Observed, Stretch
from infra.surge.watching.timeline import Second
from loadtests.thresholds import Judged

_SECOND: Final = "Second"
_MOST_LINES: Final = 4


def crowd_charts(seconds: Sequence[Second], deed: str, limits: Sequence[Judged]) -> list[Chart]:
    """Throughput of all requests and latency of the *deed*, with the drill's limits of it."""
    return [_throughput(seconds, deed, limits), _latency(seconds, deed, limits)]


def _throughput(seconds: Sequence[Second], deed: str, limits: Sequence[Judged]) -> Chart:
    names = {name for each in seconds for name in each.kinds}
    totals = {name: sum(each.answers(name) for each in seconds) for name in names}
    shown = sorted(totals, key=lambda name: -totals[name])[:_MOST_LINES]
    return Chart(
        name="throughput",
        title="Answers in each second",
        told=f"By kind of request, over {len(seconds)} seconds; higher is better.",
        below=_SECOND,
        places=[str(each.at) for each in seconds],
        lines=[Line(name=name, values=[each.answers(name) for each in seconds]) for name in shown],
        target=_limit(limits, f"{deed}.a_second"),
    )


def _latency(seconds: Sequence[Second], deed: str, limits: Sequence[Judged]) -> Chart:
    asked = [each.kinds.get(deed) for each in seconds]
    return Chart(
        name="latency",
        title=f"How long “{deed}” took, milliseconds",
        told="So long or less for half, 95 and 99 of 100 of each second; lower is better.",
        below=_SECOND,
        places=[str(each.at) for each in seconds],
        lines=[
            Line(name="p50", values=[each.p50 if each else None for each in asked]),
            Line(name="p95", values=[each.p95 if each else None for each in asked]),
            Line(name="p99", values=[each.p99 if each else None for each in asked]),
        ],
        target=_limit(limits, f"{deed}.p99"),
    )


def server_charts(observed: Observed) -> list[Chart]:
    """Cores, who waits at the desk (where there is one), flushes, and the sizes of batches."""
    stretches = observed.each_second()
    waiting = [each.waiting for each in observed.looks[1:]]
    flushes = [round(each.flushes, 2) for _, each in stretches]
    queue = Chart(
        name="queue",
        title="Requests that waited at the desk",
        told="Looked at once a second.",
        below=_SECOND,
        places=[each for each, _ in stretches],
        lines=[Line(name="waiting", values=waiting)],
    )
    return [
        _cores(stretches),
        *([queue] if any(each is not None for each in waiting) else []),
        Chart(
            name="flushes",
            title="Flushes of PostgreSQL’s log a second",
            told="Each is a wait for the disk, and stores a whole batch.",
            below=_SECOND,
            places=[each for each, _ in stretches],
            lines=[Line(name="flushes", values=flushes)],
        ),
        *([_batches(observed.batches)] if observed.batches.count else []),
    ]


def _cores(stretches: Sequence[tuple[str, Stretch]]) -> Chart:
    seen = {part: None for _, each in stretches for part in each.cores if part != OTHERS}
    parts = [*seen, OTHERS]
    return Chart(
        name="cores",
        title="Cores in use",
        told=f"By process; “{OTHERS}” do not belong to the drill, near 0 on a quiet machine.",
        below=_SECOND,
        places=[each for each, _ in stretches],
        lines=[
            Line(name=part, values=[round(each.cores.get(part, 0.0), 2) for _, each in stretches])
            for part in parts
        ],
    )


def _batches(batches: Batches) -> Chart:
    return Chart(
        name="batches",
        title="Batches by how many bookings were in one",
        told="One batch is one transaction; larger ones when more people wait.",
        below="Bookings",
        places=[each for each, _ in batches.steps],
        lines=[Line(name="batches", values=[each for _, each in batches.steps])],
    )


def history_chart(past: Sequence[Past], deed: str) -> Chart:
    """Of the same drill on the same machine, oldest first."""
    return Chart(
        name="history",
        title=f"“{deed}” a second, run after run",
        told=f"{len(past)} runs by the same plan (users, seconds, ward …), oldest first; the last"
        f" one is this. {OTHERS}: cores that did not belong to the drill.",
        below="Run (UTC)",
        places=[f"{each.began_at:%m-%d %H:%M}" for each in past],
        lines=[Line(name=f"“{deed}” a second", values=[round(each.a_second) for each in past])],
        beside=[
            Line(name="p99, ms", values=[each.p99 for each in past]),
            Line(name=OTHERS, values=[each.others for each in past]),
        ],
    )


def _limit(limits: Sequence[Judged], figure: str) -> tuple[float, str] | None:
    """The drill's own limit of that figure, if it has one."""
    found = (each for each in limits if each.limit.startswith(f"{figure} "))
    return next(((each.allowed, each.limit) for each in found if each.allowed), None)
