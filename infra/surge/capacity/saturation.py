"""At what rate the site has no more to give, and how far from it a drill was.

Where people became more while the drill ran, the point is read from the measured curve: the rate
from which on more people brought no more bookings. Else from the law of utilisation, U = X · D: by
what the drill used at the measured rate, the rate at which it would use up a resource alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from infra.surge.capacity.stages import Stage
from infra.surge.watching.observed import OTHERS, SITE

_A_CURVE: Final = 3
"""Stages at least."""
_NO_MORE: Final = 1.05
"""The knee: the first stage that reaches the most but for so much."""


@dataclass(frozen=True, kw_only=True)
class Saturation:
    """`by`: how it was found, in words."""

    a_second: float
    by: str


def saturation(
    curve: Sequence[Stage], a_second: float, cores: Mapping[str, float], all_cores: int
) -> Saturation | None:
    """*a_second* was measured with so many *cores* in use by process, of *all_cores*.

    None: nobody looked at the cores, and there is no curve.
    """
    if len(curve) >= _A_CURVE:
        return _of_curve(curve)
    if not cores:
        return None
    drill = sum(each for name, each in cores.items() if name != OTHERS)
    used = {
        "the one core of the site's process": cores.get(SITE, 0.0),
        f"the machine's {all_cores} cores": drill / all_cores,
    }
    by, share = max(used.items(), key=lambda each: each[1])
    return Saturation(
        a_second=a_second / max(share, 0.01),
        by=f"by the law of utilisation: at {a_second:,.0f} a second the drill used {share:.0%} of"
        f" {by}",
    )


def _of_curve(curve: Sequence[Stage]) -> Saturation:
    most = max(curve, key=lambda each: each.a_second)
    knee = next(each for each in curve if each.a_second * _NO_MORE >= most.a_second)
    if knee is curve[-1]:
        by = f"measured at the last stage, {knee.users} people; more were not tried"
    else:
        by = f"measured in stages: more people than {knee.users} brought no more bookings"
    return Saturation(a_second=most.a_second, by=by)
