"""Honest people while others guess numbers, tap twice, send forms again, and hold connections.

For `quiet_seconds` the honest are alone; then the others come too. Requests of the honest count as
`quiet` and `attacked`, whatever they are.
"""

import random
import socket
import time
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

import gevent
from locust import FastHttpUser, User, constant, constant_throughput, task

from loadtests.crowd import DRILL, Person, Phone, Resident, began, journal
from loadtests.journal import NONE as NOBODY
from loadtests.scenarios.journeys import Traveller, arrive, confirm, hold

_QUIET_SECONDS: Final = DRILL.number("quiet_seconds")
_GUESSERS: Final = 20
_BETWEEN_GUESSES: Final = _GUESSERS / DRILL.number("guesses")
"""Seconds, of one guesser."""
_A_FORM: Final = 15
"""Guesses with one form; a browser that sends more is slowed down."""
_SYMBOLS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_REFUSED: Final = frozenset({403, 422, 429})
_BORN_FROM: Final = date(1930, 1, 1)
_DRIP: Final = b"GET / HTTP/1.1\r\nHost: "


class Honest(Traveller):
    """Whole journeys, as if nothing happened."""

    fixed_count = round(DRILL.number("honest"))
    wait_time = constant_throughput(DRILL.number("honest_a_second") / fixed_count)

    def phone(self) -> Phone:
        return Phone(self.client, DRILL.people, called=_phase)


class Guesser(FastHttpUser):
    """Numbers that could be one, with birthdays of chance, from ever other addresses."""

    fixed_count = _GUESSERS
    wait_time = constant(0)
    due = 0.0
    """When the next guess goes out: they come evenly, and no two guessers keep step."""

    def on_start(self) -> None:
        _wait_for_the_attack()
        self.due = time.time() + random.uniform(0, _BETWEEN_GUESSES)

    @task
    def guess(self) -> None:
        phone = Phone(self.client, DRILL.people)
        form = phone.open("/book/who", "number (guesser)").hidden()
        for _ in range(_A_FORM):
            time.sleep(max(0.0, self.due - time.time()))
            self.due += _BETWEEN_GUESSES
            answer = phone.send("/book/who", form | _guess(), "guess", fine=_REFUSED)
            if answer.location:
                journal().write(NOBODY, "guessed")


class Tapper(Resident):
    """Taps each button twice, and sends the last form again from the page before."""

    fixed_count = round(DRILL.number("tappers"))
    wait_time = constant_throughput(1)

    def on_start(self) -> None:
        super().on_start()
        _wait_for_the_attack()

    def phone(self) -> Phone:
        return Phone(self.client, DRILL.people, called="{} (twice)".format)

    def visit(self, person: Person, phone: Phone) -> None:
        if not arrive(person, phone):
            return
        slot = hold(phone)
        if not slot:
            journal().write(person["notice"], "none-free")
            return
        form, before = phone.open("/book/check", "check").hidden(), phone.twin()
        taps = [gevent.spawn(confirm, person, before.twin(), form, slot) for _ in range(2)]
        gevent.joinall(taps, raise_error=True)
        for _ in range(3):
            confirm(person, before.twin(), form, slot)


class Dripper(User):
    """A request that ends only with the drill, letter by letter."""

    fixed_count = round(DRILL.number("slow_connections"))
    wait_time = constant(0)

    def on_start(self) -> None:
        _wait_for_the_attack()

    @task
    def drip(self) -> None:
        where = urlsplit(self.host or "")
        with socket.create_connection((where.hostname or "", where.port or 80)) as held:
            held.sendall(_DRIP)
            while time.time() < began() + DRILL.seconds:
                time.sleep(random.uniform(1, 3))
                try:
                    held.sendall(b"x")
                except OSError:
                    return


def _phase(_: str) -> str:
    return "quiet" if time.time() < began() + _QUIET_SECONDS else "attacked"


def _wait_for_the_attack() -> None:
    time.sleep(max(0.0, began() + _QUIET_SECONDS - time.time()))


def _guess() -> dict[str, str]:
    """A number with the right check character: anybody can compute it."""
    drawn = [random.randrange(len(_SYMBOLS)) for _ in range(11)]
    check = -sum(weight * each for weight, each in enumerate(drawn, start=2)) % len(_SYMBOLS)
    born = _BORN_FROM + timedelta(days=random.randrange(30_000))
    return {
        "number": "".join(_SYMBOLS[each] for each in (check, *drawn)),
        "birthday-era": "",
        "birthday-year": str(born.year),
        "birthday-month": str(born.month),
        "birthday-day": str(born.day),
    }


USERS = (Honest, Guesser, Tapper, Dripper)
