"""The first page, and the pages that explain the site."""

from datetime import date
from typing import Final

from litestar import get, post
from litestar.di import NamedDependency

from booking_web.pages.visit import Page, Visit

CHECKED_ON: Final = date(2026, 11, 22)
"""When the statement on accessibility was last true; the browser tests say so."""


@get("/")
async def start(visit: NamedDependency[Visit]) -> Page:
    days = (await visit.site.availability.now()).free_days()
    return visit.page("start.html", {"earliest": next((each for each in days if each.times), None)})


@get("/privacy")
async def privacy(visit: NamedDependency[Visit]) -> Page:
    return visit.page("privacy.html")


@get("/accessibility")
async def accessibility(visit: NamedDependency[Visit]) -> Page:
    return visit.page("accessibility.html", {"checked_on": CHECKED_ON})


@post("/leave")
async def leave(visit: NamedDependency[Visit]) -> Page:
    """Forget all answers: for a shared computer."""
    return visit.leave("/")


HANDLERS = (start, privacy, accessibility, leave)
