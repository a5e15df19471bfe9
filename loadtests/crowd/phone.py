"""A resident's phone: it keeps cookies, reads forms off pages, asks again when no answer comes."""

import random
import time
from collections.abc import Callable, Mapping
from copy import copy
from typing import Final
from urllib.parse import urlencode

from locust.contrib.fasthttp import FastHttpSession

from loadtests.crowd.line import Line
from loadtests.drills import People
from loadtests.pages import Page

_BUSY: Final = frozenset({429, 503})
Statuses = frozenset[int]
NONE: Final[Statuses] = frozenset()
_FORM: Final = "application/x-www-form-urlencoded"
_LONGEST_VISIT: Final = 10
"""Pages; who goes away in the middle does so before one of them."""


class Gone(Exception):  # noqa: N818 - nobody erred
    """The resident put the phone away."""


class NoAnswer(Exception):  # noqa: N818
    """None came, however often the same was sent: what became of it is unknown."""


class TurnedAway(Exception):  # noqa: N818
    """An answer that no honest resident should get."""


class Phone:
    """One browser. `address` is the resident's own, as a proxy in front of the site would tell."""

    def __init__(
        self, client: FastHttpSession, people: People, called: Callable[[str], str] = str
    ) -> None:
        """`called`: under which name of the report a request counts, by the name of its kind."""
        self._line, self._people, self._called = Line(client), people, called
        self._cookies: dict[str, str] = {}
        self._address = (
            f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
        )
        goes = random.random() < people.leave
        self._pages_left = random.randrange(_LONGEST_VISIT) if goes else -1

    def take(self, name: str, value: str) -> None:
        """A cookie that it has from before."""
        self._cookies[name] = value

    def cookie(self, name: str) -> str:
        return self._cookies.get(name, "")

    def twin(self) -> "Phone":
        """The same browser as it stands now: for who taps twice, or sends again what was sent."""
        other = copy(self)
        other._cookies = dict(self._cookies)  # noqa: SLF001 - it is one of us
        return other

    def open(self, path: str, name: str, *, fine: Statuses = NONE) -> Page:
        """Look at a page; `name` is what it is called in the report.

        Raises:
            NoAnswer: after as many tries as people have patience for.
            TurnedAway: a status of 400 or more that is not among *fine*.
            Gone: the resident has had enough.
        """
        page = self._ask("GET", path, name, fine)
        if random.random() < self._people.reload:
            page = self._ask("GET", path, name, fine)
        self._read()
        return page

    def send(
        self, path: str, fields: Mapping[str, str], name: str, *, fine: Statuses = NONE
    ) -> Page:
        """Send a form; where the answer leads is for the caller to follow. Raises as `open`."""
        return self._ask("POST", path, name, fine, urlencode(fields))

    def _ask(self, method: str, path: str, name: str, fine: Statuses, body: str = "") -> Page:
        """One request, sent again (the very same, with its key) when the answer stays away."""
        for _ in range(self._people.tries):
            answer = self._line.ask(method, path, self._headers(method), body)
            status, told = answer.status, answer.headers
            wrong = _wrong(status, fine)
            self._line.count(method, path, self._called(name), answer, wrong)
            if status in _BUSY and status not in fine:
                time.sleep(float(told.get("retry-after", "1")))
            elif wrong and status:
                raise TurnedAway(f"{name}: {status}")
            elif status:
                self._keep(told.getlist("set-cookie"))
                again = float(told.get("retry-after", "0"))
                return Page(status, told.get("location", ""), answer.body, again)
        raise NoAnswer(name)

    def _headers(self, method: str) -> dict[str, str]:
        told = {"X-Forwarded-For": self._address}
        if self._cookies:
            told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if method == "POST":
            told["Content-Type"] = _FORM
        return told

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            pair, _, rest = line.partition(";")
            name, _, value = pair.partition("=")
            if "max-age=0" in rest.lower().replace(" ", ""):
                self._cookies.pop(name, None)
            else:
                self._cookies[name] = value

    def _read(self) -> None:
        """A person reads the page, and perhaps has enough."""
        if self._people.think_seconds:
            time.sleep(random.expovariate(1 / self._people.think_seconds))
        if self._pages_left == 0:
            raise Gone
        self._pages_left -= 1


def _wrong(status: int, fine: Statuses) -> str:
    """What is counted as a failure; a site that is busy says so, which is none."""
    if not status:
        return "no answer"
    known = status < 400 or status in _BUSY or status in fine
    return "" if known else f"status {status}"
