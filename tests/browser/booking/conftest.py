"""One site for all browser tests of booking; each test brings its own notice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.postgres.server import PostgresServer
from infra.postgres.zones import BOOKING
from tests.browser.booking.site import Site, running_site
from tests.support.postgres import PASSWORD


@pytest.fixture(scope="session")
def site(postgres_aside: PostgresServer) -> Iterator[Site]:
    access = postgres_aside.admin.to(BOOKING.database).as_role(BOOKING.app, PASSWORD)
    with running_site(access.dsn) as site:
        yield site


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures of the pages go, to be looked at by a person."""
    folder = Path("/tmp/shots/booking/tests")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
