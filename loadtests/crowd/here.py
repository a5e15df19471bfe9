"""This process's part of the crowd: its share of the people, and its journal.

`SURGE_FOLDER` holds the drill and the people, as `infra.surge` (or `infra.surge.staging seed`)
wrote them; journals go there too. Several processes share people by turns: the n-th of m takes
every m-th, so none is shared (on other machines: `--expect-workers m` for each of them).
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from locust import events
from locust.env import Environment
from locust.exception import StopUser
from locust.runners import MasterRunner, WorkerRunner

from loadtests.drills import read_drill
from loadtests.hosts import ForeignHostError, require_allowed
from loadtests.journal import Journal

FOLDER: Final = Path(os.environ["SURGE_FOLDER"])
DRILL: Final = read_drill(FOLDER / "drill.json")
Person = Mapping[str, str]


class _Here:
    """Set when the test starts: only then a process knows the how-manieth it is."""

    journal: Journal
    began: float = 0.0
    turn: int = 0
    processes: int = 1
    people: dict[str, Iterator[Person]]


_here: Final = _Here()


@events.init.add_listener
def look_at_host(environment: Environment, **_: object) -> None:
    """Before anybody is let come; a worker hears only later where its people are to go."""
    if not isinstance(environment.runner, WorkerRunner):
        _end_unless_allowed(environment.host or "")


def _end_unless_allowed(host: str) -> None:
    """Ends this process: Locust would report any other exception of ours, and go on."""
    try:
        require_allowed(host, os.environ)
    except ForeignHostError as error:
        sys.exit(f"Nobody was sent: {error}")


@events.test_start.add_listener
def begin(environment: Environment, **_: object) -> None:
    _end_unless_allowed(environment.host or "")
    runner, options = environment.runner, environment.parsed_options
    if isinstance(runner, MasterRunner):
        return
    if options is not None:
        _here.processes = max(1, options.processes or 0, options.expect_workers or 0)
    opens_at, opens_after = DRILL.number("opens_at"), DRILL.number("opens_after")
    _here.began = opens_at - opens_after if opens_at else time.time()
    _here.turn = getattr(runner, "worker_index", 0)
    _here.journal = Journal(FOLDER, _here.turn)
    _here.people = {}


@events.quitting.add_listener
def end(**_: object) -> None:
    if hasattr(_here, "journal"):
        _here.journal.close()


def began() -> float:
    """When the drill began, for all processes: moments of coming are counted from there."""
    return _here.began


def journal() -> Journal:
    return _here.journal


def coming(kind: str = "residents") -> Person:
    """The next one of a file of people; ends the Locust user when all have come."""
    if kind not in _here.people:
        _here.people[kind] = islice(_read(kind), _here.turn, None, _here.processes)
    person = next(_here.people[kind], None)
    if person is None:
        raise StopUser
    return person


def _read(kind: str) -> Iterator[Person]:
    with (FOLDER / kind).open(encoding="ascii") as lines:
        columns = next(lines).split()
        for line in lines:
            yield dict(zip(columns, line.split(), strict=True))
