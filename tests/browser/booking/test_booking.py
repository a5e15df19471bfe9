"""The residents' site in a real browser, on a phone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from booking_web.texts import ALL, TAGS
from booking_web.texts.marks import marked_up
from tests.browser.booking import walk
from tests.browser.booking.languages import languages
from tests.browser.booking.site import BIRTHDAY, FIRST_DAY, Site
from tests.browser.booking.states import PAGES, STATES
from tests.browser.conftest import PHONE, Traffic, assert_no_sideways_scroll

HEAVIEST_BYTES = 30_000
MOST_REQUESTS = 5
DONE = "予約ができました"
CANCELLED = "今、予約はありません"


@languages("ne")
def test_the_whole_journey_is_light_and_accessible(  # noqa: PLR0917 - fixtures
    page: Page,
    site: Site,
    language: str,
    traffic: Traffic,
    check_axe: Callable[[Page], None],
    shown: set[str],
):
    for name in walk.every_page(page, site, language):
        page.wait_for_load_state("load")
        check_axe(page)
        for width in (320, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            assert_no_sideways_scroll(page)
        assert page.locator("h1").count() == 1, name
        assert page.locator("html").get_attribute("lang") == TAGS[language]
        # A redirect is fetched too; what counts is what a phone has to load for one step.
        assert traffic.weight <= HEAVIEST_BYTES, name
        assert len(traffic.requests) <= MOST_REQUESTS + 1, name
        traffic.forget()
        if name == "done":
            assert heading(page) == said(language, DONE)
    assert heading(page) == said(language, CANCELLED)
    # Whoever adds a page adds a step of the walk, or a state that no walk reaches.
    # The page of free times is walked too, but comes from bytes made before.
    assert shown | {template for template, _ in STATES} | {"free.html"} == PAGES


@languages("ja-easy")
def test_the_whole_journey_without_javascript(
    without_javascript: Page, site: Site, language: str, shots: Path
):
    page = without_javascript
    for number, name in enumerate(walk.every_page(page, site, language)):
        page.screenshot(path=shots / f"{language}-{number:02}-{name}.png", full_page=True)
        if name == "done":
            assert heading(page) == said(language, DONE)
    assert heading(page) == said(language, CANCELLED)


def test_by_keyboard_alone(page: Page, site: Site):
    """Skip link first, focus always visible, Enter sends the form."""
    holder = site.holder()
    page.goto(f"{site.url}/book/who")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#number").focus()
    page.keyboard.type(holder.printed)
    page.keyboard.press("Tab")
    expect(page.locator("summary").last).to_be_focused()  # where the number stands
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for part in ("1950", "4", "8"):
        page.keyboard.type(part)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/book/people")


def test_an_error_leads_to_its_field(page: Page, site: Site):
    page.goto(f"{site.url}/book/who")
    page.click(walk.PRIMARY)
    assert page.title().startswith("エラー: ")
    page.click(".errors a >> nth=1")
    expect(page.locator("#birthday")).to_be_focused()


def test_a_lost_race_keeps_all_answers(page: Page, browser: Browser, site: Site, shots: Path):
    """Somebody else takes the only place while this resident still looks at it."""
    _until_times(page, site)
    chosen = page.locator("button.row >> nth=0")
    other = browser.new_context().new_page()
    _until_times(other, site)
    other.locator("button.row >> nth=0").click()
    other.context.close()
    chosen.click()
    expect(page.locator(".banner--warn")).to_contain_text("たった今いっぱいになりました")
    page.screenshot(path=shots / "lost-race.png", full_page=True)
    page.locator("button.row >> nth=0").click()
    expect(page.locator("main")).to_contain_text("ベビーカーで行きます")


def test_no_free_day_before_the_deadline(page: Page, site: Site, shots: Path):
    """No day is free: said plainly, with a way to go on."""
    holder = site.office.release(BIRTHDAY, deadline=FIRST_DAY - timedelta(days=1))
    site.tell()
    page.goto(f"{site.url}/book/who")
    walk.identify(page, holder)
    page.goto(f"{site.url}/book/day")
    expect(page.locator(".banner")).to_contain_text("今、空いている日がありません")
    page.screenshot(path=shots / "no-days.png", full_page=True)


def test_other_ways_to_look(page: Page, site: Site, shots: Path):
    """Pictures for a person: forced colours, a wide screen, on paper."""
    for name in walk.booking(page, site, "ja"):
        page.wait_for_load_state("load")
        if name in {"who with errors", "days", "check", "done"}:
            page.emulate_media(forced_colors="active")
            page.screenshot(path=shots / f"forced-colours-{name}.png", full_page=True)
            page.emulate_media(forced_colors="none", media="print")
            page.screenshot(path=shots / f"print-{name}.png", full_page=True)
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 1280, "height": 800})
            page.screenshot(path=shots / f"wide-{name}.png", full_page=True)
            page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def said(language: str, msgid: str) -> str:
    """As HTML: easy Japanese has its furigana."""
    return marked_up(ALL[language](msgid))


def heading(page: Page) -> str:
    return page.locator("h1").inner_html()


def _until_times(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/book/who")
    walk.identify(page, site.holder())
    page.goto(f"{site.url}/book/help")
    page.check("input[value=stroller]")
    page.click(walk.PRIMARY)
    page.goto(f"{site.url}/book/time/{FIRST_DAY}")
