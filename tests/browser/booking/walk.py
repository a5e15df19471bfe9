"""The journey of a resident, step by step, in a browser."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.booking_web.pages.office import Holder
from tests.browser.booking.site import Site

PRIMARY = "main form .actions .button >> nth=0"


def identify(page: Page, holder: Holder) -> None:
    """With full-width digits and the era, as on a paper of the ward."""
    page.fill("#number", holder.printed.lower())
    page.select_option("#birthday-era", "showa")
    page.fill("#birthday", "２５")
    page.fill("#birthday-month", "4")
    page.fill("#birthday-day", "８")
    page.click(PRIMARY)


def bringing(page: Page) -> Iterator[str]:
    """What to bring: a child, without the notice, with too little; then the help page is next."""
    yield "bring"
    page.click(PRIMARY)
    yield "bring with an error"
    page.check("input[value=child]")
    page.click(PRIMARY)
    yield "bring, notice"
    page.check("input[value=no]")
    page.click(PRIMARY)
    yield "bring, documents"
    page.check("input[value=passport]")
    page.click(PRIMARY)
    yield "bring, representative"
    page.check("input[value=residence-card]")
    page.click(PRIMARY)
    yield "bring, list"
    page.click("main .actions .button >> nth=0")


def booking(page: Page, site: Site, language: str) -> Iterator[str]:
    """Yields the name of each page once it is shown; the booking is made at the end."""
    holder, child = site.holder(), site.holder()
    page.goto(f"{site.url}/?lang={language}")
    yield "start"
    page.click("main .actions .button >> nth=0")
    yield "who"
    page.click(PRIMARY)
    yield "who with errors"
    identify(page, holder)
    yield "people"
    page.click("main .actions .button--plain")
    yield "another person"
    identify(page, child)
    yield "people, two"
    page.click("main .actions .button >> nth=0")
    yield from bringing(page)
    yield "help"
    page.check("input[value=wheelchair]")
    page.fill("#memo", "123456789018")
    page.click(PRIMARY)
    yield "help with a My Number"
    page.fill("#email", "hanako")
    page.fill("#memo", "")
    page.click(PRIMARY)
    yield "help with a wrong address"
    page.fill("#email", "")
    page.fill("#memo", "耳が遠いので、ゆっくり話してください。")
    page.click(PRIMARY)
    yield "days"
    page.click("a.row >> nth=3")
    yield "times"
    page.click("button.row >> nth=2")
    yield "check"
    page.click(PRIMARY)
    yield "done"


def afterwards(page: Page, site: Site) -> Iterator[str]:
    """My booking: look, move, cancel."""
    page.goto(f"{site.url}/mine")
    yield "mine"
    page.click("main .actions .button >> nth=0")
    yield "days to move to"
    page.click("a.row >> nth=4")
    yield "times to move to"
    page.click("button.row >> nth=5")
    yield "move"
    page.click(PRIMARY)
    yield "moved"
    page.goto(f"{site.url}/mine/mail")
    yield "mail"
    page.click(PRIMARY)
    yield "mail with an error"
    page.fill("#email", "hanako@example.jp")
    page.click(PRIMARY)
    yield "mine with mail"
    page.goto(f"{site.url}/mine/mail")
    yield "mail, to be changed"
    page.goto(f"{site.url}/mine/cancel")
    yield "cancel"
    page.click(PRIMARY)
    yield "cancelled"


OTHER_PAGES: dict[str, str] = {
    "not found": "/nowhere",
    "session lost": "/book/check",
    "sign in": "/mine/in",
    "privacy": "/privacy",
    "accessibility": "/accessibility",
    "free": "/free",
    "how busy it is": "/now",
}


def every_page(page: Page, site: Site, language: str) -> Iterator[str]:
    for name, path in OTHER_PAGES.items():
        page.goto(f"{site.url}{path}?lang={language}")
        yield name
    yield from booking(page, site, language)
    yield from afterwards(page, site)
