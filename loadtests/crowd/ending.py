"""Locust's last word: all figures as they stand at the very end, and why the drill ended.

Locust's own `--csv` is written once a second, so that what came in the last one is not in it. The
files have the same form: `locust_stats.csv`, `locust_failures.csv`, `locust_exceptions.csv`; beside
them stands `ended`, which is empty where nobody but somebody outside ended the drill.
"""

import csv

from locust import events
from locust.env import Environment
from locust.runners import WorkerRunner
from locust.stats import PERCENTILES_TO_REPORT, StatsCSV

from loadtests.crowd.here import FOLDER
from loadtests.crowd.shapes import ended_by


@events.quitting.add_listener
def sum_up(environment: Environment, **_: object) -> None:
    if isinstance(environment.runner, WorkerRunner):
        return  # its master has the sum of all
    told = StatsCSV(environment, PERCENTILES_TO_REPORT)
    kinds = {
        "stats": told.requests_csv,
        "failures": told.failures_csv,
        "exceptions": told.exceptions_csv,
    }
    for kind, write in kinds.items():
        with (FOLDER / f"locust_{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            write(csv.writer(file))
    (FOLDER / "ended").write_text(ended_by(environment.shape_class), encoding="ascii")
