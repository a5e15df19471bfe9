"""One site for all browser tests of booking; each test brings its own notice."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from booking_web.pages.rendering import Renderer
from booking_web.phone_desk.staff import StaffFile
from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING
from tests.browser.booking.site import Site, running_site
from tests.browser.conftest import PHONE
from tests.support.postgres import PASSWORD

STAFF, STAFF_PASSWORD = "P01", "only in these tests"
"""Who works at the phone desk."""


@pytest.fixture(scope="session")
def site(
    postgres_aside: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    access = postgres_aside.admin.to(BOOKING.database).as_role(BOOKING.app, PASSWORD)
    staff = StaffFile(tmp_path_factory.mktemp("phone-desk") / "staff.toml")
    staff.save(STAFF, STAFF_PASSWORD)
    with running_site(access.dsn, phone_staff_file=staff.path) as site:
        yield site


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of the pages go, to be looked at by a person."""
    folder = Path("/tmp/shots/booking/tests")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The templates that the site rendered since the test began."""
    seen: set[str] = set()
    render = Renderer.render

    def noted(self: Renderer, template: str, language: str, context: Mapping[str, object]) -> str:
        seen.add(template)
        return render(self, template, language, context)

    monkeypatch.setattr(Renderer, "render", noted)
    return seen


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    """Another phone, whose browser runs no scripts."""
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        is_mobile=True,
        has_touch=True,
        locale="ja-JP",
    )
    yield context.new_page()
    context.close()
