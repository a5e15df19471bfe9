"""Locust: residents who are signed in look at the free times and book in one step (closed model).

Tickets (one a resident: session, form token, slot, key) come from a file that `infra.surge` made;
what the site acknowledged goes into a journal, which the auditor compares with the log.
"""

import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from locust import FastHttpUser, constant, constant_throughput, events, task
from locust.env import Environment
from locust.exception import StopUser

TICKETS: Final = Path(os.environ["SURGE_TICKETS"])
JOURNAL: Final = Path(os.environ["SURGE_JOURNAL"])
A_USER_A_SECOND: Final = float(os.environ.get("SURGE_PACE", "0"))
"""Journeys a second of each user; 0: as fast as answers come."""
TRIES: Final = 5
"""A phone whose request got no answer asks again, with the same key."""
BUSY: Final = frozenset({429, 503})


class Ledger:
    """The tickets of this process, and its own lines in the journal."""

    tickets: Iterator[str] = iter(())
    journal: Any = None


@events.init.add_listener
def open_files(environment: Environment, **_: object) -> None:
    """Each process of Locust takes every n-th ticket."""
    runner = environment.runner
    number = max(0, getattr(runner, "worker_index", 0))
    processes = int(os.environ.get("SURGE_PROCESSES", "1"))
    lines = TICKETS.open(encoding="ascii")
    Ledger.tickets = itertools.islice(lines, number, None, processes)
    Ledger.journal = JOURNAL.with_suffix(f".{number}").open("w", encoding="ascii", buffering=65_536)


@events.quitting.add_listener
def close_files(**_: object) -> None:
    if Ledger.journal is not None:
        Ledger.journal.close()


class Resident(FastHttpUser):
    """One after another, people with a ticket each."""

    wait_time = constant_throughput(A_USER_A_SECOND) if A_USER_A_SECOND else constant(0)
    network_timeout = 30.0
    connection_timeout = 30.0

    @task
    def look_and_book(self) -> None:
        line = next(Ledger.tickets, None)
        if line is None:
            raise StopUser
        notice, slot, key, session, token = line.split()
        self.client.get("/free?lang=ja", name="free times")
        form = f"_csrf_token={token}&slot={slot}&key={key}"
        outcome = self._book(form, f"draft={session}; form={token}")
        Ledger.journal.write(f"{notice} {slot} {key} {outcome} {time.time():.3f}\n")

    def _book(self, form: str, cookies: str) -> str:
        """What became of it: confirmed, taken, refused, or unknown when no answer ever came."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        for _ in range(TRIES):
            with self.client.post(
                "/book/now",
                data=form,
                headers=headers,
                allow_redirects=False,
                catch_response=True,
                name="book",
            ) as answer:
                if answer.status_code == 303 and answer.headers["location"] == "/book/done":
                    answer.success()
                    return "confirmed"
                if answer.status_code == 409:
                    answer.success()  # somebody was faster: an outcome, and no error
                    return "taken"
                if answer.status_code in BUSY:
                    answer.success()
                    time.sleep(float(answer.headers.get("retry-after", "1")))
                    continue
                answer.failure(f"status {answer.status_code}")
                if answer.status_code:
                    return "refused"
        return "unknown"
