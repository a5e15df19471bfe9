"""The first page, and the pages that explain the site."""

from datetime import date
from typing import Final

from litestar.di import NamedDependency

from booking_web.pages.closed_days import closed, subscription
from booking_web.pages.quick_door import quick_get, quick_post
from booking_web.pages.visit import Page, Visit
from booking_web.texts.services import SERVICES, matters_of

CHECKED_ON: Final = date(2026, 11, 22)
"""When the statement on accessibility was last true; the browser tests say so."""


@quick_get("/")
async def start(visit: NamedDependency[Visit]) -> Page:
    days = (await visit.site.availability.now()).free_days()
    context: dict[str, object] = {
        "earliest": next((each for each in days if each.times), None),
        "news": [each for each in visit.news if not each.urgent],
        "services": matters_of(visit.words, SERVICES),
        "congestion_url": visit.site.congestion_url,
    }
    return visit.page("start.html", context, alike=True)


@quick_get("/news")
async def news(visit: NamedDependency[Visit]) -> Page:
    """What the office announces, and the days on which a venue is closed whatever its rules say."""
    days = [(each.venue, each.days, subscription(visit, each.venue)) for each in closed(visit)]
    return visit.page("news.html", {"news": visit.news, "closed": days})


@quick_get("/privacy")
async def privacy(visit: NamedDependency[Visit]) -> Page:
    return visit.page("privacy.html")


@quick_get("/accessibility")
async def accessibility(visit: NamedDependency[Visit]) -> Page:
    return visit.page("accessibility.html", {"checked_on": CHECKED_ON})


@quick_post("/leave")
async def leave(visit: NamedDependency[Visit]) -> Page:
    """Forget all answers: for a shared computer."""
    return visit.leave("/")


HANDLERS = (start, news, privacy, accessibility, leave)
