"""Limits as a person writes them: `confirm.p95 <= 800`, `busy.p99 <= 2 * quiet.p99`.

On both sides stand figures by name, or a number on the right. A figure that was not measured makes
its limit broken: a threshold that judges nothing must not pass. Outcomes that nobody had are 0,
but only those that somebody could have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loadtests.journal import OUTCOMES as POSSIBLE

_LIMIT: Final = re.compile(
    r"(?P<left>.+?)\s*(?P<sign><=|>=)\s*(?:(?P<factor>[\d._]+)\s*\*\s*)?(?P<right>.+)"
)
OUTCOMES: Final = "outcomes."


class ThresholdError(Exception):
    """The text is no limit, or one on an outcome that nobody can have."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One limit, and what was measured; None: it was not."""

    limit: str
    measured: float | None
    allowed: float | None
    holds: bool


def judged(limit: str, figures: Mapping[str, float]) -> Judged:
    """Raises ThresholdError."""
    found = _parts(limit)
    measured, right = _value(found["left"], figures), _value(found["right"], figures)
    allowed = None if right is None else float(found["factor"] or 1) * right
    if measured is None or allowed is None:
        return Judged(limit=limit, measured=measured, allowed=allowed, holds=False)
    holds = measured <= allowed if found["sign"] == "<=" else measured >= allowed
    return Judged(limit=limit, measured=measured, allowed=allowed, holds=holds)


def require_limit(limit: str) -> None:
    """What can be known before a drill. Raises ThresholdError."""
    found = _parts(limit)
    for name in (found["left"].strip(), found["right"].strip()):
        outcome = name.removeprefix(OUTCOMES)
        if outcome != name and outcome not in POSSIBLE:
            known = ", ".join(POSSIBLE)
            raise ThresholdError(f"{limit!r}: nobody can be {outcome!r}; outcomes are: {known}")


def _parts(limit: str) -> re.Match[str]:
    found = _LIMIT.fullmatch(limit.strip())
    if found is None:
        raise ThresholdError(f"not a limit: {limit!r}; write for example `confirm.p95 <= 800`")
    return found


def _value(name: str, figures: Mapping[str, float]) -> float | None:
    name = name.strip()
    try:
        return float(name)
    except ValueError:
        return figures.get(name, 0.0 if name.startswith(OUTCOMES) else None)
