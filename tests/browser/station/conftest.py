"""A clerk's PC and a resident's tablet at one counter."""

from datetime import date
from pathlib import Path

import pytest

from counter_station.virtual.keeping import KeptCard
from counter_station.virtual.personalisation import CardData
from tests.browser.conftest import ARGS, CHROMIUM
from tests.counter_station.real_office import RealOffice
from tests.counter_station.screens.conftest import adult, family, house, office, station
from tests.counter_station.screens.station_process import STAFF_PIN

__all__ = ["adult", "family", "house", "office", "station"]


@pytest.fixture(scope="session")
def real_office(postgres_aside, tmp_path_factory):
    """The office on a server that can be started while Playwright is there already."""
    office = RealOffice(postgres_aside, tmp_path_factory.mktemp("office"))
    yield office
    office.close()


SHOTS = Path("/tmp/shots/station")


class Keyboard:
    """Somebody who touches nothing but keys; every console error is remembered."""

    def __init__(self, page):
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, *fields):
        """Text into the focused field and the ones after it, then Enter."""
        # Focus comes with the first frame, which may be after the page has loaded.
        self.page.locator("input:focus").wait_for()
        for place, text in enumerate(fields):
            if place:
                self.press("Tab")
            self.page.keyboard.type(text)
        self.press("Enter")

    def sees(self, words):
        self.page.get_by_text(words).first.wait_for(timeout=10_000)

    def shot(self, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")

    def _note(self, message):
        # A refused form is answered 422, which the browser counts as an error of its own.
        if message.type == "error" and "422" not in message.text:
            self.errors.append(message.text)


@pytest.fixture
def open_screen(browser):
    """A browser of its own, of a size."""
    contexts = []

    def screen(url, width, height, **more):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(url)
        return Keyboard(page)

    yield screen
    for context in contexts:
        context.close()


@pytest.fixture
def profile(browser_type, tmp_path):
    """A tablet's browser that keeps a profile on its disk, and the folder it keeps it in."""
    folder = tmp_path / "profile"
    context = browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=ARGS, viewport={"width": 1280, "height": 800}
    )
    yield context, folder
    context.close()


@pytest.fixture
def clerk(open_screen, station, office, family):
    clerk = open_screen(station.url, 1280, 800)
    clerk.type("K01", STAFF_PIN)
    clerk.sees(office.parties[family].reference)
    clerk.page.wait_for_load_state("load")  # keys are heard from here on
    return clerk


@pytest.fixture
def pairing_code(clerk):
    return clerk.page.locator("[data-pairing]").inner_text()


@pytest.fixture
def resident(open_screen, station, pairing_code):
    resident = open_screen(f"{station.url}/resident", 1024, 768)
    resident.type(pairing_code)
    resident.sees("しばらくお待ちください")
    return resident


@pytest.fixture
def card(station):
    """A My Number card on the virtual reader."""
    place = station.folder / "card.json"
    place.unlink(missing_ok=True)
    data = CardData(serial="000000000000123", municipality="13123", expires_on=date(2031, 4, 8))
    KeptCard.create(place, data)
    yield data
    place.unlink(missing_ok=True)
