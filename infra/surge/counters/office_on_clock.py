"""The office as `madoguchi serve office` runs it, on the clock of a drill.

`python -m infra.surge.counters.office_on_clock`
"""

import os

from infra.cli.serve import serve_web
from infra.settings import load
from infra.surge.counters.day_clock import DayClock
from issuance.office.app import create_app
from issuance.office.settings import OfficeSettings


def main() -> None:
    settings = load("office", OfficeSettings, os.environ)
    serve_web(create_app(settings, clock=DayClock.told()), settings)


if __name__ == "__main__":
    main()
