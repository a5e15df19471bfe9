"""A curve's formula in words: its parts, how near it comes to its own points, what is inferred."""

from collections.abc import Iterator

from infra.surge.capacity.curve import Checked, Curve
from infra.surge.capacity.formula import Cost
from infra.surge.capacity.predicting import fit
from infra.surge.watching.observed import QUIET


def told_formula(curve: Curve) -> Iterator[str]:
    """With its numbers, and how far its own points lie from it."""
    formula = curve.formula
    flush, beside = formula.machine.flush_ms, formula.machine.beside_ms
    yield "The formula, λ bookings a second and F(λ) batches a second:"
    yield (
        f"  F(λ) = 1 / (t + e^(-λ·t) / λ), t = {flush:.1f} ms a flush of this disk"
        f" + {beside:.1f} ms beside it"
    )
    yield f"  s, cores of the site:   {_parts(formula.site, 'ms of CPU', 1_000)}"
    yield f"  p, cores of PostgreSQL: {_parts(formula.postgres, 'ms of CPU', 1_000)}"
    yield f"  b, bytes of WAL:        {_parts(formula.wal, 'bytes', 1)}"
    rates = ", ".join(f"{each.a_second:,.0f}" for each in curve.stages)
    yield f"Fitted to what was measured at {rates} a second, which took, beside what it says"
    yield "for as many batches as there were (flushes: beside F),"
    for name, off in fit(formula, curve.stages).items():
        yield f"  {name:<22} {' '.join(f'{each:+.0%}' for each in off)}"


def _parts(cost: Cost, unit: str, by: float) -> str:
    return (
        f"{cost.awake * by:,.4g} {unit} a second at rest, {cost.booking * by:,.4g} a booking,"
        f" {cost.batch * by:,.4g} a batch"
    )


def told_assumptions(curve: Curve) -> Iterator[str]:
    """What a plan of another size, or for another machine, rests on."""
    quiet = "" if curve.others < QUIET else f" It was not quiet: others used {curve.others} cores."
    yield (
        f"Measured: all of that, with one process of the site, on {curve.machine}, on"
        f" {curve.measured_at:%Y-%m-%d}, by version {curve.version}.{quiet}"
    )
    yield (
        "Inferred: that W processes each take what one takes; that all of them together store no"
        " more batches than one would, as a log is appended to by one at a time; that residents"
        " come evenly within the busiest minute (gusts make larger batches: cheaper, but slower)."
    )
    yield (
        "On another machine the formula has the same form and other numbers: calibrate there with"
        " make capacity-curve (3 minutes, nothing else running), check with make capacity-check."
    )


def told_check(each: Checked) -> str:
    return (
        f"{each.a_second:6,.0f} a second  {each.figure:<22} planned {each.planned:9,.3g}"
        f"  predicted {each.predicted:9,.3g}  measured {each.measured:9,.3g}  {each.off:+.0%}"
        f"  (told its batches: {each.known:,.3g})"
    )
