"""`madoguchi capacity`: from this machine's curve to what another ward would take."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from booking_web.settings import BookingSettings
from infra.settings import SettingsError
from infra.surge.capacity.curve import Curve, NoCurveError, read_curve
from infra.surge.capacity.planning import Need, Wanted, needs
from infra.surge.capacity.telling import told_assumptions, told_check, told_formula

POOL: int = BookingSettings.pool_size
_WIDTH = 110
_BUSY = 0.6
"""Of a process's core, at its fastest: less, and it was the crowd that wanted no more."""


def show_capacity(measured: Path, wanted: Wanted) -> None:
    """Print it with its formulas, and how far the curve was right where it was checked.

    Raises:
        SettingsError: there is no curve, or none that this could be planned by.
    """
    try:
        curve = read_curve(measured)
        found = needs(curve, wanted)
    except NoCurveError as error:
        raise SettingsError(str(error)) from error
    console = Console(width=_WIDTH)
    console.print(_table(found, wanted))
    ends_early = _ends_early(curve, wanted.slowest_ms)
    for each in (*told_formula(curve), *told_assumptions(curve), *_checks(curve), *ends_early):
        click.echo(each)


def _table(found: list[Need], wanted: Wanted) -> Table:
    title = f"{wanted.residents:,} residents in {wanted.minutes:g} minutes"
    table = Table("what", "formula", "figure", title=title)
    for each in found:
        figure = f"{each.value:,.0f}" if each.value >= 100 else f"{each.value:.3g}"
        table.add_row(each.name, each.formula, f"{figure} {each.unit}")
    return table


def _checks(curve: Curve) -> list[str]:
    if not curve.checked:
        return ["Not checked at other rates yet: make capacity-check"]
    head = (
        "Checked by measurement at rates between; planned for disk and cores as they were when the"
        " curve was measured, predicted for these as they were at the check:"
    )
    return [head, *(f"  {told_check(each)}" for each in curve.checked)]


def _ends_early(curve: Curve, slowest_ms: float) -> list[str]:
    """Where more people would have brought more bookings, r is no limit of the site."""
    fastest = curve.fastest(slowest_ms)
    used = max(each.site_cores for each in curve.stages if each.a_second == fastest)
    if used >= _BUSY or any(each.a_second > fastest for each in curve.stages):
        return []
    told = (
        f"The curve ends before the site does: at {fastest:,.0f} a second a process used but"
        f" {used:.0%} of its core, so W is too many. Remedy: make capacity-curve, without --short"
    )
    return [told]
