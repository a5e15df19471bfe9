"""The charts of a report: what the crowd saw, what the server did, how it went before."""

from collections.abc import Mapping, Sequence
from typing import Final

from infra.surge.charts import Chart, Line
from infra.surge.history import Past
from infra.surge.observed import OTHERS, Observed
from infra.surge.timeline import Second
from loadtests.thresholds import Judged

_SECOND: Final = "Second"
_MOST_LINES: Final = 4


def crowd_charts(seconds: Sequence[Second], deed: str, limits: Sequence[Judged]) -> list[Chart]:
    """Throughput of all requests and latency of the *deed*, with the drill's limits of it."""
    places = [str(each.at) for each in seconds]
    totals = {name: sum(each.answers(name) for each in seconds) for name in _names(seconds)}
    shown = sorted(totals, key=lambda name: -totals[name])[:_MOST_LINES]
    deeds = [each.kinds.get(deed) for each in seconds]
    waits: Mapping[str, list[float | None]] = {
        "p50": [each.p50 if each else None for each in deeds],
        "p95": [each.p95 if each else None for each in deeds],
        "p99": [each.p99 if each else None for each in deeds],
    }
    return [
        Chart(
            name="throughput",
            title="Answers in each second",
            told=f"By kind of request, over {len(seconds)} seconds; higher is better.",
            below=_SECOND,
            places=places,
            lines=[
                Line(name=name, values=[each.answers(name) for each in seconds]) for name in shown
            ],
            target=_limit(limits, f"{deed}.a_second"),
        ),
        Chart(
            name="latency",
            title=f"How long “{deed}” took, milliseconds",
            told="So long or less for half, 95 and 99 of 100 of each second; lower is better.",
            below=_SECOND,
            places=places,
            lines=[Line(name=name, values=values) for name, values in waits.items()],
            target=_limit(limits, f"{deed}.p99"),
        ),
    ]


def server_charts(observed: Observed) -> list[Chart]:
    """Cores, who waits at the desk, flushes, and the sizes of batches."""
    stretches = observed.each_second()
    places = [each for each, _ in stretches]
    parts = [*(each for each in observed.rush.cores if each != OTHERS), OTHERS]
    sizes = observed.batches.steps
    return [
        Chart(
            name="cores",
            title="Cores in use",
            told=f"By process; “{OTHERS}” do not belong to the drill and are near 0 on a quiet"
            " machine.",
            below=_SECOND,
            places=places,
            lines=[
                Line(name=part, values=[_short(each.cores.get(part)) for _, each in stretches])
                for part in parts
            ],
        ),
        Chart(
            name="queue",
            title="Requests that waited at the desk",
            told="Looked at once a second.",
            below=_SECOND,
            places=places,
            lines=[Line(name="waiting", values=[each.waiting for each in observed.looks[1:]])],
        ),
        Chart(
            name="flushes",
            title="Flushes of PostgreSQL’s log a second",
            told="Each is a wait for the disk, and stores a whole batch.",
            below=_SECOND,
            places=places,
            lines=[Line(name="flushes", values=[_short(each.flushes) for _, each in stretches])],
        ),
        Chart(
            name="batches",
            title="Batches by how many bookings were in one",
            told="One batch is one transaction; larger ones when more people wait.",
            below="Bookings",
            places=[each for each, _ in sizes],
            lines=[Line(name="batches", values=[each for _, each in sizes])],
        ),
    ]


def history_chart(past: Sequence[Past]) -> Chart:
    """Of the same drill on the same machine, oldest first."""
    return Chart(
        name="history",
        title="Bookings a second, run after run",
        told=f"{len(past)} runs, oldest first; the last one is this. {OTHERS}: cores that did not"
        " belong to the drill.",
        below="Run (UTC)",
        places=[f"{each.began_at:%m-%d %H:%M}" for each in past],
        lines=[Line(name="bookings a second", values=[round(each.a_second) for each in past])],
        beside=[
            Line(name="p99, ms", values=[each.p99 for each in past]),
            Line(name=OTHERS, values=[each.others for each in past]),
        ],
    )


def _names(seconds: Sequence[Second]) -> set[str]:
    return {name for each in seconds for name in each.kinds}


def _limit(limits: Sequence[Judged], figure: str) -> tuple[float, str] | None:
    """The drill's own limit of that figure, if it has one."""
    found = (each for each in limits if each.limit.startswith(f"{figure} "))
    return next(((each.allowed, each.limit) for each in found if each.allowed), None)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
