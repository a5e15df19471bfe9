"""Debian's Chromium, as a phone; axe; and the weight of each page."""

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from infra.postgres.server import PostgresServer
from tests.support.postgres import FAST, _prepare

T = TypeVar("T")
CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))
            # pytest-base-url, which pytest-playwright brings, has an old-fashioned fixture.
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestRemovedIn10Warning"))


def aside(work: Callable[[], T]) -> T:
    """Runs what needs an event loop of its own: Playwright's is running in this thread."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


@pytest.fixture(scope="session", autouse=True)
def _pictures_for_people() -> Iterator[None]:
    """Pictures are taken only for somebody who will look at them: MADOGUCHI_PICTURES=1."""
    with pytest.MonkeyPatch.context() as patch:
        if not os.environ.get("MADOGUCHI_PICTURES"):
            patch.setattr(Page, "screenshot", lambda *_, **__: b"")
        yield


@pytest.fixture(scope="session")
def postgres_aside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """A server like `postgres`, which can be started while Playwright is there already."""
    with PostgresServer(folder=tmp_path_factory.mktemp("postgres"), options=FAST) as server:
        aside(lambda: asyncio.run(_prepare(server.admin)))
        yield server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": PHONE,
        "is_mobile": True,
        "has_touch": True,
    }


_RUN_AXE = """rules => window.axe ? axe.run({runOnly: {type: 'tag', values: rules},
  resultTypes: ['violations']}).then(found => found.violations.map(
    each => [each.id, each.nodes.map(node => node.html)])) : null"""
"""Only what is broken comes back: all that axe looked at is 50 kB a page."""


@pytest.fixture
def check_axe() -> Callable[[Page], None]:
    """Fails with the rules a page breaks, and where; needs JavaScript in the page's context."""
    script = Axe().axe_script

    def check(page: Page) -> None:
        broken = page.evaluate(_RUN_AXE, RULES)
        if broken is None:  # the first time; where the page goes from here, axe is there already
            page.add_init_script(script)
            page.evaluate(script)
            broken = page.evaluate(_RUN_AXE, RULES)
        assert broken == [], page.url

    return check


def assert_no_sideways_scroll(page: Page) -> None:
    """A phone zooms out from what is too wide, so the width that was asked for is what counts."""
    page.wait_for_load_state()
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@dataclass
class Traffic:
    """What one page transferred, since the last `forget`; and what the console said."""

    requests: list[Request] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def forget(self) -> None:
        self.requests.clear()

    @property
    def weight(self) -> int:
        return sum(each.sizes()["responseBodySize"] for each in self.requests)


@pytest.fixture
def traffic(page: Page) -> Iterator[Traffic]:
    """At its end nothing may stand in the console but the status of pages that say "no"."""
    traffic = Traffic()
    # Playwright cannot take a builtin method as a handler.
    page.on("requestfinished", lambda request: traffic.requests.append(request))  # noqa: PLW0108
    page.on("console", lambda message: traffic.console.append(message.text))
    page.on("pageerror", lambda error: traffic.console.append(str(error)))
    yield traffic
    said = [each for each in traffic.console if not each.startswith("Failed to load resource: the")]
    assert said == []
