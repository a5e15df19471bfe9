"""What to do next about a drill that failed: by what failed, and what was busy meanwhile."""

import os
from collections.abc import Sequence
from typing import Final

from infra.surge.evidence.whole import WHOLE
from infra.surge.rush import Run
from infra.surge.watching.figures import ALL
from infra.surge.watching.observed import OTHERS, QUIET, SITE
from loadtests.thresholds import Judged

_BUSY: Final = 0.85
"""Of a core, or of all: there is no more to be had."""
_CROWD: Final = "locust"
_BROKEN: Final = (
    "A rule is broken: that is a fault (or a lost journal), never a slow machine. The table of"
    " rules gives ids and positions. Open no campaign before it is understood."
)
_COUNTS: Final = ("outcomes.", "failures", "requests")
"""Limits that no faster machine would keep."""


def advice(run: Run) -> list[str]:
    """Nothing for a drill that passed."""
    missed = [each for each in run.judged if not each.holds]
    return [*_whole(run), *_rules(run), *_failures(run), *_names(run, missed), *_pace(run, missed)]


def _whole(run: Run) -> list[str]:
    if any(each.name in WHOLE and not each.holds for each in run.findings):
        return ["The drill was not whole, so its figures are not the site’s: run it again."]
    return []


def _rules(run: Run) -> list[str]:
    if any(each.name not in WHOLE and not each.holds for each in run.findings):
        return [_BROKEN]
    return []


def _failures(run: Run) -> list[str]:
    if run.failed:
        return ["“What went wrong” names every failed request; the site’s last words are there."]
    return []


def _names(run: Run, missed: Sequence[Judged]) -> list[str]:
    lost = [each.limit for each in missed if each.measured is None or each.allowed is None]
    if not lost:
        return []
    names = (name for name, each in run.counted.items() if each.requests and name != ALL)
    asked = ", ".join(names) or "nothing"
    return [f"{lost[0]}: is the name right, and did anybody ask? Asked for was: {asked}."]


def _pace(run: Run, missed: Sequence[Judged]) -> list[str]:
    """Where more speed could come from."""
    slow = [each for each in missed if each.measured and not each.limit.startswith(_COUNTS)]
    cores = run.observed.rush.cores
    if not slow or not cores:
        return []
    if cores.get(OTHERS, 0.0) >= QUIET:
        return [f"Others used {cores[OTHERS]:.2f} cores: run it again on a quiet machine first."]
    return [_bottleneck({name: used for name, used in cores.items() if name != OTHERS})]


def _bottleneck(cores: dict[str, float]) -> str:
    every = os.cpu_count() or 1
    sites = [used for name, used in cores.items() if name.split("-")[0] == SITE]
    busy = ", ".join(f"{name} {used:.2f}" for name, used in cores.items())
    told = f"Cores in use: {busy}, of {every}. "
    if cores.get(_CROWD, 0.0) >= _BUSY:
        return told + "Locust itself was the limit: --set processes=2, or machines of its own."
    if sum(cores.values()) >= _BUSY * every:
        return (
            told + "All were busy, the crowd’s among them: let it come from another machine"
            " (README, “A drill across machines”), or make pages cheaper"
            " (python -m infra.surge.page_costs)."
        )
    if sites and min(sites) >= _BUSY:
        return told + "The site had no more to give: --set site_processes, a core each."
    return told + "None was the limit: look at the desk’s queue and PostgreSQL’s waits."
