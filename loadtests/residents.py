"""Locust: residents who are signed in look at the free times and book in one step (closed model).

Tickets (one a resident: session, form token, slot, key) come from a file that `infra.surge` made;
what the site acknowledged goes into a journal, which the auditor compares with the log.
"""

import os
import time
from pathlib import Path
from typing import Final

from locust import FastHttpUser, constant, constant_throughput, events, task
from locust.exception import StopUser

TICKETS: Final = Path(os.environ["SURGE_TICKETS"])
JOURNAL: Final = Path(os.environ["SURGE_JOURNAL"])
A_USER_A_SECOND: Final = float(os.environ.get("SURGE_PACE", "0"))
"""Journeys a second of each user; 0: as fast as answers come."""
TRIES: Final = 5
"""A phone whose request got no answer asks again, with the same key."""
BUSY: Final = frozenset({429, 503})


tickets = TICKETS.open(encoding="ascii")
journal = JOURNAL.open("w", encoding="ascii", buffering=65_536)


@events.quitting.add_listener
def close_files(**_: object) -> None:
    tickets.close()
    journal.close()


def _told(next_page: str) -> str:
    """Where the site leads next says what became of it; somebody faster is no error."""
    if next_page == "/book/done":
        return "confirmed"
    return "taken" if next_page.startswith(("/book/time/", "/book/day")) else ""


class Resident(FastHttpUser):
    """One after another, people with a ticket each."""

    wait_time = constant_throughput(A_USER_A_SECOND) if A_USER_A_SECOND else constant(0)
    network_timeout = 30.0
    connection_timeout = 30.0

    @task
    def look_and_book(self) -> None:
        line = next(tickets, None)
        if line is None:
            raise StopUser
        notice, slot, key, session, token = line.split()
        self.client.get("/free?lang=ja", name="free times")
        form = f"_csrf_token={token}&slot={slot}&key={key}"
        outcome = self._book(form, f"draft={session}; form={token}")
        journal.write(f"{notice} {slot} {key} {outcome} {time.time():.3f}\n")

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
                if told := _told(answer.headers.get("location", "")):
                    answer.success()
                    return told
                if answer.status_code in BUSY:
                    answer.success()
                    time.sleep(float(answer.headers.get("retry-after", "1")))
                    continue
                answer.failure(f"status {answer.status_code}")
                if answer.status_code:
                    return "refused"
        return "unknown"
