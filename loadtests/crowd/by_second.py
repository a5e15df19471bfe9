"""Locust: how many were answered in each second, and how long they waited; beside any scenario.

Each generating process writes `seconds-N` into SURGE_FOLDER: one JSON line a second and kind of
request. Times are kept to two significant digits, so that several processes can be added up.
"""

import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from locust import events
from locust.env import Environment
from locust.runners import MasterRunner

from loadtests.crowd.here import FOLDER

_DIGITS: Final = 2


@dataclass
class Asked:
    """Requests of one name in one second; milliseconds, with how often each."""

    failures: int = 0
    times: defaultdict[float, int] = field(default_factory=lambda: defaultdict[float, int](int))


class BySecond:
    """Counts while the crowd is there; writes when it has gone."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._asked: defaultdict[tuple[int, str], Asked] = defaultdict(Asked)
        self._users: dict[int, int] = {}

    def note(
        self, name: str, response_time: float, exception: BaseException | None = None, **_: object
    ) -> None:
        second, runner = int(time.time()), self._environment.runner
        if second not in self._users:
            self._users[second] = runner.user_count if runner else 0
        asked = self._asked[second, name]
        asked.failures += exception is not None
        asked.times[float(f"{response_time:.{_DIGITS}g}")] += 1

    def write(self, **_: object) -> None:
        turn = getattr(self._environment.runner, "worker_index", 0)
        with (FOLDER / f"seconds-{turn}").open("w", encoding="utf-8") as file:
            for (second, name), asked in sorted(self._asked.items()):
                line = {"second": second, "name": name, "users": self._users[second]}
                line |= {"failures": asked.failures, "times": list(asked.times.items())}
                file.write(json.dumps(line) + "\n")


@events.test_start.add_listener
def begin(environment: Environment, **_: object) -> None:
    if isinstance(environment.runner, MasterRunner):
        return  # its workers count
    counting = BySecond(environment)
    environment.events.request.add_listener(counting.note)
    environment.events.quitting.add_listener(counting.write)
