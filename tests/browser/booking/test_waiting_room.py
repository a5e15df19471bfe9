"""待合室 in a real browser, on a phone: it says what there is to know, and goes on by itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from playwright.sync_api import Page, expect

from booking_web.texts import TAGS
from booking_web.waiting_room.store import Plan, Store
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING
from tests.booking_web.waiting_room.rooms import CLAIM, WINDOW, first_come
from tests.browser.booking import walk
from tests.browser.booking.languages import LANGUAGES, languages
from tests.browser.booking.site import Site
from tests.browser.booking.test_booking import HEAVIEST_BYTES, MOST_REQUESTS
from tests.browser.conftest import PHONE, Traffic, aside, assert_no_sideways_scroll
from tests.support.postgres import PASSWORD

WAITS = ".summary"


class Crowd:
    """What the database is told beside the browser."""

    def __init__(self, dsn: str, site: Site) -> None:
        self._dsn, self._site = dsn, site

    def open(self, *, opening: bool, venue_code: str | None = None) -> None:
        plan = replace(first_come(self._site.now), venue_code=venue_code)
        if opening:
            later = self._site.now + timedelta(minutes=30)
            plan = Plan(
                reason="opening",
                gathers_at=self._site.now,
                opens_at=later,
                window=WINDOW,
                claim=CLAIM,
                rate=10,
            )
        self._do(lambda store: store.open(plan))

    def come(self, people: int) -> None:
        async def step_up(store: Store) -> None:
            (room,) = await store.rooms(self._site.now)
            await store.step_up(room.room_id, [uuid4() for _ in range(people)], self._site.now)

        self._do(step_up)

    def close(self) -> None:
        async def end(store: Store) -> None:
            for room in await store.rooms(self._site.now):
                await store.end(room.room_id, self._site.now)

        self._do(end)

    def _do(self, what: Callable[[Store], Awaitable[object]]) -> None:
        async def run() -> None:
            async with asyncpg.create_pool(self._dsn, min_size=0, max_size=1) as pool:
                await what(Store(pool))

        aside(lambda: asyncio.run(run()))


@pytest.fixture
def crowd(site: Site, postgres_aside: PostgresServer) -> Iterator[Crowd]:
    """At the end the room is closed and the site knows it: others use the site too."""
    access = postgres_aside.admin.to(BOOKING.database).as_role(BOOKING.app, PASSWORD)
    before = site.now
    crowd = Crowd(access.dsn, site)
    yield crowd
    crowd.close()
    site.now = before


def until_held(page: Page, site: Site, *, held: bool = True) -> None:
    """The site looks once a second whether people have to wait."""
    for _ in range(40):
        page.goto(f"{site.url}/book/who")
        if (page.locator(WAITS).count() > 0) == held:
            return
        page.wait_for_timeout(200)
    raise AssertionError("the room did not open or close")


def test_without_javascript_it_goes_on_by_itself_to_the_booking(
    without_javascript: Page, site: Site, crowd: Crowd, shots: Path
):
    crowd.open(opening=False)
    until_held(without_javascript, site)
    without_javascript.screenshot(path=shots / "waiting-soon.png", full_page=True)
    expect(without_javascript.locator("progress")).to_have_attribute("max", "100")
    site.now += timedelta(seconds=2)
    expect(without_javascript.locator("#number")).to_be_visible(timeout=20_000)
    holder = site.holder()
    walk.identify(without_javascript, holder)
    expect(without_javascript.locator("h1")).not_to_contain_text("順番")
    crowd.close()
    until_held(without_javascript, site, held=False)


@pytest.fixture
def checked(
    page: Page, traffic: Traffic, check_axe: Callable[[Page], None], shots: Path
) -> Callable[[str, str, str], None]:
    """Looks at a page in a language and a state; what has to be true of each."""

    def check(language: str, name: str, address: str) -> None:
        page.wait_for_load_state("networkidle")
        traffic.forget()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        for each in page.locator("main details summary").all():
            each.click()
        page.screenshot(path=shots / f"{language}-room-{name}.png", full_page=True)
        check_axe(page)
        for width in (320, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            assert_no_sideways_scroll(page)
        assert page.locator("html").get_attribute("lang") == TAGS[language]
        assert traffic.weight <= HEAVIEST_BYTES, name
        assert len(traffic.requests) <= MOST_REQUESTS, name

    return check


@languages("ja-easy")
def test_every_state_is_light_and_accessible(
    page: Page, site: Site, crowd: Crowd, language: str, checked: Callable[[str, str, str], None]
):
    site.now += timedelta(hours=1 + LANGUAGES.index(language))  # each an opening of its own
    crowd.open(opening=True)
    until_held(page, site)
    checked(language, "gathering", f"{site.url}/book/who?lang={language}")
    crowd.come(3_000)
    site.now += timedelta(minutes=30)
    page.wait_for_timeout(2_500)
    checked(language, "waiting", f"{site.url}/?auto=off")
    expect(page.locator("progress")).to_be_visible()


def test_the_page_can_be_used_by_keyboard(page: Page, site: Site, crowd: Crowd):
    crowd.open(opening=False)
    crowd.come(800)
    until_held(page, site)
    page.goto(f"{site.url}/book/who?auto=off")
    seen: list[str] = []
    for _ in range(20):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
    assert {"#main", "/book/who", "/book/who?auto=off", "/mine/in"} <= set(seen)


def test_a_venue_with_a_room_of_its_own_shows_the_free_ones(
    page: Page, site: Site, crowd: Crowd, check_axe: Callable[[Page], None], shots: Path
):
    crowd.open(opening=False, venue_code="KASAI")
    crowd.come(800)
    for _ in range(40):
        page.goto(f"{site.url}/book/day?venue=KASAI")
        if page.locator(WAITS).count():
            break
        page.wait_for_timeout(200)
    for language in ("ja", "en"):
        page.goto(f"{site.url}/book/day?venue=KASAI&lang={language}")
        check_axe(page)
        assert_no_sideways_scroll(page)
        page.screenshot(path=shots / f"waiting-venue-{language}.png", full_page=True)
    expect(page.get_by_text("Only this pick-up place has a queue.")).to_be_visible()
    page.goto(f"{site.url}/")
    expect(page.locator(WAITS)).to_have_count(0)
