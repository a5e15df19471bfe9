"""Every state of every page: axe, narrow, zoomed, spaced, in forced colours; keyboard and paper."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from booking_web.pages.rendering import residents_stylesheet
from tests.booking_web.pages.office import LOOK
from tests.browser.booking import walk
from tests.browser.booking.languages import languages
from tests.browser.booking.later_states import State
from tests.browser.booking.site import Site
from tests.browser.booking.states import STATES, show
from tests.browser.conftest import PHONE, assert_no_sideways_scroll

HEAVIEST_BYTES = 30_000
_SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12."""
_ADOPT = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet]; }"""
_OBSCURED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const label = it.closest('label');
  return !(at && (it.contains(at) || at.contains(it) || (label && label.contains(at))));
}"""
_STYLE = """() => { const it = document.activeElement, style = getComputedStyle(it),
  box = (it.closest('label') || it).getBoundingClientRect();
  return {outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
    smallest: Math.min(box.width, box.height)}; }"""


@languages("ja")
def test_states_that_no_walk_reaches(
    page: Page, site: Site, language: str, check_axe: Callable[[Page], None]
):
    style = len(residents_stylesheet(LOOK))
    for state in _once(language):
        weight = show(page, site, language, state)
        assert weight + style <= HEAVIEST_BYTES, state[0]
        check_axe(page)
        look_at_every_size(page)


def _once(language: str) -> Iterator[State]:
    """All of them in Japanese; in another language one of each page is enough."""
    seen: set[str] = set()
    for state in STATES:
        if language == "ja" or state[0] not in seen:
            yield state
        seen.add(state[0])


def look_at_every_size(page: Page) -> None:
    """320 px; 1280 px at 400 %; with the reader's own spacing."""
    for height in (740, 256):
        page.set_viewport_size({"width": 320, "height": height})
        assert_no_sideways_scroll(page)
    page.evaluate(_ADOPT, _SPACED)
    assert_no_sideways_scroll(page)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})


def test_a_picture_without_words_is_found_out(
    page: Page, site: Site, check_axe: Callable[[Page], None]
):
    """On the first page that is checked, and on the next one."""
    for _ in range(2):
        page.goto(site.url)
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        with pytest.raises(AssertionError, match="image-alt"):
            check_axe(page)


def test_a_control_that_is_too_wide_is_found_out(page: Page, site: Site):
    page.goto(site.url)
    page.evaluate("document.querySelector('h1').style.width = '400px'")
    with pytest.raises(AssertionError):
        look_at_every_size(page)


@pytest.fixture
def forced(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        forced_colors="active", reduced_motion="reduce", viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


def test_forced_colours_keep_buttons_errors_and_focus(forced: Page, site: Site):
    forced.goto(f"{site.url}/book/who")
    forced.click(walk.PRIMARY)
    for each in (".errors", "main .button", "#number"):
        border = forced.locator(each).first.evaluate("it => getComputedStyle(it).borderTopWidth")
        assert float(border.removesuffix("px")) >= 1, each
    forced.keyboard.press("Tab")
    assert forced.evaluate(_STYLE)["outline"] == "solid"
    moving = forced.locator("main .button").first.evaluate(
        "it => getComputedStyle(it).transitionDuration"
    )
    assert moving == "0s"


class Keys:
    """Hands that have only a keyboard; every stop of the focus has to be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        for _ in range(90):
            self.page.keyboard.press("Tab")
            self._look()
            if self.page.evaluate("it => document.activeElement.matches(it)", selector):
                return
        raise AssertionError(f"{selector} is not reached by keyboard on {self.page.url}")

    def press(self, selector: str) -> None:
        """A link or a button: it leads on."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, selector: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Space")

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.page.keyboard.type(text)

    def _look(self) -> None:
        if self.page.evaluate("document.activeElement === document.body"):
            return  # between the page's end and its beginning
        style = self.page.evaluate(_STYLE)
        where = self.page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert style["outline"] == "solid", where
        assert style["width"] >= 2, where
        assert style["smallest"] >= 24 or "href" in where, where
        assert not self.page.evaluate(_OBSCURED), where


def test_a_whole_booking_by_keyboard_alone(page: Page, site: Site):
    holder, keys = site.holder(), Keys(page)
    page.goto(site.url)
    keys.press("main .actions a")
    keys.write("#number", holder.printed)
    for part, typed in (("year", "1950"), ("month", "4"), ("day", "8")):
        keys.write(f"[name=birthday-{part}]", typed)
    keys.press("main .actions button")
    keys.press("main .actions a")
    keys.tick("input[name=who]")
    keys.press("main .actions button")
    keys.tick("input[name=notice]")
    keys.press("main .actions button")
    keys.tick("input[value=passport]")
    keys.press("main .actions button")
    keys.press("main .actions a")
    keys.tick("input[value=wheelchair]")
    keys.press("main .actions button")
    keys.press("a.row")
    keys.press("button.row:not([disabled])")
    keys.press("main .actions button")
    expect(page.locator(".panel h1")).to_have_text("予約ができました")


def test_the_proof_fits_on_one_sheet(page: Page, site: Site):
    for name in walk.booking(page, site, "ja"):
        if name == "done":
            sheet = page.pdf(format="A4")
            assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
            return
    raise AssertionError("no proof was shown")
