"""What a drill cost in CPU, process by process, and what its crowd alone allows."""

import os
from typing import Final

from infra.surge.limits.limits import told
from infra.surge.report.words import Report
from infra.surge.rush import Run

_CPU: Final = ".cpu_seconds"
_CROWD: Final = "locust"


def spent(run: Run) -> list[tuple[str, float, float]]:
    """By process: CPU seconds, and milliseconds of it for each booking, if there is any."""
    found = {
        name.removesuffix(_CPU): used for name, used in run.figures.items() if name.endswith(_CPU)
    }
    return [(name, used, 1_000 * used / run.booked) for name, used in found.items() if run.booked]


def crowd_limit(report: Report) -> str:
    """What Locust leaves of these cores at best; nothing where people were not Locust's."""
    if f"{_CROWD}{_CPU}" not in report.run.figures:
        return ""
    if report.limits is None:
        return "What Locust itself costs here was not measured: python -m infra.surge.limits."
    return told(report.limits, os.cpu_count() or 1)
