"""Every page of the site, and the states that no walk reaches, as the site would show them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from playwright.sync_api import Page, Route

import booking_web
from booking_web.announcements import Said
from booking_web.desk import Venue
from booking_web.pages.rendering import Renderer
from booking_web.texts.services import Matter
from tests.booking_web.pages.office import LOOK
from tests.booking_web.pages.test_every_page import COMMON, pages
from tests.browser.booking.later_states import State, later_states
from tests.browser.booking.site import Site

_TEMPLATES: Final = Path(booking_web.__file__).parent / "templates"
PAGES: Final = {
    each.name for each in _TEMPLATES.glob("*.html") if "{% extends" in each.read_text("utf-8")
}
_AT: Final = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
_WAITING: Final[Mapping[str, object]] = {
    "again": "/book/days?venue=A",
    "venue_code": "",
    "said": "",
    "gathering": False,
    "placed": True,
    "figures": {
        "before": "1,204",
        "minutes": "12",
        "waiting": "2,001",
        "percent": 40,
        "ticket": "t" * 43,
    },
    "as_of": _AT,
    "opens_at": _AT,
    "refreshes": True,
    "claim_minutes": 10,
    "window_minutes": 20,
    "drawn": True,
}


_MATTER = Matter(code="apply", name="1", about="2", things=("1", "2"))
_SAID = Said(title="1 2 3", span="2026-12-20", urgent=True)
_VENUE = Venue(
    venue_id=UUID(int=1),
    code="A",
    name_ja="1",
    name_en="1",
    address_ja="1",
    address_en="1",
    phone="03",
)


def _states() -> list[State]:
    waiting: list[dict[str, object]] = [
        {},
        {"gathering": True, "placed": False, "refreshes": False},
        {"said": "lapsed"},
        {"said": "used-up"},
        {"said": "away"},
    ]
    # Without a venue the foot of each page says where to call; without a day the start says less.
    empty: dict[str, object] = {"venues": [], "earliest": None, "signed_in": False}
    empty |= {"news": [], "services": [], "congestion_url": "https://example.jp/now"}
    return [
        *pages(),
        *(("waiting.html", {**_WAITING, **each}) for each in waiting),
        *later_states(),
        ("start.html", empty),
        ("matter.html", {"matter": _MATTER, "earliest": None, "minutes": None}),
        (
            "news.html",
            {
                "news": [],
                "closed": [(_VENUE, [], "https://example.jp/closed.ics")],
                "urgent": [_SAID],
            },
        ),
        ("bring_list.html", {"sheets": [], "room": False, "kinds": [], "onward": "/book/who"}),
    ]


STATES: Final = _states()
_RENDERER: Final = Renderer(LOOK)


def show(page: Page, site: Site, language: str, state: State) -> int:
    """Show a state under the site's own address, with its stylesheet; the weight of its HTML."""
    template, context = state
    html = _RENDERER.render(template, language, {**COMMON, "as_of": _AT, **context})

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")

    address = f"{site.url}/state"
    page.unroute(address)
    page.route(address, answer)
    page.goto(address)
    # The page may load itself anew; the test looks once.
    assert re.search("<h1>", html), template
    return len(html.encode())
