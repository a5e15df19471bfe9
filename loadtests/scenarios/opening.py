"""An opening at nine: everybody comes within a minute, waits, and books if there is a place.

Who is there before takes part in the draw. Meanwhile others read the booking they have, and
somebody keeps what is published of the draw.
"""

import re
import time
from typing import Final

from locust import FastHttpUser, constant, task

from loadtests.crowd import DRILL, Person, Phone, Resident, journal
from loadtests.pages import Page
from loadtests.scenarios.journeys import arrive, book, signed

_TICKET: Final = re.compile(rb"<code>([0-9a-f-]{36})</code>")
_OPENS_AT: Final = DRILL.number("opens_at")


class Early(Resident):
    """Comes when the others come, and waits as the page says."""

    def visit(self, person: Person, phone: Phone) -> None:
        _wait(phone, phone.open("/", "first page"))
        if arrive(person, phone):
            book(person, phone)


class Reader(Resident):
    """Has an appointment and looks at it; is never held up by the crowd."""

    kind = "booked"
    once = False
    fixed_count = round(DRILL.number("readers"))
    wait_time = constant(1)

    def visit(self, person: Person, phone: Phone) -> None:
        form = signed(phone.open("/mine/in", f"{_phase()} number"), person)
        phone.send("/mine/in", form, f"{_phase()} sign in")
        for _ in range(5):
            phone.open("/mine", f"{_phase()} my booking")


class Notary(FastHttpUser):
    """Keeps what the public can see of the draw."""

    fixed_count = 1
    wait_time = constant(5)

    @task
    def look(self) -> None:
        phone = Phone(self.client, DRILL.people)
        seen = phone.open("/waiting-room/draw", "the draw", fine=frozenset({404}))
        if seen.status == 200:
            journal().note("draw", seen.html.decode().replace(" ", "_"))


def _wait(phone: Phone, page: Page) -> None:
    """As long as it takes; the ticket and the moment one is let in are noted for the judge."""
    if not page.again:
        return
    ticket = _TICKET.search(page.html)
    journal().note("waits", ticket[1].decode() if ticket else "-")
    while page.again:
        time.sleep(page.again)
        page = phone.open("/", "waiting room")
    journal().note("let-in", ticket[1].decode() if ticket else "-")
    phone.open(page.location or "/", "first page")


def _phase() -> str:
    return "before" if time.time() < _OPENS_AT else "after"


USERS = (Early, Reader, Notary)
