"""What a resident does on the booking site, form by form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from infra.demo.once.browser import Browser, Page, PageError

_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the letter and the holder know."""

    number: str
    birth_on: date


def book(site: str, party: Sequence[Notice]) -> str:
    """Book the earliest time for everybody; return the booking reference on the proof.

    Raises:
        PageError: the journey did not end with a booking.
    """
    with Browser(site) as browser:
        browser.get("/")
        page = browser.send(browser.get("/book/who").form(having="number"), _typed(party[0]))
        for other in party[1:]:
            page = browser.get("/book/people/add")
            page = browser.send(page.form(having="number"), _typed(other))
        browser.send(browser.get("/book/help").form("/book/help"))
        page = _hold_earliest(browser)
        done = browser.send(page.form("/book/check"))
        if urlsplit(done.url).path != "/book/done":
            raise PageError(f"the booking ended at {done.url}: {done.heading}")
        return next(each for each in done.text if _REFERENCE.fullmatch(each))


def _hold_earliest(browser: Browser) -> Page:
    days = browser.get("/book/day")
    times = browser.get(days.link(to="/book/time/"))
    return browser.send(times.form("/book/time"), button="slot")


def _typed(notice: Notice) -> dict[str, str]:
    birth = notice.birth_on
    return {
        "number": notice.number,
        "birthday-era": "",
        "birthday-year": str(birth.year),
        "birthday-month": str(birth.month),
        "birthday-day": str(birth.day),
    }
