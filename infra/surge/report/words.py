"""A drill in words and figures, as its report tells it."""

from dataclasses import dataclass
from typing import Final

from infra.surge.capacity.saturation import Saturation
from infra.surge.capacity.stages import Stage
from infra.surge.limits.limits import Limits
from infra.surge.report.history import Past
from infra.surge.rush import Run

_MODELS: Final = {
    "closed": "Closed model: somebody new comes when somebody was answered, so a slow site slows"
    " its crowd.",
    "open": "Open model: everybody comes at a moment of their own, however slow the site is.",
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that the page tells; `deed` is the kind of request that makes bookings."""

    run: Run
    deed: str
    passed: bool
    headline: str
    reasons: tuple[str, ...]
    advice: list[str]
    saturation: Saturation | None
    stages: list[Stage]
    limits: Limits | None
    past: list[Past]
    command: str


def tiles(report: Report) -> list[tuple[str, str]]:
    run = report.run
    made = run.counted.get(report.deed)
    a_second = made.a_second if made else 0.0
    broken = sum(not each.holds for each in run.findings)
    return [
        done(run),
        (f"“{report.deed}” a second", f"{a_second:,.0f}"),
        (f"p99 of “{report.deed}”", f"{made.p99:,.0f} ms" if made else "–"),
        ("Rules broken", f"{broken} of {len(run.findings)}"),
        *_headroom(report.saturation, a_second),
    ]


def done(run: Run) -> tuple[str, str]:
    """What came of the drill, with its number."""
    if served := run.outcomes.get("served", 0):
        return "Visits served", f"{served:,}"
    return "Bookings", f"{run.booked:,}"


def _headroom(found: Saturation | None, a_second: float) -> list[tuple[str, str]]:
    if found is None:
        return []
    return [
        ("Saturation", f"{found.a_second:,.0f} a second"),
        ("Headroom", f"{found.a_second / max(a_second, 0.01):.2f} ×"),
    ]


def scenario(run: Run) -> list[str]:
    drill, ward = run.drill, run.drill.ward
    if not drill.seconds:
        return [_says(run), _day(run)]
    behaviour = drill.people
    pace = f", {drill.pace:,g} visits a second" if drill.pace else ""
    people = (
        f"People: {behaviour.think_seconds:g} s of thought on a page, {behaviour.leave:.0%} go away"
        f" in the middle, {behaviour.reload:.0%} of pages opened twice, the same request again"
        f" after {behaviour.patience_seconds:g} s, {behaviour.tries} times at most."
    )
    crowd = (
        f"{drill.users:,} users for {drill.seconds:g} s at most, shape “{drill.shape}”{pace}; began"
        f" {run.began_at:%Y-%m-%d %H:%M} UTC. The ward: {ward.residents:,} residents who come,"
        f" {ward.slots:,} slots of {ward.places} places, {ward.booked:,} booked before."
    )
    return [_says(run), crowd, people]


def _says(run: Run) -> str:
    return f"{run.drill.says[0].upper()}{run.drill.says[1:]}. {_MODELS[run.drill.model]}"


def _day(run: Run) -> str:
    """Of a drill in which the office's people work, until all is done."""
    drill = run.drill
    return (
        f"{drill.users:,} stations and {drill.ward.residents:,} visitors, until the last has left;"
        f" the day's clock ran {drill.number('speed', 1):g} times as fast as ours. Began"
        f" {run.began_at:%Y-%m-%d %H:%M} UTC."
    )


def saturated(report: Report) -> str:
    found = report.saturation
    if found is None:
        return (
            "Not known: nobody looked long enough at the server's machine, and there is no curve."
        )
    return f"{found.a_second:,.0f} “{report.deed}” a second, {found.by}."
